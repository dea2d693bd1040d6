package org.addonsdata.cli.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.addonsdata.core.files.AtomicFiles;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Names and texts of dumps and manifests reach a terminal as letters, never as its commands. */
@Tag("slow")
class HostileNamesIT {
    private static final String UNSAFE =
            "[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}&&[^\\n\\x{200c}\\x{200d}]]";

    private static final String CLEAR = "\033]52;c;UFdORUQ=\007\033[2J\u009b31m\u202e";

    private static Machine machine;

    @BeforeAll
    static void start() {
        machine = Machine.populated();
        machine.run("up").succeeds();
    }

    @AfterAll
    static void stop() {
        machine.close();
    }

    static Stream<String> statements() {
        return Stream.of(
                "CREATE TABLE `%s` (a INT);",
                "GRANT `%s` ON x TO y;",
                "INSERT INTO `%s` VALUES (1);",
                "INSERT INTO t1 VALUES (`%s`);",
                "INSERT INTO t1 VALUES (\u009b2Jfoo);",
                "INSERT INTO t1 VALUES (\u202efoo);",
                "USE `%sa`; USE `%sb`;",
                "CREATE VIEW `v%s` AS SELECT * FROM `nothing%s`;",
                "CREATE TABLE t2 (a TEXT COLLATE `x%s`);",
                "SET NAMES `x%s`; INSERT INTO t1 VALUES (3,'x');",
                "CREATE TABLE t2 (a INT) ENGINE=`x%s`;",
                "ALTER TABLE t1 `x%s`;",
                "SET GLOBAL `x%s`=1;",
                "CREATE TABLE `t%s` (a INT, UNIQUE(a)); INSERT INTO `t%s` VALUES (1),(1);",
                "FROBNICATE " + "x".repeat(5000) + ";");
    }

    @ParameterizedTest
    @MethodSource("statements")
    void whatADumpNamesSteersNoTerminal(String statement) throws IOException {
        var file = machine.directory().resolve("dump.sql");
        Files.writeString(
                file,
                """
                -- MariaDB dump 10.19  Distrib 10.11.6-MariaDB
                CREATE TABLE t1 (a INT PRIMARY KEY, b TEXT) ENGINE=InnoDB;
                INSERT INTO t1 VALUES (1,'x');
                %s
                -- Dump completed
                """
                        .formatted(statement.replace("%s", CLEAR)));
        for (var flags :
                List.of(
                        List.of("--dry-run"),
                        List.of("--yes"),
                        List.of("--yes", "--json"),
                        List.of("--yes", "--verbose"))) {
            var words = new ArrayList<>(List.of("restore", file.toString()));
            words.addAll(flags);
            requireSafe(machine.run(words.toArray(String[]::new)));
        }
        requireSafe(machine.run("status"));
        requireSafe(machine.run("export", machine.directory().resolve("out").toString()));
        AtomicFiles.deleteTree(machine.directory().resolve("out"));
    }

    @Test
    void whatAManifestSaysSteersNoTerminal() throws IOException {
        var backups = machine.home().resolve("backups");
        var directory = Files.createDirectories(backups.resolve("one" + CLEAR));
        machine.run("export", directory.resolveSibling("good").toString()).succeeds();
        var manifest = Files.readString(backups.resolve("good/manifest.json"));
        Files.writeString(
                directory.resolve("manifest.json"),
                manifest.replace(
                        "\"server\"", "\"server\" : \"\\u001b[2J\\u009b\\u202e\", \"was\""));
        for (var line :
                List.of("snapshots list", "snapshots list --json", "snapshots verify", "doctor")) {
            requireSafe(machine.run(line.split(" ")));
        }
    }

    @Test
    void whatIsTypedSteersNoTerminal() {
        requireSafe(machine.run("frobnicate" + CLEAR));
        requireSafe(machine.run("search", CLEAR));
        requireSafe(machine.run("up", "--volume", CLEAR));
        requireSafe(machine.run("restore", "/nowhere" + CLEAR));
    }

    private static void requireSafe(Result result) {
        for (var text : List.of(result.out(), result.error())) {
            assertThat(text).doesNotContainPattern(UNSAFE);
            if (!result.command().contains("--verbose")) {
                assertThat(text.lines()).allMatch(line -> line.length() < 2100);
            }
        }
    }
}
