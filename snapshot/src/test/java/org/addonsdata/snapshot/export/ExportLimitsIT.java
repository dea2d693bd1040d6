package org.addonsdata.snapshot.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.concurrent.TaskScope;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.progress.ForwardingTask;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.snapshot.database.Sql;
import org.addonsdata.snapshot.support.TestDatabase;
import org.addonsdata.testing.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an export does when it cannot go on: locks, a full disk, a server that dies. */
class ExportLimitsIT {
    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(3);

    @TempDir Path directory;

    static List<TestDatabase> databases() {
        return TestDatabase.all();
    }

    private static void assertFails(
            TestDatabase database, Progress progress, ExportOptions options, ErrorCode code) {
        assertThatThrownBy(() ->
                        new Exporter(database.connections(), progress, new Cancellation())
                                .export(options))
                .isInstanceOfSatisfying(
                        DataException.class,
                        e -> assertThat(e.code()).as(e.toString()).isEqualTo(code));
    }

    private static List<String> left(Path directory) throws IOException {
        try (var entries = Files.list(directory)) {
            return entries.map(path -> path.getFileName().toString()).toList();
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("databases")
    void aLockThatIsNotToBeHadIsGivenUpAtTheDeadlineAndNobodyWaitsLonger(TestDatabase database)
            throws Exception {
        ExportFaultsIT.fill(database);
        var stop = new AtomicBoolean();
        var longestWait = new AtomicLong();
        try (var holder = database.connections().open("busy");
                var scope = new TaskScope("writer")) {
            Sql.run(holder, "LOCK TABLES b WRITE");
            var _ = scope.fork(() -> write(database, stop, longestWait));
            var started = System.nanoTime();
            var options =
                    ExportOptions.of("busy", directory.resolve("late"))
                            .withWorkers(2)
                            .withLockTimeout(LOCK_TIMEOUT);
            assertFails(database, Progress.silent(), options, ErrorCode.TIMED_OUT);
            var waited = Duration.ofNanos(System.nanoTime() - started);
            stop.set(true);
            scope.join(Duration.ofSeconds(60));
            assertThat(waited)
                    .isBetween(LOCK_TIMEOUT.minusSeconds(1), LOCK_TIMEOUT.plusSeconds(20));
            assertThat(Duration.ofNanos(longestWait.get()))
                    .isLessThan(LOCK_TIMEOUT.plusSeconds(10));
        }
        assertThat(left(directory)).isEmpty();
        new Exporter(database.connections(), Progress.silent(), new Cancellation())
                .export(ExportOptions.of("busy", directory.resolve("later")).withWorkers(2));
    }

    private static boolean write(TestDatabase database, AtomicBoolean stop, AtomicLong longestWait)
            throws SQLException {
        try (var connection = database.connections().open("busy")) {
            for (int i = 1; !stop.get(); i++) {
                var started = System.nanoTime();
                Sql.run(connection, "UPDATE a SET n = n + 1 WHERE id = " + (1 + i % 1000));
                longestWait.accumulateAndGet(System.nanoTime() - started, Math::max);
            }
            return true;
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("databases")
    void aServerThatTakesShortPacketsOnlyIsExportedAsWell(TestDatabase database) throws Exception {
        ExportFaultsIT.fill(database);
        var exporter = new Exporter(database.connections(), Progress.silent(), new Cancellation());
        var usual = exporter.export(ExportOptions.of("busy", directory.resolve("usual")));
        try (var setting = database.connections().open(null)) {
            var limit = Sql.text(setting, "SELECT @@GLOBAL.max_allowed_packet");
            Sql.run(setting, "SET GLOBAL max_allowed_packet = 16384");
            try {
                var same = exporter.export(ExportOptions.of("busy", directory.resolve("short")));
                assertThat(same.manifest().sqlSha256()).isEqualTo(usual.manifest().sqlSha256());
            } finally {
                Sql.run(setting, "SET GLOBAL max_allowed_packet = " + limit);
            }
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("databases")
    void aTableThatIsLockedMeanwhileFailsTheExport(TestDatabase database) throws Exception {
        ExportFaultsIT.fill(database);
        try (var holder = database.connections().open("busy")) {
            var options =
                    ExportOptions.of("busy", directory.resolve("locked"))
                            .withWorkers(1)
                            .withLockTimeout(LOCK_TIMEOUT);
            var progress = new DuringExport(() -> Sql.run(holder, "LOCK TABLES z WRITE"));
            assertFails(database, progress, options, ErrorCode.TIMED_OUT);
        }
        assertThat(left(directory)).isEmpty();
    }

    @Test
    void aServerThatDiesFailsTheExport() throws Exception {
        try (var mortal = org.addonsdata.testing.TestDatabase.start()) {
            var database = new TestDatabase(new TestServer("mortal", mortal.endpoint()));
            ExportFaultsIT.fill(database);
            for (var workers : List.of(1, 3)) {
                var options =
                        ExportOptions.of("busy", directory.resolve("dead")).withWorkers(workers);
                assertFails(
                        database,
                        new DuringExport(mortal::kill),
                        options,
                        ErrorCode.DATABASE_ERROR);
                assertThat(left(directory)).isEmpty();
                mortal.startAgain();
            }
            assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.startsWith("export-") || name.startsWith("file-"));
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("databases")
    void aFullDiskFailsTheExportAndLeavesNothing(TestDatabase database) throws Exception {
        ExportFaultsIT.fill(database);
        var small = Files.createDirectory(directory.resolve("small"));
        assumeTrue(
                ended("mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", small.toString()),
                "mounting a small disk needs root");
        try {
            var options = ExportOptions.of("busy", small.resolve("full"));
            assertFails(database, Progress.silent(), options, ErrorCode.DISK_FULL);
            assertThat(left(small)).isEmpty();
        } finally {
            assertThat(ended("umount", small.toString())).isTrue();
        }
    }

    private static boolean ended(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("databases")
    void whatTheFinderLeavesIsNoContent(TestDatabase database) throws Exception {
        ExportFaultsIT.fill(database);
        var target = Files.createDirectory(directory.resolve("looked-at"));
        Files.writeString(target.resolve(".DS_Store"), "x");
        var options = ExportOptions.of("busy", target);
        new Exporter(database.connections(), Progress.silent(), new Cancellation()).export(options);
        assertThat(left(target)).containsExactlyInAnyOrder("data_mysqld.sql", "manifest.json");
        assertThat(left(directory)).containsExactly("looked-at");
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("databases")
    void progressTellsRowsBytesAndAnEstimateOfTheWhole(TestDatabase database) throws Exception {
        ExportFaultsIT.fill(database);
        database.run("busy", List.of("ANALYZE TABLE a, b, z"));
        var told = new Told();
        var manifest =
                new Exporter(database.connections(), told, new Cancellation())
                        .export(ExportOptions.of("busy", directory.resolve("told")))
                        .manifest();
        assertThat(told.rows.get()).isEqualTo(manifest.rows()).isEqualTo(40_000);
        assertThat(told.bytes.get()).isBetween(manifest.sqlBytes() / 2, manifest.sqlBytes());
        assertThat(told.estimate.get()).isBetween(20_000L, 80_000L);
    }

    /** Adds up what it is told. */
    private static final class Told extends ForwardingTask implements Progress {
        private final AtomicLong rows = new AtomicLong();
        private final AtomicLong bytes = new AtomicLong();
        private final AtomicLong estimate = new AtomicLong();

        Told() {
            super(Progress.silent().start("", Unit.ROWS));
        }

        @Override
        public Task start(String name, Unit unit) {
            return this;
        }

        @Override
        public void note(String message) {}

        @Override
        public void estimate(long units) {
            estimate.set(units);
        }

        @Override
        public void bytes(long count) {
            bytes.addAndGet(count);
        }

        @Override
        public void advance(long units) {
            rows.addAndGet(units);
        }
    }
}
