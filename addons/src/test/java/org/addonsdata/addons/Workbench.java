package org.addonsdata.addons;

import static org.addonsdata.core.sql.Names.quote;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.faults.FaultPoints;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.core.sql.Connections;
import org.addonsdata.lifecycle.application.Application;
import org.addonsdata.lifecycle.usecase.DataReport;
import org.addonsdata.lifecycle.usecase.Initialisation;
import org.addonsdata.lifecycle.usecase.Initialisation.Options;
import org.addonsdata.lifecycle.usecase.Workplace;
import org.addonsdata.search.cluster.Call;
import org.addonsdata.search.cluster.ClusterAddress;
import org.addonsdata.search.cluster.SearchCluster;
import org.addonsdata.search.index.AliasState;
import org.addonsdata.search.index.Indexes;
import org.addonsdata.search.index.OwnIndex;
import org.addonsdata.services.DatabaseEndpoint;
import org.addonsdata.services.DatabaseEndpoint.Account;
import org.addonsdata.services.SearchEndpoint;
import org.addonsdata.services.ServiceStack;
import org.addonsdata.snapshot.export.ContentChecksums;
import org.addonsdata.testing.TestSearch;
import org.addonsdata.testing.TestServer;

/** The application on two real servers, and what a test asks about their state afterwards. */
final class Workbench {
    private static final Duration LOCK_WAIT = Duration.ofSeconds(60);

    private static final Account APPLICATION = new Account("bench_application", "secret");
    private static final String APPLICATION_NAME = "'bench_application'@'127.0.0.1'";

    private final TestServer server;
    private final SearchEndpoint search;
    private final SearchCluster cluster;
    private final TestedApplication application;
    private final List<String> notes = new CopyOnWriteArrayList<>();

    /** Uses the product's own names where nobody else uses the server. */
    Workbench(TestServer server, TestSearch search) {
        this.server = server;
        this.search = search.endpoint();
        this.cluster = new SearchCluster(ClusterAddress.of(search.uri()));
        var name = server.isEmbedded() ? "olympia" : server.freshSchemaName();
        this.application =
                TestedApplication.named(name, server.isEmbedded() ? "addons" : name + "_addons");
    }

    TestedApplication application() {
        return application;
    }

    Connections connections() {
        return server.connections();
    }

    String live() {
        return application.databaseName();
    }

    String alias() {
        return application.indexDefinition().alias();
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    Workplace workplace() {
        return workplace(application, FaultPoints.NONE, new Cancellation(), LOCK_WAIT, search);
    }

    Workplace workplace(Application other) {
        return workplace(other, FaultPoints.NONE, new Cancellation(), LOCK_WAIT, search);
    }

    Workplace workplace(FaultPoints faults, Cancellation cancellation) {
        return workplace(application, faults, cancellation, LOCK_WAIT, search);
    }

    Workplace workplace(
            Application other,
            FaultPoints faults,
            Cancellation cancellation,
            Duration lockWait,
            SearchEndpoint searchServer) {
        return new Workplace(
                other,
                new Servers(withApplication(), searchServer),
                new Notes(notes),
                cancellation,
                faults,
                lockWait);
    }

    /** An application with an account of its own, as everywhere. */
    private DatabaseEndpoint withApplication() {
        execute(
                "CREATE USER IF NOT EXISTS %s IDENTIFIED BY '%s'"
                        .formatted(APPLICATION_NAME, APPLICATION.password()));
        execute("GRANT ALL ON %s.* TO %s".formatted(quote(live()), APPLICATION_NAME));
        var endpoint = server.endpoint();
        return new DatabaseEndpoint(
                endpoint.host(), endpoint.port(), endpoint.administrator(), APPLICATION);
    }

    Initialisation.Result initialise(Options options) {
        return Initialisation.run(workplace(), options);
    }

    DataReport report() {
        return DataReport.read(application, server.endpoint(), search);
    }

    /** Rows of the main tables of the live schema, counted. */
    Map<String, Long> rows() {
        return rows(live());
    }

    Map<String, Long> rows(String schema) {
        var rows = new TreeMap<String, Long>();
        for (var table : application.mainTables()) {
            rows.put(
                    table,
                    Long.parseLong(
                            query("SELECT COUNT(*) FROM " + quote(schema, table)).getFirst()));
        }
        return rows;
    }

    /** Every table of the live schema, with the hash of its rows. */
    Map<String, String> content() {
        var content = new TreeMap<String, String>();
        try (var task = Progress.silent().start("content", Progress.Unit.ROWS)) {
            ContentChecksums.read(connections(), live(), 1, task, new Cancellation())
                    .forEach((table, entry) ->
                            content.put(table, entry.rows() + " " + entry.checksum()));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return content;
    }

    long belonging() {
        try (var view = application.documents(connections(), live()).open(1)) {
            return view.documentCount();
        }
    }

    AliasState aliasState() {
        return new Indexes(cluster).aliasState(alias());
    }

    List<OwnIndex> indexes() {
        return new Indexes(cluster).list(alias());
    }

    long documents() {
        new Indexes(cluster).refresh(alias());
        return new Indexes(cluster).count(alias());
    }

    void deleteIndex(String name) {
        cluster.send(Call.delete("/" + name, "delete " + name).accepting(404));
    }

    void closeIndex(String name) {
        cluster.send(Call.query("/" + name + "/_close", null, "close " + name));
    }

    /** The name of the index behind the alias. */
    String searchedIndex() {
        return ((AliasState.Live) aliasState()).index().name();
    }

    DatabaseEndpoint server() {
        return server.endpoint();
    }

    SearchEndpoint searchEndpoint() {
        return search;
    }

    void deleteDocument(String key) {
        cluster.send(
                Call.delete(
                        "/%s/_doc/%s?refresh=true".formatted(alias(), key),
                        "delete document " + key));
    }

    void createForeignIndex(String name) {
        cluster.send(
                Call.put(
                        "/" + name,
                        tools.jackson.databind.json.JsonMapper.shared().createObjectNode(),
                        "create " + name));
    }

    /** The live schema and those parked beside it. */
    List<String> schemas() {
        return allSchemas().stream().filter(schema -> !schema.endsWith("__meta")).toList();
    }

    private List<String> allSchemas() {
        return query(
                "SELECT SCHEMA_NAME FROM information_schema.SCHEMATA WHERE SCHEMA_NAME='"
                        + live()
                        + "' OR SCHEMA_NAME LIKE '"
                        + live().replace("_", "\\_")
                        + "\\_\\_%' ORDER BY SCHEMA_NAME");
    }

    /** With the bookkeeping. */
    void dropSchemas() {
        allSchemas().forEach(schema -> execute("DROP DATABASE " + quote(schema)));
    }

    /** Nothing of ours is on either server afterwards. */
    void clear() {
        dropSchemas();
        execute("DROP USER IF EXISTS " + APPLICATION_NAME);
        indexes().forEach(index -> deleteIndex(index.name()));
    }

    List<String> query(String sql) {
        try (var connection = connections().open(null);
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            var rows = new ArrayList<String>();
            while (result.next()) {
                rows.add(String.valueOf(result.getString(1)));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    void execute(String sql) {
        try (var connection = connections().open(null);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private record Servers(DatabaseEndpoint database, SearchEndpoint search)
            implements ServiceStack.Running {
        @Override
        public void close() {}
    }

    private record Notes(List<String> notes) implements Progress {
        @Override
        public Task start(String name, Unit unit) {
            return Progress.silent().start(name, unit);
        }

        @Override
        public void note(String message) {
            notes.add(message);
        }
    }
}
