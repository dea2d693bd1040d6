package org.addonsdata.addons;

import static org.addonsdata.core.sql.Names.quote;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.faults.FaultPoints;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.core.sql.Connections;
import org.addonsdata.lifecycle.application.Population.SeedOptions;
import org.addonsdata.lifecycle.usecase.DataReport;
import org.addonsdata.lifecycle.usecase.Export;
import org.addonsdata.lifecycle.usecase.Initialisation;
import org.addonsdata.lifecycle.usecase.KeptGenerations;
import org.addonsdata.lifecycle.usecase.Leftovers;
import org.addonsdata.lifecycle.usecase.LiveData;
import org.addonsdata.lifecycle.usecase.Reindex;
import org.addonsdata.lifecycle.usecase.Restore;
import org.addonsdata.lifecycle.usecase.Undo;
import org.addonsdata.lifecycle.usecase.Workplace;
import org.addonsdata.services.DatabaseEndpoint;
import org.addonsdata.services.DatabaseEndpoint.Account;
import org.addonsdata.services.SearchEndpoint;
import org.addonsdata.services.ServiceStack;
import org.addonsdata.snapshot.export.ExportOptions;
import org.addonsdata.testing.TestSearch;
import org.addonsdata.testing.TestServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The application puts a view in a table's place whose function runs with the rights of whoever
 * reads it. Whatever is done then, it never runs with those of the administrator.
 */
@ParameterizedClass
@MethodSource("org.addonsdata.testing.TestServer#all")
@Tag("slow")
class InvokerRightsIT {
    private static final long MARK = 4711;

    private final TestServer server;
    private final String live;
    private final String log;
    private final DatabaseEndpoint database;
    private final Workplace workplace;
    private final List<String> outcomes = new ArrayList<>();

    @TempDir private Path directory;

    private record Servers(DatabaseEndpoint database, SearchEndpoint search)
            implements ServiceStack.Running {
        @Override
        public void close() {}
    }

    InvokerRightsIT(TestServer server) {
        this.server = server;
        live = server.freshSchemaName();
        log = live + "_log";
        var endpoint = server.endpoint();
        database =
                new DatabaseEndpoint(
                        endpoint.host(),
                        endpoint.port(),
                        endpoint.administrator(),
                        new Account(live, "secret"));
        workplace =
                new Workplace(
                        TestedApplication.named(live, live + "_addons"),
                        new Servers(database, TestSearch.shared().endpoint()),
                        Progress.silent(),
                        new Cancellation(),
                        FaultPoints.NONE,
                        Duration.ofSeconds(10));
    }

    @BeforeEach
    void makeAccountAndFunction() throws SQLException {
        var administrator = server.connections();
        execute(administrator, null, "CREATE DATABASE " + quote(log));
        execute(
                administrator,
                null,
                "CREATE USER %s@'127.0.0.1' IDENTIFIED BY 'secret'".formatted(quote(live)));
        for (var schema : List.of(live, log)) {
            execute(
                    administrator,
                    null,
                    "GRANT ALL ON %s.* TO %s@'127.0.0.1'"
                            .formatted(quote(schema.replace("_", "\\_")), quote(live)));
        }
        execute(administrator, log, "CREATE TABLE seen (account VARCHAR(200)) ENGINE=MyISAM");
        // In a transaction that only reads, no row can be written, and a variable can be set.
        createFunction("marking", "SET GLOBAL max_connect_errors=" + MARK);
        createFunction("logging", "INSERT INTO seen VALUES (CURRENT_USER())");
        var _ =
                Initialisation.run(
                        workplace,
                        new Initialisation.Options(false, false, false, SeedOptions.DEFAULT));
    }

    private void createFunction(String name, String statement) throws SQLException {
        execute(
                server.connections(),
                log,
                """
                CREATE FUNCTION %s() RETURNS INT DETERMINISTIC SQL SECURITY INVOKER
                BEGIN
                  DECLARE CONTINUE HANDLER FOR SQLEXCEPTION BEGIN END;
                  %s;
                  RETURN 1;
                END\
                """
                        .formatted(name, statement));
    }

    @AfterEach
    void remove() throws SQLException {
        var administrator = server.connections();
        for (var schema :
                column(
                        "SELECT SCHEMA_NAME FROM information_schema.SCHEMATA WHERE LEFT(SCHEMA_NAME, %d)='%s'"
                                .formatted(live.length(), live))) {
            execute(administrator, null, "DROP DATABASE " + quote(schema));
        }
        execute(administrator, null, "DROP USER %s@'127.0.0.1'".formatted(quote(live)));
        execute(administrator, null, "SET GLOBAL max_connect_errors=DEFAULT");
    }

    @ParameterizedTest
    @CsvSource({
        "addons, marking",
        "addons, logging",
        "flyway_schema_history, marking",
        "flyway_schema_history, logging"
    })
    void aPlantedViewIsReadAsTheApplication(String table, String function) throws SQLException {
        export("whole", 1);
        plant(table, function);
        runEverything(directory.resolve("whole"));
        assertThat(column("SELECT DISTINCT account FROM %s.seen".formatted(quote(log))))
                .as("%s", outcomes)
                .isSubsetOf(live + "@127.0.0.1");
    }

    @Test
    void theReportNamesTheTableThatIsAView() throws SQLException {
        plant("addons", "marking");
        var report =
                DataReport.read(workplace.application(), database, workplace.servers().search());
        assertThat(report.displaced()).containsExactly("addons");
        assertThat(report.rows()).doesNotContainKey("addons");
    }

    @Test
    void anEventOfADumpPlantsOne() throws Exception {
        assumeThat(server.isMariaDb()).as("events that run dynamic SQL").isTrue();
        export("whole", 1);
        var dump = Files.createDirectory(directory.resolve("dump")).resolve("dump.sql");
        try (var files = Files.list(directory.resolve("whole"))) {
            Files.copy(
                    files.filter(file -> file.toString().endsWith(".sql"))
                            .findFirst()
                            .orElseThrow(),
                    dump);
        }
        Files.writeString(
                dump,
                """

                DELIMITER ;;
                CREATE EVENT plant ON SCHEDULE EVERY 1 SECOND DO BEGIN
                  EXECUTE IMMEDIATE 'RENAME TABLE addons TO addons_t';
                  EXECUTE IMMEDIATE '%s';
                END ;;
                DELIMITER ;
                -- Dump completed
                """
                        .formatted(view("addons", "marking")),
                StandardOpenOption.APPEND);
        var scheduler = column("SELECT @@GLOBAL.event_scheduler").getFirst();
        execute(server.connections(), null, "SET GLOBAL event_scheduler=ON");
        try {
            var _ = Restore.run(workplace, new Restore.Options(dump, 2, false, true));
            Thread.sleep(3_000);
            assertThat(
                            column(
                                    "SELECT TABLE_TYPE FROM information_schema.TABLES WHERE TABLE_SCHEMA='%s' AND TABLE_NAME='addons'"
                                            .formatted(live)))
                    .containsExactly("VIEW");
            runEverything(directory.resolve("whole"));
        } finally {
            execute(
                    server.connections(),
                    null,
                    "SET GLOBAL event_scheduler=" + (scheduler.equals("ON") ? "ON" : "OFF"));
        }
        assertThat(column("SELECT DISTINCT account FROM %s.seen".formatted(quote(log))))
                .as("%s", outcomes)
                .isSubsetOf(live + "@127.0.0.1");
    }

    private void plant(String table, String function) throws SQLException {
        var application = database.connections(database.application());
        execute(application, live, "RENAME TABLE %1$s TO %1$s_t".formatted(table));
        execute(application, live, view(table, function));
    }

    private String view(String table, String function) {
        return "CREATE SQL SECURITY INVOKER VIEW %1$s AS SELECT * FROM %1$s_t WHERE %2$s.%3$s()=1"
                .formatted(table, quote(log), function);
    }

    private void runEverything(Path whole) throws SQLException {
        readEverything();
        var plain = new Initialisation.Options(false, false, false, SeedOptions.DEFAULT);
        run("up", () -> Initialisation.run(workplace, plain));
        run("reindex", () -> Reindex.run(workplace));
        run("check", () -> Reindex.check(workplace));
        run("repair", () -> Reindex.repair(workplace));
        run("export", () -> export("one", 1));
        run("export by several", () -> export("several", 3));
        run(
                "force",
                () ->
                        Initialisation.run(
                                workplace,
                                new Initialisation.Options(
                                        true, false, false, SeedOptions.DEFAULT)));
        run("undo", () -> Undo.run(workplace));
        readEverything();
        run("restore", () -> Restore.run(workplace, new Restore.Options(whole, 2)));
        run("undo the restore", () -> Undo.run(workplace));
        readEverything();
        run(
                "restore what was planted",
                () ->
                        Restore.run(
                                workplace,
                                new Restore.Options(directory.resolve("one"), 2, false, true)));
        readEverything();
    }

    private void readEverything() throws SQLException {
        var application = workplace.application();
        var search = workplace.servers().search();
        run("status", () -> DataReport.read(application, database, search));
        run("brief", () -> DataReport.readBriefly(application, database, Optional.of(search)));
        run("live", () -> LiveData.read(application, database));
        run("kept", () -> KeptGenerations.read(application, database, search));
        run("leftovers", () -> Leftovers.read(application, database, search));
    }

    /** What is refused is well, as long as it is refused without the administrator's rights. */
    private void run(String what, Runnable command) throws SQLException {
        try {
            command.run();
            outcomes.add(what + ": done");
        } catch (DataException e) {
            outcomes.add(what + ": " + e.messageText());
        }
        assertThat(column("SELECT @@GLOBAL.max_connect_errors").getFirst())
                .as("max_connect_errors after %s", outcomes)
                .isNotEqualTo(Long.toString(MARK));
    }

    private void export(String name, int workers) {
        var _ =
                Export.run(
                        workplace,
                        ExportOptions.of(live, directory.resolve(name)).withWorkers(workers));
    }

    private static void execute(Connections connections, @Nullable String schema, String sql)
            throws SQLException {
        try (var connection = connections.open(schema);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> column(String sql) throws SQLException {
        try (var connection = server.connections().open(null);
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            var values = new ArrayList<String>();
            while (result.next()) {
                values.add(result.getString(1));
            }
            return values;
        }
    }
}
