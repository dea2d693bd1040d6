package org.addonsdata.cli.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * What the database has acknowledged survives whatever dies. Two writers commit numbered rows and
 * note each one outside once its commit has returned; then the database, the tool, the search node
 * or all of them are killed, again and again on the same volume.
 */
@Tag("slow")
class DurabilityIT {
    private static final long SEED = Long.getLong("addonsdata.test.seed", 20_261_122L);
    private static final int KILLS = Integer.getInteger("addonsdata.test.kills", 8);
    private static final int WRITERS = 2;
    private static final int MOST_MILLIS_BEFORE_A_KILL = 1_500;

    /** What the tool does meanwhile; none of them replaces the data. */
    private static final List<List<String>> COMMANDS =
            List.of(
                    List.of("reindex"),
                    List.of("export"),
                    List.of("initialize"),
                    List.of("up"),
                    List.of("reindex", "--check"));

    /** What dies. */
    private enum Victim {
        DATABASE,
        TOOL,
        DATABASE_AND_TOOL,
        EVERYTHING;

        boolean isDatabase() {
            return this != TOOL;
        }

        boolean isTool() {
            return this != DATABASE;
        }
    }

    @Test
    void noAcknowledgedRowIsMissing(TestReporter reporter) throws SQLException {
        var random = new Random(SEED);
        var victims = new EnumMap<Victim, Integer>(Victim.class);
        try (var machine = Machine.populated()) {
            machine.run("up").succeeds();
            var servers = new Servers(machine);
            servers.execute(
                    "CREATE TABLE acknowledged (writer INT, number BIGINT, text VARCHAR(200),"
                            + " PRIMARY KEY (writer, number)) ENGINE=InnoDB");
            var notes = new Notes(machine.directory().resolve("acknowledged"));
            for (int kill = 0; kill < KILLS; kill++) {
                var victim = Victim.values()[random.nextInt(Victim.values().length)];
                victims.merge(victim, 1, Integer::sum);
                killWhileWriting(machine, servers, notes, victim, random);
                machine.run("up").succeeds();
                requireAll(servers, notes, "seed %d, kill %d, %s".formatted(SEED, kill, victim));
            }
            servers.requireWhole(machine.status().path("rows").path("addons").asLong());
            reporter.publishEntry(
                    Map.of(
                            "seed", Long.toString(SEED),
                            "kills", victims.toString(),
                            "acknowledged rows", Long.toString(notes.count())));
        }
    }

    private static void killWhileWriting(
            Machine machine, Servers servers, Notes notes, Victim victim, Random random)
            throws SQLException {
        var end = new AtomicBoolean();
        var before = notes.count();
        var writers = new Thread[WRITERS];
        for (int writer = 0; writer < WRITERS; writer++) {
            int number = writer;
            var connection = servers.application();
            writers[writer] =
                    Thread.ofPlatform()
                            .name("writer " + writer)
                            .start(() -> write(connection, number, notes, end));
        }
        var command = COMMANDS.get(random.nextInt(COMMANDS.size()));
        var tool = machine.start(command.toArray(String[]::new));
        awaitCommits(notes, before);
        LockSupport.parkNanos(
                TimeUnit.MILLISECONDS.toNanos(random.nextInt(MOST_MILLIS_BEFORE_A_KILL)));
        if (victim.isTool()) {
            ProcessHandle.of(tool.pid()).ifPresent(ProcessHandle::destroyForcibly);
        }
        if (victim.isDatabase()) {
            machine.kill(machine.databaseRunFile());
        }
        if (victim == Victim.EVERYTHING) {
            machine.kill(machine.searchRunFile());
        }
        end.set(true);
        for (var thread : writers) {
            join(thread);
        }
        var ended = tool.await();
        assertThat(ended.error()).doesNotContain("this is a bug");
    }

    private static void awaitCommits(Notes notes, long before) {
        var deadline =
                org.addonsdata.core.concurrent.Deadline.after(java.time.Duration.ofMinutes(1));
        while (notes.count() == before && !deadline.isOver()) {
            Background.pause();
        }
        assertThat(notes.count()).isGreaterThan(before);
    }

    /** Commits one row after the other until the connection breaks, or it has been told to end. */
    private static void write(Connection connection, int writer, Notes notes, AtomicBoolean end) {
        try (connection;
                var insert =
                        connection.prepareStatement(
                                "INSERT INTO acknowledged VALUES (?, ?, REPEAT('x', 150))")) {
            connection.setAutoCommit(false);
            while (!end.get()) {
                var number = notes.next();
                insert.setInt(1, writer);
                insert.setLong(2, number);
                insert.executeUpdate();
                connection.commit();
                notes.acknowledged(number);
            }
        } catch (SQLException _) {
            // Its server was killed; what was not acknowledged may be there or not.
        }
    }

    private static void requireAll(Servers servers, Notes notes, String told) throws SQLException {
        var there =
                new HashSet<>(
                        servers.query(
                                "SELECT CAST(number AS CHAR) FROM acknowledged WHERE LENGTH(text)=150"));
        var missing = new HashSet<>(notes.numbers());
        missing.removeAll(there);
        assertThat(missing).as(told).isEmpty();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What was acknowledged, in a file that no server knows. */
    private static final class Notes {
        private final Path file;
        private final AtomicLong last = new AtomicLong();
        private final AtomicLong count = new AtomicLong();

        Notes(Path file) {
            this.file = file;
        }

        long next() {
            return last.incrementAndGet();
        }

        long count() {
            return count.get();
        }

        synchronized void acknowledged(long number) {
            try {
                Files.writeString(
                        file, number + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                count.incrementAndGet();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        List<String> numbers() {
            try {
                return Files.readAllLines(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
