package org.addonsdata.cli.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.addonsdata.cli.settings.FileSettings;
import org.addonsdata.cli.settings.Project;
import org.addonsdata.cli.settings.Setting;
import org.addonsdata.cli.settings.Settings;
import org.addonsdata.core.files.AtomicFiles;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Builds, tests, benchmarks and faults are run where every variable, make's command line, every
 * configuration file and the memory of the checkout lead to somebody's data, and leave them as they
 * are. In the order of the time they take; each but the first needs what the first has built.
 */
@Tag("slow")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class IsolationIT {
    private static final Duration TIMEOUT = Duration.ofMinutes(15);
    private static final String ONLY_THESE =
            " -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false";

    private static Machine machine;
    private static Checkout checkout;
    private static Canaries canaries;

    @BeforeAll
    static void prepare() throws IOException, SQLException {
        machine = Machine.populated();
        checkout = Checkout.of(machine);
        AtomicFiles.deleteTree(checkout.directory().resolve("build"));
        canaries = new Canaries(machine);
        leadToTheCanaries();
    }

    @AfterAll
    static void end() {
        try (var _ = machine;
                var _ = canaries) {
            for (var setting : Setting.values()) {
                machine.set(setting.name(), null);
            }
            machine.set("XDG_CONFIG_HOME", null);
        }
    }

    private static void leadToTheCanaries() throws IOException {
        var yaml =
                """
                mode: external
                database_url: %s
                search_url: %s
                """
                        .formatted(canaries.databaseUrl(), canaries.searchUri());
        Files.writeString(checkout.directory().resolve("addons-data.yaml"), yaml);
        var configuration = machine.home().resolve(".config/addons-data");
        Files.createDirectories(configuration);
        Files.writeString(configuration.resolve("config.yaml"), yaml);
        var lines = new ArrayList<String>();
        variables("external").forEach((name, value) -> lines.add(name + "=" + value));
        Files.write(checkout.directory().resolve(".env"), lines);
        var flags = new EnumMap<Setting, String>(Setting.class);
        flags.put(Setting.MODE, "external");
        flags.put(Setting.DATABASE_URL, canaries.databaseUrl());
        flags.put(Setting.SEARCH_URL, canaries.searchUri().toString());
        for (var directory : new Path[] {checkout.directory(), machine.home()}) {
            new Project(directory, machine.home().resolve(".local/share/addons-data"))
                    .remember(
                            Settings.resolve(flags, Map.of(), FileSettings.none(), Map.of()), true);
        }
    }

    /** Every variable that the Makefile hands on. */
    private static Map<String, String> variables(String mode) {
        var variables = new TreeMap<String, String>();
        for (var setting : Setting.values()) {
            variables.put(setting.name(), value(setting, mode));
        }
        variables.put("CONFIRM_HOST", "127.0.0.1");
        variables.put("WORDS", "mine");
        return variables;
    }

    private static String value(Setting setting, String mode) {
        return switch (setting) {
            case MODE -> mode;
            case DATA_VOLUME -> machine.volume().toString();
            case MYSQL_PORT -> Integer.toString(canaries.databasePort());
            case SEARCH_PORT -> Integer.toString(canaries.searchUri().getPort());
            case DATABASE_URL -> canaries.databaseUrl();
            case SEARCH_URL -> canaries.searchUri().toString();
            case DATABASE_TLS -> "DISABLED";
            case RESTORE_USER -> "root";
            case INIT_FORCE_DB, INIT_SKIP_SEED, INIT_SKIP_INDEX, WITHOUT_UNDO -> "true";
            case SKIP_BAD_DOCUMENTS -> "true";
            case SEED_ADDONS, SEED_NUMBER, WORKERS, LOCK_WAIT -> "7";
            case SEARCH_ENGINE -> "elasticsearch";
            case SEARCH_HEAP -> "128m";
            case COMPRESS -> "zstd";
            case EXPORT_DIR, RESTORE_DIR -> machine.directory().resolve("elsewhere").toString();
            default -> "";
        };
    }

    @Test
    @Order(1)
    void aBuild() throws SQLException, IOException {
        leavesTheCanariesAsTheyAre("external", "build");
        assertThat(checkout.directory().resolve("build/training")).doesNotExist();
        try (Stream<Path> files = Files.walk(distribution())) {
            assertThat(files)
                    .as("whoever may run it need not have built it")
                    .allMatch(IsolationIT::isForOthers);
        }
    }

    private static boolean isForOthers(Path file) {
        try {
            var permissions = Files.getPosixFilePermissions(file);
            return permissions.contains(PosixFilePermission.OTHERS_READ)
                    && !permissions.contains(PosixFilePermission.OTHERS_WRITE)
                    && (Files.isRegularFile(file)
                            || permissions.contains(PosixFilePermission.OTHERS_EXECUTE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @Order(2)
    void aBuildOfAnotherMode() throws SQLException, IOException {
        Files.delete(checkout.directory().resolve("build/stamp"));
        Shell.run(
                "sh",
                "-euc",
                "rm \"$0\"/build/addons-data/aot/* \"$0\"/build/addons-data/engines/aot/*",
                checkout.directory().toString());
        leavesTheCanariesAsTheyAre("compose", "build");
    }

    @Test
    @Order(3)
    void aBenchmark() throws SQLException, IOException {
        leavesTheCanariesAsTheyAre("external", "bench", "BENCH=startup 1");
    }

    @Test
    @Order(4)
    void tests() throws SQLException, IOException {
        leavesTheCanariesAsTheyAre(
                "external",
                "test",
                "TESTS=-pl cli -am -Dtest=None -Dit.test=LauncherIT,ResetIT#aReset*" + ONLY_THESE);
    }

    @Test
    @Order(5)
    void faults() throws SQLException, IOException {
        leavesTheCanariesAsTheyAre(
                "external", "reliability", "TESTS=-Dfaults=IO_ERROR -Doperations=UNDO");
    }

    /**
     * With every variable both in the environment and on make's command line, and with a mask that
     * keeps files from others.
     */
    private static void leavesTheCanariesAsTheyAre(String mode, String... words)
            throws SQLException, IOException {
        var command = new ArrayList<>(List.of("sh", "-c", "umask 077; exec make \"$@\"", "make"));
        command.addAll(List.of(words));
        variables(mode)
                .forEach((name, value) -> {
                    machine.set(name, value);
                    command.add(name + "=" + value);
                });
        var state = canaries.state();
        var connections = canaries.connections();
        var result = machine.startCommand(checkout.directory(), command).await(TIMEOUT);
        var since = canaries.connections() - connections;
        assertThat(canaries.state()).as(result.toString()).isEqualTo(state);
        assertThat(since).as("connections to the database").isEqualTo(1);
        assertThat(machine.directory().resolve("elsewhere")).doesNotExist();
        assertThat(result.succeeds().error()).doesNotContain("recording them failed");
        assertThat(caches()).as("caches of starts").hasSize(2);
        assertThat(machine.running()).as("processes left running").isEmpty();
    }

    private static Path distribution() throws IOException {
        return checkout.directory().resolve("build/addons-data").toRealPath();
    }

    private static List<Path> caches() throws IOException {
        try (Stream<Path> files = Files.walk(distribution())) {
            return files.filter(file -> file.toString().endsWith(".aot")).toList();
        }
    }
}
