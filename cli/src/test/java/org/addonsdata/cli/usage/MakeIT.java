package org.addonsdata.cli.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.addonsdata.cli.settings.Setting;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The Makefile itself: its help, its targets, when it builds, and what it refuses. */
class MakeIT {
    private static final Pattern TARGET = Pattern.compile("(?m)^  make ([a-z_]+) ");
    private static final Pattern VARIABLE =
            Pattern.compile("(?m)^  ([A-Z_]+) +(?:.*\\(([^ ()]+)\\)|.*)$");

    private static Machine machine;
    private static Checkout checkout;

    @BeforeAll
    static void copy() {
        machine = Machine.used();
        checkout = Checkout.of(machine);
    }

    @AfterAll
    static void delete() {
        machine.close();
    }

    @Test
    void helpListsEveryTargetThereIs() throws IOException {
        var makefile = Files.readString(checkout.directory().resolve("Makefile"));
        var targets = find(Pattern.compile("(?m)^\\.PHONY: ([a-z_]+)$"), makefile);
        assertThat(find(TARGET, help())).isEqualTo(targets).hasSizeGreaterThan(15);
        assertThat(checkout.make().out()).isEqualTo(help());
        for (var target : targets) {
            checkout.make("-n", target).succeeds();
        }
    }

    @Test
    void everyTargetWithoutServersRuns() {
        checkout.make("status").succeeds();
        checkout.make("volume_list").succeeds();
        checkout.make("down").succeeds();
        checkout.make("build").succeeds();
    }

    @Test
    void helpTellsEveryVariableWithItsDefault() {
        var documented =
                VARIABLE.matcher(help())
                        .results()
                        .collect(
                                Collectors.toMap(
                                        match -> match.group(1),
                                        match -> String.valueOf(match.group(2))));
        var tested = new TreeSet<>(MakeVariablesIT.TESTED);
        tested.addAll(ComposeIT.TESTED);
        tested.addAll(ExternalIT.TESTED);
        assertThat(documented.keySet()).isEqualTo(tested);
        for (var setting : Setting.values()) {
            var defaultValue = setting.defaultValue();
            if (defaultValue == null) {
                continue;
            }
            assertThat(documented.get(setting.name()))
                    .as("default of " + setting)
                    .isEqualTo("false".equals(defaultValue) ? "null" : defaultValue);
        }
    }

    @Test
    void aVariableThatDoesNotExistIsRefused() {
        var failed = checkout.make("up", "INIT_FORCE=true").endsWith(Result.USAGE);
        assertThat(failed.error()).contains("unknown variable INIT_FORCE", "make help");
        assertThat(checkout.make("status", "MYSQLPORT=1", "DATA_VOLUME=x").error())
                .contains("unknown variable MYSQLPORT;");
        assertThat(checkout.make("up", "SEED_ADDON=5").endsWith(Result.USAGE).error())
                .contains("unknown variable SEED_ADDON; did you mean SEED_ADDONS?");
        assertThat(checkout.make("data_restore", "restore_dir=/a").error())
                .contains("did you mean RESTORE_DIR?");
        assertThat(checkout.make("up", "A'B;touch=5").endsWith(Result.USAGE).error())
                .contains("unknown variable A'B;touch; make help");
        assertThat(machine.running()).isEmpty();
    }

    @Test
    void aTargetThatDoesNotExistIsAnsweredWithTheNearest() {
        assertThat(checkout.make("data_restor").endsWith(Result.USAGE).error())
                .contains("there is no target 'data_restor'", "did you mean data_restore?");
        assertThat(checkout.make("frobnicate").endsWith(Result.USAGE).error())
                .contains("there is no target 'frobnicate'", "make help")
                .doesNotContain("did you mean");
        checkout.make("up", "staus").endsWith(Result.USAGE);
        checkout.make("it's $(id)").endsWith(Result.USAGE);
        assertThat(machine.running()).as("nothing is begun then").isEmpty();
    }

    /** As bash-completion's script for make asks. */
    @Test
    void theShellCompletesTargets() {
        var database = checkout.make("-npq", "__BASH_MAKE_COMPLETION__=1", ".DEFAULT");
        assertThat(database.out()).contains("\ndata_restore:");
    }

    @Test
    void wrongValuesReachThePersonWithAHint() {
        for (var wrong :
                Map.of(
                                "INIT_FORCE_DB", "maybe",
                                "MYSQL_PORT", "abc",
                                "SEARCH_ENGINE", "solr",
                                "SEED_ADDONS", "-1",
                                "DATA_VOLUME", "some/where",
                                "LOCK_WAIT", "-5")
                        .entrySet()) {
            var failed = checkout.make("up", wrong.getKey() + "=" + wrong.getValue());
            assertThat(failed.error())
                    .contains("addons-data: ", wrong.getValue(), "hint: ", "Error 2");
            failed.endsWith(Result.USAGE);
        }
        assertThat(machine.volumes()).doesNotExist();
    }

    @Test
    void upBuildsOnlyWhatHasChanged() throws IOException {
        assertThat(checkout.make("-n", "up").succeeds().out()).doesNotContain("scripts/build");
        for (var source :
                new String[] {
                    "core/src/main/java/org/addonsdata/core/sql/Names.java",
                    "addons/src/main/resources/org/addonsdata/addons/index/mapping.json",
                    "engines/opensearch/pom.xml",
                    "pom.xml",
                    "bin/addons-data",
                    "scripts/build",
                    "scripts/train"
                }) {
            var file = checkout.directory().resolve(source);
            var before = Files.getLastModifiedTime(file);
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));
            assertThat(checkout.make("-n", "up").out()).as(source).contains("scripts/build");
            Files.setLastModifiedTime(file, before);
        }
        var test = checkout.directory().resolve("cli/src/test/java/Touched.java");
        Files.createDirectories(test.getParent());
        Files.writeString(test, "");
        Files.setLastModifiedTime(test, FileTime.from(Instant.now().plusSeconds(5)));
        assertThat(checkout.make("-n", "up").out()).doesNotContain("scripts/build");
    }

    @Test
    void aSourceThatIsDeletedOrAddedIsAChange() throws IOException {
        var added = checkout.directory().resolve("core/src/main/java/org/addonsdata/core/New.java");
        Files.writeString(added, "");
        assertThat(checkout.make("-n", "up").out()).contains("scripts/build");
        Files.delete(added);
        assertThat(checkout.make("-n", "up").out()).contains("scripts/build");
        touchStamp();
    }

    private static void touchStamp() throws IOException {
        Files.setLastModifiedTime(
                checkout.directory().resolve("build/stamp"), FileTime.from(Instant.now()));
    }

    @Test
    void aFailedBuildKeepsTheDistributionThereWas() throws IOException {
        try (var other = Machine.used()) {
            var copy = Checkout.of(other);
            pretendMaven(other, "echo '[ERROR] cannot find symbol'; exit 1");
            var source = copy.directory().resolve("pom.xml");
            Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));
            var failed = copy.make("up").endsWith(Result.USAGE);
            assertThat(failed.error())
                    .contains("cannot find symbol", "the build failed", "build/build.log");
            assertThat(copy.directory().resolve("build/addons-data/lib/cli.jar")).exists();
            assertThat(copy.make("-n", "up").out()).contains("scripts/build");
            assertThat(copy.directory().resolve("build").toFile().list())
                    .noneMatch(name -> name.startsWith("partial") || name.startsWith("begun"));
        }
    }

    @Test
    void twoBuildsTakeTurns() throws IOException {
        try (var other = Machine.used()) {
            var copy = Checkout.of(other);
            pretendMaven(
                    other,
                    "mkdir build/busy || touch build/overlap; sleep 1; rmdir build/busy; exit 1");
            Files.delete(copy.directory().resolve("build/stamp"));
            var first = other.startCommand(copy.directory(), List.of("make", "build"));
            var second = other.startCommand(copy.directory(), List.of("make", "build"));
            first.await().endsWith(Result.USAGE);
            second.await().endsWith(Result.USAGE);
            assertThat(copy.directory().resolve("build/overlap")).doesNotExist();
        }
    }

    @Test
    void whatABuildRunsHasNoneOfThePersonsVariables() {
        try (var other = Machine.used()) {
            other.set("MODE", "external")
                    .set("DATABASE_URL", "mysql://root@127.0.0.1/olympia")
                    .set("MAKEFLAGS", " -- MODE=external")
                    .set("XDG_CONFIG_HOME", "/etc")
                    .set("TEST_MYSQL_HOME", "/opt/with a blank")
                    .set("NEXUS_TOKEN", "it's \"quoted\" $(id)")
                    .set("ADDONS_DATA_BUILD_VARIABLES", "NEXUS_USER NEXUS_TOKEN");
            var environment =
                    other.runCommand(checkout.directory(), "scripts/isolated", "env").succeeds();
            assertThat(environment.out().lines().map(line -> line.replaceAll("=.*", "")))
                    .contains("PATH", "HOME")
                    .doesNotContain("MODE", "DATABASE_URL", "MAKEFLAGS", "XDG_CONFIG_HOME");
            assertThat(environment.out().lines())
                    .contains(
                            "TEST_MYSQL_HOME=/opt/with a blank",
                            "NEXUS_TOKEN=it's \"quoted\" $(id)");
        }
    }

    private static void pretendMaven(Machine machine, String script) throws IOException {
        var bin = Files.createDirectories(machine.home().resolve("bin"));
        var maven = Files.writeString(bin.resolve("mvn"), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwxr-xr-x"));
        machine.set("PATH", bin + ":" + System.getenv("PATH"));
    }

    @Test
    void cleanLeavesVolumes() throws IOException {
        var copy = Checkout.of(Machine.used());
        try (var other = copy.machine()) {
            other.run("volume", "create").succeeds();
            copy.make("clean").succeeds();
            assertThat(copy.directory().resolve("build")).doesNotExist();
            assertThat(other.volume().resolve("volume.json")).exists();
            assertThat(Path.of(Distribution.home().toString(), "lib/cli.jar")).exists();
            var unbuilt =
                    other.runCommand(other.home(), copy.directory() + "/bin/addons-data", "status");
            unbuilt.failsWith(Result.NOT_READY, "not built yet", "make build");
        }
    }

    private static String help() {
        return checkout.make("help").succeeds().out();
    }

    private static java.util.Set<String> find(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toSet());
    }
}
