package org.addonsdata.snapshot.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.concurrent.TaskScope;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.snapshot.database.Sql;
import org.addonsdata.snapshot.support.TestDatabase;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExportFaultsIT {
    @TempDir Path directory;

    static List<TestDatabase> databases() {
        return TestDatabase.all();
    }

    static void fill(TestDatabase database) throws SQLException {
        database.recreate("busy");
        database.run(
                "busy",
                List.of(
                        "CREATE TABLE a (id int PRIMARY KEY, n int NOT NULL, t text)",
                        "CREATE TABLE b (id int PRIMARY KEY, n int NOT NULL)",
                        "CREATE TABLE z (id int PRIMARY KEY)",
                        "INSERT INTO a SELECT a.n, 0, REPEAT('x', 1000) FROM "
                                + ExporterIT.numbers(20_000),
                        "INSERT INTO b SELECT id, 0 FROM a"));
    }

    private List<String> left() throws IOException {
        try (var entries = Files.list(directory)) {
            return entries.map(path -> path.getFileName().toString()).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void allWorkersSeeOneMomentWhileOthersWrite(TestDatabase database) throws Exception {
        fill(database);
        var stop = new AtomicBoolean();
        try (var scope = new TaskScope("writers")) {
            for (int writer = 0; writer < 3; writer++) {
                var _ = scope.fork(() -> write(database, stop));
            }
            try {
                for (int round = 0; round < 3; round++) {
                    var result =
                            new Exporter(
                                            database.connections(),
                                            Progress.silent(),
                                            new Cancellation())
                                    .export(
                                            ExportOptions.of("busy", directory.resolve("r" + round))
                                                    .withWorkers(4));
                    assertThat(result.notes()).isEmpty();
                    database.recreate("busy copy");
                    database.feed("busy copy", result.directory().resolve("data_mysqld.sql"));
                    try (var connection = database.connections().open("busy copy")) {
                        assertThat(
                                        Sql.text(
                                                connection,
                                                "SELECT (SELECT SUM(n) FROM a) + (SELECT SUM(n) FROM b)"))
                                .isEqualTo("0");
                        assertThat(Sql.text(connection, "SELECT SUM(n <> 0) > 0 FROM a"))
                                .isEqualTo("1");
                    }
                }
            } finally {
                // Otherwise a failure would wait for writers that never end.
                stop.set(true);
            }
            scope.join(Duration.ofSeconds(30));
        }
    }

    /** What goes into one table comes out of the other in the same transaction. */
    private static boolean write(TestDatabase database, AtomicBoolean stop) throws SQLException {
        try (var connection = database.connections().open("busy")) {
            connection.setAutoCommit(false);
            for (int i = 0; !stop.get(); i++) {
                try {
                    var row = i * 7919 % 20_000 + 1;
                    Sql.run(connection, "UPDATE a SET n = n + 1 WHERE id = " + row);
                    Sql.run(connection, "UPDATE b SET n = n - 1 WHERE id = " + (20_001 - row));
                    connection.commit();
                } catch (SQLException e) {
                    connection.rollback();
                }
            }
            return true;
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void withoutThePrivilegeToLockOneWorkerExports(TestDatabase database) throws Exception {
        fill(database);
        try (var administrator = database.connections().open(null)) {
            Sql.run(administrator, "DROP USER IF EXISTS reader@'127.0.0.1'");
            Sql.run(administrator, "DROP USER IF EXISTS reader@'localhost'");
            for (var host : List.of("127.0.0.1", "localhost")) {
                Sql.run(administrator, "CREATE USER reader@'" + host + "' IDENTIFIED BY 'x'");
                Sql.run(
                        administrator,
                        "GRANT SELECT, SHOW VIEW, TRIGGER, EVENT ON busy.* TO reader@'"
                                + host
                                + "'");
            }
        }
        var result =
                new Exporter(
                                database.connections("reader", "x"),
                                Progress.silent(),
                                new Cancellation())
                        .export(ExportOptions.of("busy", directory.resolve("one")).withWorkers(3));
        assertThat(result.notes()).singleElement().asString().contains("one worker");
        assertThat(result.manifest().rows()).isEqualTo(40_000);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void aTableThatChangesItsShapeFailsTheExport(TestDatabase database) throws Exception {
        fill(database);
        var altered = new AtomicBoolean();
        var progress = new DuringExport(() -> alter(database, altered));
        var options = ExportOptions.of("busy", directory.resolve("altered")).withWorkers(1);
        assertThatThrownBy(() ->
                        new Exporter(database.connections(), progress, new Cancellation())
                                .export(options))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("was changed while the export read it");
        assertThat(altered).isTrue();
        assertThat(left()).isEmpty();
    }

    private static void alter(TestDatabase database, AtomicBoolean altered) {
        if (altered.compareAndSet(false, true)) {
            try {
                database.run("busy", List.of("ALTER TABLE z ADD COLUMN more int"));
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void whatIsCancelledLeavesNothing(TestDatabase database) throws Exception {
        fill(database);
        var cancellation = new Cancellation();
        var progress = new DuringExport(cancellation::cancel);
        var options = ExportOptions.of("busy", directory.resolve("cancelled"));
        assertThatThrownBy(() ->
                        new Exporter(database.connections(), progress, cancellation)
                                .export(options))
                .isInstanceOfSatisfying(
                        DataException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERRUPTED));
        assertThat(left()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void anExistingDirectoryStaysUnlessItIsToBeReplaced(TestDatabase database) throws Exception {
        fill(database);
        var target = Files.createDirectory(directory.resolve("kept"));
        Files.writeString(target.resolve("mine"), "x");
        var dead = Files.createDirectory(directory.resolve(".partial-of-a-dead-export"));
        Files.setLastModifiedTime(dead, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
        var exporter = new Exporter(database.connections(), Progress.silent(), new Cancellation());
        assertThatThrownBy(() -> exporter.export(ExportOptions.of("busy", target)))
                .isInstanceOfSatisfying(
                        DataException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.TARGET_EXISTS));
        assertThat(target.resolve("mine")).exists();
        assertThatThrownBy(() ->
                        exporter.export(
                                ExportOptions.of("no such schema", target).withOverwrite(true)))
                .isInstanceOf(DataException.class);
        assertThat(target.resolve("mine")).exists();
        exporter.export(ExportOptions.of("busy", target).withOverwrite(true));
        assertThat(target.resolve("mine")).doesNotExist();
        assertThat(target.resolve("manifest.json")).exists();
        assertThat(left()).containsExactly("kept");
    }
}
