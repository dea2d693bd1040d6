package org.addonsdata.addons;

import static org.addonsdata.addons.InitialisationContract.assertCode;
import static org.addonsdata.core.sql.Names.quote;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
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
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.lifecycle.usecase.Export;
import org.addonsdata.lifecycle.usecase.Reindex;
import org.addonsdata.lifecycle.usecase.Restore;
import org.addonsdata.snapshot.export.ExportOptions;
import org.addonsdata.snapshot.export.ExportResult;
import org.addonsdata.snapshot.export.Exporter;
import org.addonsdata.snapshot.format.Manifest;
import org.addonsdata.snapshot.restore.RestoreResult.Checked;
import org.addonsdata.testing.TestSearch;
import org.addonsdata.testing.TestServer;
import org.addonsdata.testing.TypeZoo;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
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
    void theAddonsDataIsTheSameOnTheOther(TestServer from, TestServer to) {
        var snapshot = made.computeIfAbsent("addons " + from, _ -> exportOfAddons(from));
        var bench = new Workbench(to, TestSearch.shared());
        bench.clear();
        try {
            Restore.run(
                    bench.workplace(), new Restore.Options(snapshot.directory(), 2, false, true));
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
    void oneOfEverythingIsTheSameOnTheOther(TestServer from, TestServer to) {
        var snapshot = made.computeIfAbsent("zoo " + from, _ -> exportOfZoo(from));
        var bench = new Workbench(to, TestSearch.shared());
        bench.clear();
        try {
            var result =
                    Restore.run(
                            bench.workplace(),
                            new Restore.Options(snapshot.directory(), 2, false, true));
            assertThat(result.restored().checked()).isEqualTo(Checked.CONTENT);
            var after = export(bench, fresh());
            assertThat(differing(snapshot.manifest(), after.manifest())).isEmpty();
            note(from, to, snapshot, after);
        } finally {
            bench.clear();
        }
    }

    /** Definitions may differ between servers; rows and the number of objects never do. */
    private void note(TestServer from, TestServer to, ExportResult before, ExportResult after) {
        boolean same = after.manifest().sqlSha256().equals(before.manifest().sqlSha256());
        cells.add(
                new ServersTable.Cell(
                        "made on " + ServersTable.nameOf(from),
                        "restored on " + ServersTable.nameOf(to),
                        same ? "same bytes" : "same rows"));
    }

    /** MariaDB 10.11 stores 0 where others store -0, which a restore finds. */
    @ParameterizedTest
    @MethodSource("ways")
    void negativeZeroIsKeptOrItsLossIsFound(TestServer from, TestServer to) {
        var rows = List.of("CREATE TABLE t (d double)", "INSERT INTO t VALUES ('-0')");
        var snapshot = exportOf(from, rows);
        var bench = new Workbench(to, TestSearch.shared());
        bench.clear();
        ThrowingCallable restore =
                () ->
                        Restore.run(
                                bench.workplace(),
                                new Restore.Options(snapshot.directory(), 2, false, true));
        try {
            if (hasNegativeZero(snapshot) && !hasNegativeZero(exportOf(to, rows))) {
                assertCode(ErrorCode.VERIFICATION_FAILED, restore);
                assertThat(bench.schemas()).isEmpty();
            } else {
                assertThatCode(restore).doesNotThrowAnyException();
            }
        } finally {
            bench.clear();
        }
    }

    private static boolean hasNegativeZero(ExportResult snapshot) {
        try {
            return Files.readString(snapshot.directory().resolve("data_mysqld.sql"))
                    .contains("(-0E0)");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void whatOnlyOneFamilyHasIsRefusedByTheOther(TestServer from, TestServer to) {
        if (from.isMariaDb() == to.isMariaDb()) {
            return;
        }
        var snapshot = exportOf(from, TypeZoo.statements(from.isMariaDb()));
        var bench = new Workbench(to, TestSearch.shared());
        bench.clear();
        assertThatThrownBy(() ->
                        Restore.run(
                                bench.workplace(),
                                new Restore.Options(snapshot.directory(), 2, false, true)))
                .isInstanceOf(DataException.class);
        assertThat(bench.schemas()).isEmpty();
    }

    @AfterAll
    void theTableInTheDocumentsIsTrue() {
        ServersTable.check("snapshots", "", cells);
    }

    private ExportResult exportOfZoo(TestServer server) {
        return exportOf(
                server, TypeZoo.common().stream().map(sql -> sql.replace("-0e0", "0e0")).toList());
    }

    private ExportResult exportOf(TestServer server, List<String> statements) {
        var schema = server.freshSchemaName();
        try (var connection = server.connections().open(null);
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + quote(schema) + " CHARACTER SET utf8mb4");
            statement.execute("USE " + quote(schema));
            statement.execute(
                    "SET sql_mode='NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES', foreign_key_checks=0");
            for (var sql : statements) {
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
