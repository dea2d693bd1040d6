package org.addonsdata.cli.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.addonsdata.core.files.AtomicFiles;
import tools.jackson.databind.json.JsonMapper;

/** The operations whose every step is made to fail. */
enum FaultOperation {
    FIRST_UP("first up", "up on an empty machine") {
        @Override
        Prepared prepare(FaultLab lab) {
            return Prepared.of(lab, List.of("up"), "nothing", lab.seedContent());
        }

        @Override
        boolean showsAtOnce() {
            return false;
        }

        /** The rest is the first initialisation, which is tried apart. */
        @Override
        boolean covers(String point) {
            return point.startsWith("up.");
        }
    },
    UP("up", "up on a volume with data") {
        /** The servers are still starting. */
        @Override
        boolean showsAtOnce() {
            return false;
        }

        @Override
        Prepared prepare(FaultLab lab) throws SQLException {
            var content = lab.content(FaultLab.LIVE);
            lab.run("down").succeeds();
            return Prepared.of(lab, List.of("up"), content, content);
        }
    },
    INITIALIZE("first initialisation", "initialize on an empty database") {
        @Override
        Prepared prepare(FaultLab lab) throws SQLException {
            for (var schema : lab.parked()) {
                lab.execute("DROP DATABASE " + schema);
            }
            lab.execute("DROP DATABASE IF EXISTS olympia__meta");
            lab.execute("DROP DATABASE IF EXISTS olympia");
            for (var index : lab.servers().indexes()) {
                lab.servers().search("DELETE", "/" + index);
            }
            return Prepared.of(lab, List.of("initialize"), "nothing", lab.seedContent());
        }
    },
    RESET("reset", "initialize --force-db") {
        @Override
        Prepared prepare(FaultLab lab) throws SQLException {
            lab.mark();
            return Prepared.of(
                    lab,
                    List.of("initialize", "--force-db", "--yes"),
                    lab.content(FaultLab.LIVE),
                    lab.seedContent());
        }

        /** Each migration is tried with the first initialisation. */
        @Override
        boolean covers(String point) {
            return !point.startsWith("migrate.applied-");
        }
    },
    RESTORE("restore", "restore DIR") {
        @Override
        Prepared prepare(FaultLab lab) throws SQLException {
            lab.mark();
            return Prepared.of(
                    lab,
                    List.of("restore", lab.snapshot().toString(), "--yes"),
                    lab.content(FaultLab.LIVE),
                    lab.snapshotContent());
        }
    },
    UNDO("undo", "undo") {
        @Override
        Prepared prepare(FaultLab lab) throws SQLException {
            if (lab.parked().isEmpty()) {
                lab.run("restore", lab.snapshot().toString(), "--yes").succeeds();
            }
            lab.mark();
            return Prepared.of(
                    lab,
                    List.of("undo", "--yes"),
                    lab.content(FaultLab.LIVE),
                    lab.content(lab.nextOfUndo()));
        }
    },
    REINDEX("reindex", "reindex") {
        @Override
        Prepared prepare(FaultLab lab) throws SQLException {
            lab.mark();
            var content = lab.content(FaultLab.LIVE);
            return Prepared.of(lab, List.of("reindex"), content, content);
        }
    },
    EXPORT("export", "export DIR --overwrite") {
        @Override
        Prepared prepare(FaultLab lab) throws SQLException {
            var target = lab.machine().home().resolve("exports/mine");
            lab.run("export", target.toString(), "--overwrite").succeeds();
            var before = ExportedFile.in(target).sha256();
            lab.mark();
            return Prepared.of(
                    lab,
                    List.of("export", target.toString(), "--overwrite"),
                    () -> {
                        var now = ExportedFile.in(target);
                        now.requireWhole();
                        return now.sha256().equals(before) ? "old" : "new";
                    });
        }

        @Override
        boolean showsAtOnce() {
            return false;
        }

        @Override
        void recover(FaultLab lab) {
            super.recover(lab);
            var target = lab.machine().home().resolve("exports/mine");
            lab.run("export", target.toString())
                    .failsWith(Result.REFUSED, "exists and is not empty");
        }
    },
    PRUNE("prune", "snapshots prune --keep 1") {
        @Override
        Prepared prepare(FaultLab lab) throws IOException {
            var backups = lab.machine().home().resolve("backups");
            if (Files.exists(backups)) {
                AtomicFiles.deleteTree(backups);
            }
            Files.createDirectories(backups);
            for (int day = 1; day <= 3; day++) {
                ExportedFile.copy(lab.snapshot(), backups.resolve("2026010" + day + "000000"), day);
            }
            return Prepared.of(
                    lab,
                    List.of("snapshots", "prune", "--keep", "1", "--yes"),
                    () -> {
                        assertThat(backups.toFile().list()).containsExactly("20260103000000");
                        ExportedFile.in(backups.resolve("20260103000000")).requireWhole();
                        return "pruned";
                    });
        }

        @Override
        boolean showsAtOnce() {
            return false;
        }

        @Override
        void recover(FaultLab lab) {
            super.recover(lab);
            lab.run("snapshots", "prune", "--keep", "1", "--yes").succeeds();
        }

        @Override
        Set<Fault> faults() {
            return Set.of(Fault.TOOL_KILLED, Fault.IO_ERROR, Fault.DISK_FULL);
        }
    },
    MIGRATE("migrate", "initialize with two migrations to run") {
        @Override
        Prepared prepare(FaultLab lab) throws SQLException {
            lab.mark();
            var tables =
                    List.of(
                            "log_activity",
                            "addons_reusedguid",
                            "denied_guids",
                            "addons_denied_slug",
                            "blocks");
            for (var table : tables) {
                lab.execute("TRUNCATE TABLE olympia." + table);
            }
            var migrated = lab.content(FaultLab.LIVE);
            lab.execute(
                    "DROP TABLE olympia." + String.join(", olympia.", tables),
                    "DELETE FROM olympia.flyway_schema_history WHERE version IN ('8', '9')",
                    "UPDATE olympia__meta.generation SET migrations='older'");
            return Prepared.of(lab, List.of("initialize"), migrated, migrated);
        }

        /** In place, as upstream does: a migration that was begun is there in part until then. */
        @Override
        boolean showsAtOnce() {
            return false;
        }
    };

    private final String text;
    private final String command;

    FaultOperation(String text, String command) {
        this.text = text;
        this.command = command;
    }

    /** What it is to do, and how to tell what it did. */
    record Prepared(List<String> arguments, Found found) {
        interface Found {
            /** Such as "old" or "new"; fails when it is neither. */
            String look() throws SQLException, IOException;
        }

        static Prepared of(FaultLab lab, List<String> arguments, Found found) {
            return new Prepared(arguments, found);
        }

        static Prepared of(FaultLab lab, List<String> arguments, String before, String after) {
            return new Prepared(
                    arguments,
                    () -> {
                        var now = lab.content(FaultLab.LIVE);
                        assertThat(now).as("content of the live data").isIn(before, after);
                        if (before.equals(after)) {
                            return "kept";
                        }
                        return now.equals(before) ? "old" : "new";
                    });
        }
    }

    abstract Prepared prepare(FaultLab lab) throws SQLException, IOException;

    /** What a person does next. */
    void recover(FaultLab lab) {
        lab.run("up").succeeds();
    }

    boolean covers(String point) {
        return true;
    }

    /** Whether the old or the new must be seen before the next command, too. */
    boolean showsAtOnce() {
        return true;
    }

    Set<Fault> faults() {
        return Set.of(Fault.values());
    }

    String text() {
        return text;
    }

    String command() {
        return command;
    }

    /** A snapshot's file, looked at from outside. */
    private record ExportedFile(Path directory, String sha256) {
        static ExportedFile in(Path directory) throws SQLException {
            try {
                return new ExportedFile(
                        directory,
                        FaultLab.digest(Files.readAllBytes(directory.resolve("data_mysqld.sql"))));
            } catch (IOException e) {
                throw new AssertionError("no snapshot in " + directory, e);
            }
        }

        void requireWhole() throws IOException {
            var manifest =
                    JsonMapper.shared()
                            .readTree(Files.readString(directory.resolve("manifest.json")));
            assertThat(manifest.path("fileSha256").asString()).isEqualTo(sha256);
            assertThat(directory.toFile().list())
                    .containsExactlyInAnyOrder("data_mysqld.sql", "manifest.json");
        }

        static void copy(Path from, Path to, int day) throws IOException {
            Files.createDirectory(to);
            Files.copy(from.resolve("data_mysqld.sql"), to.resolve("data_mysqld.sql"));
            var manifest =
                    Files.readString(from.resolve("manifest.json"))
                            .replaceFirst(
                                    "\"created\" : \"[^\"]*\"",
                                    "\"created\" : \"2026-01-0" + day + "T00:00:00Z\"");
            Files.writeString(to.resolve("manifest.json"), manifest);
        }
    }
}
