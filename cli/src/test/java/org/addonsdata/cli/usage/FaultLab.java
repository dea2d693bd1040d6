package org.addonsdata.cli.usage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.addonsdata.cli.InProcess;
import tools.jackson.databind.JsonNode;

/**
 * A machine on which operations go wrong, and what must be true on it afterwards. Its commands run
 * in this JVM, but for those that are killed.
 */
final class FaultLab implements AutoCloseable {
    static final String LIVE = "olympia";
    private static final String WITH_OBJECTS = "objects";

    private final Machine machine;
    private final Servers servers;
    private String seedContent = "";
    private String snapshotContent = "";
    private int marks;

    private FaultLab(Machine machine) {
        this.machine = machine;
        this.servers = new Servers(machine);
        machine.set("LOCK_WAIT", "20").set("WORKERS", "2");
    }

    /**
     * With nothing started.
     *
     * @param disk where everything of it lies
     */
    static FaultLab empty(Path disk) {
        return new FaultLab(Machine.usedOn(disk));
    }

    /** With the seed's data live, a snapshot of other data, and those parked for undo. */
    static FaultLab filled(Path disk) throws SQLException {
        var lab = empty(disk);
        lab.run("up").succeeds();
        lab.seedContent = lab.content(LIVE);
        lab.mark();
        lab.snapshotContent = lab.content(LIVE);
        lab.run("export", lab.snapshot().toString()).succeeds();
        lab.run("restore", lab.snapshot().toString(), "--yes").succeeds();
        return lab;
    }

    /** With the contents that are expected on the other one. */
    FaultLab like(FaultLab other) {
        seedContent = other.seedContent;
        snapshotContent = other.snapshotContent;
        return this;
    }

    Machine machine() {
        return machine;
    }

    Servers servers() {
        return servers;
    }

    Path snapshot() {
        return machine.home().resolve("snapshot");
    }

    /** What a first initialisation and a reset bring. */
    String seedContent() {
        return seedContent;
    }

    String snapshotContent() {
        return snapshotContent;
    }

    Result run(String... words) {
        return runWith("", words);
    }

    /**
     * @param fault for the environment; an empty one for none
     */
    Result runWith(String fault, String... words) {
        var environment = new TreeMap<>(machine.environment());
        environment.put("ADDONS_DATA_PROJECT", machine.home().toString());
        if (!fault.isEmpty()) {
            environment.put("ADDONS_DATA_FAULT", fault);
        }
        var started = System.nanoTime();
        var ended = InProcess.run(Distribution.home(), environment, words);
        return new Result(
                List.of(words),
                ended.status(),
                ended.out(),
                ended.error(),
                Duration.ofNanos(System.nanoTime() - started));
    }

    /** Gives the live data a content of their own, and objects that no rename moves. */
    void mark() throws SQLException {
        marks++;
        execute(
                "REPLACE INTO olympia.config (`key`, `value`) VALUES ('mine', '%d'), ('%s', 'there')"
                        .formatted(marks, WITH_OBJECTS),
                "CREATE OR REPLACE VIEW olympia.seen AS SELECT id FROM olympia.addons",
                "CREATE OR REPLACE TRIGGER olympia.touched BEFORE INSERT ON olympia.tags FOR EACH ROW SET NEW.num_addons = NEW.num_addons");
    }

    void execute(String... statements) throws SQLException {
        try (var connection = servers.administrator();
                var sql = connection.createStatement()) {
            for (var statement : statements) {
                sql.execute(statement);
            }
        }
    }

    /**
     * The server's own checksums of all tables, as one; the migrations' history, which tells times,
     * apart.
     */
    String content(String schema) throws SQLException {
        var tables =
                servers.queryAsAdministrator(
                        """
                        SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA='%s' AND TABLE_TYPE='BASE TABLE'
                        AND TABLE_NAME <> 'flyway_schema_history' ORDER BY 1
                        """
                                .formatted(schema));
        if (tables.isEmpty()) {
            return "nothing";
        }
        var checksums = new ArrayList<String>();
        try (var connection = servers.administrator();
                var sql = connection.createStatement();
                var rows =
                        sql.executeQuery(
                                "CHECKSUM TABLE "
                                        + schema
                                        + "."
                                        + String.join(", " + schema + ".", tables))) {
            while (rows.next()) {
                checksums.add(
                        rows.getString(1).substring(schema.length()) + " " + rows.getString(2));
            }
        }
        return digest(String.join("\n", checksums).getBytes(UTF_8));
    }

    static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The schemas beside the live one. */
    List<String> parked() throws SQLException {
        return servers.queryAsAdministrator("SHOW DATABASES LIKE 'olympia\\_\\_2%'");
    }

    /** The schema that undo puts back next. */
    String nextOfUndo() {
        var status = run("status", "--json").succeeds().json();
        return "olympia__" + status.path("undo").path("generation").asString();
    }

    boolean databaseRuns() {
        return isRunning(machine.databaseRunFile());
    }

    boolean searchRuns() {
        return isRunning(machine.searchRunFile());
    }

    private static boolean isRunning(Path runFile) {
        return Files.exists(runFile) && Machine.isAlive(Machine.pid(runFile));
    }

    /**
     * What must be true whatever happened: the data are the application's and have their objects,
     * every document of the index is that of its row, and nothing is left of what was interrupted.
     */
    void requireWhole() throws SQLException {
        var status = run("status", "--json").succeeds().json();
        assertThat(status.path("data").path("state").asString()).isEqualTo("initialised");
        assertThat(status.path("data").path("migrated").asBoolean()).isTrue();
        assertThat(status.path("index").path("state").asString())
                .as(status.toPrettyString())
                .isEqualTo("true");
        run("reindex", "--check", "--json").succeeds();
        requireObjects();
        requireNothingLeft(status);
    }

    private void requireObjects() throws SQLException {
        var wanted =
                servers.queryAsAdministrator(
                        "SELECT '2' FROM olympia.config WHERE `key`='" + WITH_OBJECTS + "'");
        assertThat(
                        servers.queryAsAdministrator(
                                """
                                SELECT (SELECT COUNT(*) FROM information_schema.VIEWS WHERE TABLE_SCHEMA='olympia')
                                + (SELECT COUNT(*) FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA='olympia')
                                """))
                .as("views and triggers")
                .isEqualTo(wanted.isEmpty() ? List.of("0") : wanted);
    }

    private void requireNothingLeft(JsonNode status) throws SQLException {
        var kept =
                run("undo", "--list", "--json").succeeds().json().path("kept").values().stream()
                        .map(entry -> "olympia__" + entry.path("generation").asString())
                        .toList();
        assertThat(parked())
                .as("schemas beside the live one")
                .containsExactlyInAnyOrderElementsOf(kept);
        assertThat(servers.indexes())
                .as("indexes")
                .contains(status.path("index").path("name").asString())
                .hasSizeLessThanOrEqualTo(1 + kept.size());
        assertThat(
                        servers.queryAsAdministrator(
                                "SELECT User FROM mysql.user WHERE User LIKE 'addons_data_restore%'"))
                .as("accounts")
                .isEmpty();
        assertThat(temporaryFiles()).as("temporary files").isEmpty();
        var processes = processes();
        assertThat(processes)
                .as("processes: %s", lines(processes))
                .containsExactlyInAnyOrder(
                        Machine.pid(machine.databaseRunFile()),
                        Machine.pid(machine.searchRunFile()));
    }

    /** Outside of the servers' own directories. */
    private List<Path> temporaryFiles() {
        try (var files = Files.walk(machine.home())) {
            return files.filter(file -> !isTheServers(file))
                    .filter(file ->
                            file.getFileName()
                                    .toString()
                                    .matches(".*\\.tmp|.*\\.partial.*|\\.replaced.*"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isTheServers(Path file) {
        return file.startsWith(machine.volume().resolve("database"))
                || file.startsWith(machine.volume().resolve("search-opensearch"))
                || file.startsWith(machine.volume().resolve("tmp"));
    }

    /** Those that work on this machine's directory or were started from its home. */
    List<Long> processes() {
        try (var processes = Stream.of(Path.of("/proc").toFile().list())) {
            return processes
                    .filter(name -> name.matches("\\d+"))
                    .map(Long::valueOf)
                    .filter(pid -> Machine.mentions(pid, machine.directory()))
                    .filter(Machine::isAlive)
                    .toList();
        }
    }

    private static List<String> lines(List<Long> processes) {
        return processes.stream()
                .map(pid -> pid + " " + String.join(" ", Machine.commandLine(pid)))
                .toList();
    }

    @Override
    public void close() {
        try {
            run("down");
            assertThat(lines(processes())).as("processes left running").isEmpty();
        } finally {
            for (var pid : processes()) {
                Shell.run("kill", "-KILL", Long.toString(pid));
            }
            machine.close();
        }
    }
}
