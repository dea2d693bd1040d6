package org.addonsdata.cli.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * addons-server's own page "Data Management", sentence by sentence: whoever knows it finds every
 * command to work as it is written there. Each test quotes what it holds us to.
 */
@Tag("slow")
@TestMethodOrder(OrderAnnotation.class)
class DataManagementIT {
    private static final String ADDED = "added by hand";

    private static Machine machine;
    private static Checkout checkout;
    private static Servers servers;
    private static long addons;

    @BeforeAll
    static void copy() {
        machine = Machine.used();
        checkout = Checkout.of(machine);
        servers = new Servers(machine);
    }

    @AfterAll
    static void stop() {
        machine.close();
    }

    private static List<String> added() throws SQLException {
        return servers.query("SELECT `value` FROM config WHERE `key`='data-management'");
    }

    private static void add(String value) throws SQLException {
        servers.execute(
                "REPLACE INTO config (`key`, `value`) VALUES ('data-management', '%s')"
                        .formatted(value));
    }

    /** "When you run `make up` make will run the `initialize_data` command for you." */
    @Test
    @Order(1)
    void upInitialisesTheData() throws SQLException {
        var up = checkout.make("up").succeeds();
        assertThat(up.error())
                .contains("✔ create", "✔ migrate", "✔ initial data", "✔ seed", "✔ index");
        addons = machine.status().path("rows").path("addons").asLong();
        assertThat(addons).isPositive();
        servers.requireWhole(addons);
    }

    /** "If any of these steps have already been run, they will be skipped." */
    @Test
    @Order(2)
    void initialisingAgainSkipsWhatIsDone() {
        var again = checkout.make("initialize_data").succeeds();
        assertThat(again.error()).contains("· create", "· migrate", "· index").doesNotContain("✔");
    }

    /**
     * "This command will check if the database exists, and if the elasticsearch index exists. If
     * they don't exist it will create them."
     */
    @Test
    @Order(3)
    void whatDoesNotExistIsCreated() throws SQLException {
        servers.search("DELETE", "/" + machine.status().path("index").path("name").asString());
        assertThat(checkout.make("initialize_data").succeeds().error())
                .contains("· create", "✔ index");
        servers.requireWhole(addons);
        try (var administrator = servers.administrator();
                var statement = administrator.createStatement()) {
            statement.execute("DROP DATABASE olympia");
        }
        assertThat(checkout.make("initialize_data").succeeds().error())
                .contains("✔ create        the database was missing", "✔ seed", "✔ index");
        servers.requireWhole(addons);
    }

    /**
     * "This ensures that data remains intact even when containers are stopped or removed": "data is
     * preserved even if you run `make down`".
     */
    @Test
    @Order(4)
    void downKeepsTheData() throws SQLException {
        add(ADDED);
        checkout.make("down").succeeds();
        assertThat(machine.running()).isEmpty();
        assertThat(machine.volume()).isDirectory();
        checkout.make("up").succeeds();
        assertThat(added()).containsExactly(ADDED);
    }

    /**
     * "The default value is a timestamp in the `backups` directory. The data exported will be a
     * .sql dump of the current state of the database including any data that has been added or
     * modified."
     */
    @Test
    @Order(5)
    void theDataIsExported() throws IOException {
        checkout.make("data_export").succeeds();
        try (var backups = Files.list(checkout.directory().resolve("backups"))) {
            var made = backups.toList();
            assertThat(made).singleElement().asString().matches(".*/backups/\\d{14}");
            assertThat(sql(made.getFirst())).contains("CREATE TABLE `addons`", ADDED);
        }
    }

    private static String sql(Path directory) throws IOException {
        return Files.readString(directory.resolve("data_mysqld.sql"));
    }

    /** "The optional `EXPORT_DIR` argument allows you to specify a custom path". */
    @Test
    @Order(6)
    void aPathOfOnesOwnIsExportedTo() throws IOException {
        var elsewhere = machine.directory().resolve("elsewhere");
        checkout.make("data_export", "EXPORT_DIR=" + elsewhere).succeeds();
        assertThat(sql(elsewhere)).contains(ADDED);
        checkout.make("data_export", "EXPORT_DIR=some/where").succeeds();
        assertThat(sql(checkout.directory().resolve("some/where"))).isEqualTo(sql(elsewhere));
    }

    /** "It defaults to the latest stored snapshot in the `backups` directory." */
    @Test
    @Order(7)
    void theLatestSnapshotIsRestored() throws SQLException {
        add("changed");
        checkout.make("data_restore").succeeds();
        assertThat(added()).containsExactly(ADDED);
        servers.requireWhole(addons);
    }

    /** "The path of the import file. This must be an absolute path." */
    @Test
    @Order(8)
    void aPathOfOnesOwnIsRestoredFrom() throws SQLException {
        var elsewhere = machine.directory().resolve("elsewhere");
        for (var path : List.of(elsewhere, elsewhere.resolve("data_mysqld.sql"))) {
            add("changed");
            checkout.make("data_restore", "RESTORE_DIR=" + path).succeeds();
            assertThat(added()).containsExactly(ADDED);
        }
        assertThat(checkout.make("data_restore", "RESTORE_DIR=some/where").error())
                .contains("must be absolute", "Error 2");
        servers.requireWhole(addons);
    }

    /**
     * "This will delete the existing data. This will force recreate the database, seed it, and
     * reindex." What it replaces is kept for one undo all the same.
     */
    @Test
    @Order(9)
    void theHardResetStartsAfresh() throws SQLException {
        assertThat(checkout.make("initialize_data", "INIT_FORCE_DB=true").succeeds().error())
                .contains("✔ create", "✔ seed", "✔ index");
        assertThat(added()).isEmpty();
        servers.requireWhole(addons);
    }

    /** "The use of an external mount allows for manual management of the data lifecycle." */
    @Test
    @Order(10)
    void anExternalMountIsManagedByHand() {
        checkout.make("down").succeeds();
        var mount = machine.directory().resolve("mount");
        checkout.make("up", "DATA_VOLUME=" + mount).succeeds();
        checkout.make("down").succeeds();
        assertThat(mount.resolve("database/ibdata1")).isRegularFile();
    }
}
