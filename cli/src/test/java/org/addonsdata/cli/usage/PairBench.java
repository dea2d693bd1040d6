package org.addonsdata.cli.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One stack on which pairs of commands are started together, again and again. Every table of a few
 * holds the name of the data it belongs to, so that a mixture would show.
 */
final class PairBench {
    private static final List<String> MARKED =
            List.of(
                    "SELECT `value` FROM %s.config WHERE `key`='mine'",
                    "SELECT SUBSTR(name, 6) FROM %s.addons_denied_slug WHERE name LIKE 'mine-%%'",
                    "SELECT SUBSTR(tag_text, 6) FROM %s.tags WHERE tag_text LIKE 'mine-%%'");

    private final Machine machine;
    private final Servers servers;
    private final long addons;
    private final Path kept;
    private final Path snapshot;
    private int pairs;

    /** How two commands ended that were started together, by their exit statuses. */
    record Outcome(int first, int second, PairState state) {}

    /** Takes a machine whose servers run. */
    PairBench(Machine machine) throws SQLException {
        this.machine = machine;
        this.servers = new Servers(machine);
        this.addons = machine.status().path("rows").path("addons").asLong();
        this.kept = machine.directory().resolve("kept");
        // By its date the oldest, so that pruning deletes it.
        this.snapshot = machine.home().resolve("backups/20200101000000");
        mark(PairState.SNAPSHOT);
        machine.run("export", kept.toString()).succeeds();
        makeOld(kept.resolve("manifest.json"));
        machine.run("restore", kept.toString(), "--yes").succeeds();
    }

    private static void makeOld(Path manifest) {
        try {
            Files.writeString(
                    manifest,
                    Files.readString(manifest)
                            .replaceFirst(
                                    "(\"created\" : )\"[^\"]*\"", "$1\"2020-01-01T00:00:00Z\""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Starts two commands together and checks that what came of it is what one after the other, or
     * one alone, would have done.
     *
     * @param lockWait seconds
     * @return the exit statuses, such as {@code "0 and 6"}
     */
    String run(PairCommand first, PairCommand second, int lockWait) throws SQLException {
        var before = prepare(first, second);
        machine.set("LOCK_WAIT", Integer.toString(lockWait)).set("UNDO_KEEP", "1");
        var one = start(first);
        var other = start(second);
        var ended = List.of(one.await(), other.await());
        machine.set("LOCK_WAIT", null);
        var told = ended.toString();
        for (var result : ended) {
            assertThat(result.error()).as(told).doesNotContain("Exception", "\tat ", "a bug");
        }
        var outcome =
                new Outcome(ended.getFirst().status(), ended.getLast().status(), found(before));
        assertThat(outcome).as(told).isIn(allowed(first, second, before));
        requireExportsOf(before);
        return outcome.first() + " and " + outcome.second();
    }

    private Background start(PairCommand command) {
        return machine.start(command.line(snapshot.toString()).toArray(String[]::new));
    }

    private PairState prepare(PairCommand first, PairCommand second) throws SQLException {
        if (servers.queryAsAdministrator("SHOW DATABASES LIKE 'olympia\\_\\_2%'").isEmpty()) {
            machine.run("restore", kept.toString(), "--yes").succeeds();
        }
        mark("pair-" + ++pairs);
        Shell.run("rm", "-rf", snapshot.getParent().toString());
        Shell.run("mkdir", "-p", snapshot.getParent().toString());
        Shell.copy(kept, snapshot);
        Shell.copy(kept, snapshot.resolveSibling("20200101000001"));
        var touched = List.of(first, second);
        // What starts or deletes has nothing to do where the servers run.
        var stopped = touched.contains(PairCommand.UP) || touched.contains(PairCommand.REMOVE);
        var state = state(true);
        if (stopped && !machine.isExternal()) {
            machine.run("down").succeeds();
            return state.withRunning(false);
        }
        return state;
    }

    private void mark(String name) throws SQLException {
        try (var connection = servers.administrator();
                var sql = connection.createStatement()) {
            sql.execute("DELETE FROM olympia.addons_denied_slug WHERE name LIKE 'mine-%'");
            sql.execute("DELETE FROM olympia.tags WHERE tag_text LIKE 'mine-%'");
            sql.execute(
                    "REPLACE INTO olympia.config (`key`,`value`) VALUES ('mine','" + name + "')");
            sql.execute(
                    "INSERT INTO olympia.addons_denied_slug (name, created, modified) VALUES ('mine-"
                            + name
                            + "', NOW(), NOW())");
            sql.execute(
                    "INSERT INTO olympia.tags (tag_text, created, modified) VALUES ('mine-"
                            + name
                            + "', NOW(), NOW())");
        }
    }

    /** What is there, after starting what does not run, and whether it is whole. */
    private PairState found(PairState before) throws SQLException {
        boolean running = machine.isExternal() || !machine.running().isEmpty();
        var isThere = machine.isExternal() || Files.exists(machine.volume().resolve("volume.json"));
        var pruned = !Files.exists(snapshot.resolve("manifest.json"));
        if (!running) {
            machine.run("up").succeeds();
        }
        servers.requireWholeInDetail(addons);
        var names = state(running);
        return isThere
                ? new PairState(running, names.live(), names.previous(), pruned)
                : PairState.removed(pruned);
    }

    private PairState state(boolean running) throws SQLException {
        try (var connection = servers.administrator()) {
            var others = Servers.query(connection, "SHOW DATABASES LIKE 'olympia\\_\\_2%'");
            assertThat(others).hasSizeLessThanOrEqualTo(1);
            return new PairState(
                    running,
                    nameOf(connection, "olympia"),
                    others.isEmpty() ? null : nameOf(connection, others.getFirst()),
                    false);
        }
    }

    /** The name that all marked tables of a schema agree about. */
    private static String nameOf(Connection connection, String schema) throws SQLException {
        var names = new LinkedHashSet<String>();
        for (var query : MARKED) {
            var found = Servers.query(connection, query.formatted("`" + schema + "`"));
            names.add(found.isEmpty() ? PairState.FRESH : String.join("+", found));
        }
        assertThat(names).as("data of %s", schema).hasSize(1);
        return names.getFirst();
    }

    /** What may come of it: one after the other, or one of them refused. */
    static Set<Outcome> allowed(PairCommand first, PairCommand second, PairState before) {
        var allowed = new LinkedHashSet<Outcome>();
        var one = first.alone(before);
        var thenOther = second.alone(one.state());
        allowed.add(new Outcome(one.status(), thenOther.status(), thenOther.state()));
        var other = second.alone(before);
        var thenOne = first.alone(other.state());
        allowed.add(new Outcome(thenOne.status(), other.status(), thenOne.state()));
        allowed.add(new Outcome(one.status(), Result.LOCKED, one.state()));
        allowed.add(new Outcome(Result.LOCKED, other.status(), other.state()));
        return allowed;
    }

    /** Every snapshot that was taken meanwhile is of one of the data that were live. */
    private void requireExportsOf(PairState before) throws SQLException {
        for (var export : exports()) {
            machine.run("snapshots", "verify", export.getFileName().toString()).succeeds();
            var names = new TreeSet<String>();
            try (var lines = Files.lines(export.resolve("data_mysqld.sql"))) {
                lines.forEach(line -> namesIn(line, names));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            assertThat(names).as("data in %s", export).hasSizeLessThanOrEqualTo(1);
            var live = new ArrayList<@Nullable String>(List.of(PairState.SNAPSHOT));
            live.add(before.live());
            live.add(before.previous());
            assertThat(live).containsAll(names);
        }
    }

    private static void namesIn(String line, Set<String> names) {
        java.util.regex.Pattern.compile("'mine-([a-z0-9-]+)'|'mine','([a-z0-9-]+)'")
                .matcher(line)
                .results()
                .forEach(found ->
                        names.add(found.group(1) == null ? found.group(2) : found.group(1)));
    }

    private List<Path> exports() {
        try (var directories = Files.list(snapshot.getParent())) {
            return directories
                    .filter(directory -> !directory.getFileName().toString().startsWith("2020"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
