package org.addonsdata.addons;

import static org.addonsdata.core.sql.Names.quote;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.lifecycle.usecase.Export;
import org.addonsdata.lifecycle.usecase.Reindex;
import org.addonsdata.lifecycle.usecase.Restore;
import org.addonsdata.snapshot.export.ExportOptions;
import org.addonsdata.snapshot.export.ExportResult;
import org.addonsdata.snapshot.export.Exporter;
import org.addonsdata.snapshot.format.Manifest;
import org.addonsdata.testing.TestSearch;
import org.addonsdata.testing.TestServer;
import org.addonsdata.testing.TypeZoo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Snapshots made on each database and restored on each other: the add-ons data, and a schema with
 * one of everything that both families know. What differs afterwards is what {@code
 * docs/servers.md} says, and nothing else.
 */
@Tag("slow")
@Tag("matrix")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SnapshotsAcrossIT {
    private final List<ServersTable.Cell> cells = new ArrayList<>();
    private final Map<String, ExportResult> made = new HashMap<>();

    @TempDir static Path directory;

    static Stream<Arguments> ways() {
        var servers = TestServer.all().toList();
        return servers.stream().flatMap(from -> servers.stream().map(to -> Arguments.of(from, to)));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void theAddonsDataIsTheSameOnTheOther(TestServer from, TestServer to) throws Exception {
        var snapshot = made.computeIfAbsent("addons " + from, _ -> exportOfAddons(from));
        var bench = new Workbench(to, TestSearch.shared());
        bench.clear();
        try {
            Restore.run(bench.workplace(), new Restore.Options(snapshot.directory(), 2));
            assertThat(bench.documents()).isEqualTo(98);
            assertThat(Reindex.check(bench.workplace()).isTrue()).isTrue();
            var after = export(bench, fresh());
            assertThat(differing(snapshot.manifest(), after.manifest())).isEmpty();
        } finally {
            bench.clear();
        }
    }

    private ExportResult exportOfAddons(TestServer server) {
        var bench = new Workbench(server, TestSearch.shared());
        bench.clear();
        bench.initialise(InitialisationContract.SKIP_INDEX);
        try {
            return export(bench, fresh());
        } finally {
            bench.clear();
        }
    }

    private static ExportResult export(Workbench bench, Path target) {
        return Export.run(bench.workplace(), ExportOptions.of(bench.live(), target).withWorkers(2));
    }

    private Path fresh() {
        return directory.resolve("snapshot-" + made.size() + "-" + System.nanoTime());
    }

    @ParameterizedTest
    @MethodSource("ways")
    void oneOfEverythingIsTheSameOnTheOther(TestServer from, TestServer to) throws Exception {
        var snapshot = made.computeIfAbsent("zoo " + from, _ -> exportOfZoo(from));
        var bench = new Workbench(to, TestSearch.shared());
        bench.clear();
        try {
            var result =
                    Restore.run(bench.workplace(), new Restore.Options(snapshot.directory(), 2));
            var after = export(bench, fresh());
            System.out.println(
                    from
                            + " to "
                            + to
                            + ": "
                            + differing(snapshot.manifest(), after.manifest())
                            + " "
                            + after.manifest().sqlSha256().equals(snapshot.manifest().sqlSha256())
                            + " "
                            + result.restored().checked()
                            + result.restored().notes());
        } finally {
            bench.clear();
        }
    }

    private ExportResult exportOfZoo(TestServer server) {
        var schema = server.freshSchemaName();
        try (var connection = server.connections().open(null);
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + quote(schema) + " CHARACTER SET utf8mb4");
            statement.execute("USE " + quote(schema));
            statement.execute(
                    "SET sql_mode='NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES', foreign_key_checks=0");
            for (var sql : TypeZoo.common()) {
                statement.execute(sql);
            }
            try {
                return new Exporter(server.connections(), Progress.silent(), new Cancellation())
                        .export(ExportOptions.of(schema, fresh()));
            } finally {
                statement.execute("DROP DATABASE " + quote(schema));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> differing(Manifest one, Manifest other) {
        var tables =
                other.tables().stream()
                        .collect(Collectors.toMap(Manifest.TableEntry::name, Function.identity()));
        assertThat(tables).hasSameSizeAs(one.tables());
        assertThat(other.objects()).isEqualTo(one.objects());
        return one.tables().stream()
                .filter(table -> !table.checksum().equals(tables.get(table.name()).checksum()))
                .map(Manifest.TableEntry::name)
                .toList();
    }
}
