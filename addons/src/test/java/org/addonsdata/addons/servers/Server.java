package org.addonsdata.addons.servers;

import com.mysql.cj.jdbc.Driver;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.addonsdata.core.sql.Connections;
import org.addonsdata.core.sql.Names;
import org.addonsdata.testing.TestServer;

/**
 * A server to test with: always the embedded one, and those that {@code TEST_DATABASE_URL} names,
 * such as {@code root@127.0.0.1:24097,root:secret@127.0.0.1:3306}. A name says which one a test ran
 * on.
 */
public record Server(String name, String user, String password, String host, int port) {
    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    public static Stream<Server> all() {
        return Stream.concat(Stream.of(embedded()), others().stream());
    }

    public static Server embedded() {
        return of(TestServer.embedded());
    }

    /** The servers given from outside; none when the variable is not set. */
    public static List<Server> others() {
        return TestServer.others().stream().map(Server::of).toList();
    }

    private static Server of(TestServer server) {
        var endpoint = server.endpoint();
        var account = endpoint.administrator();
        return new Server(
                server.name(),
                account.user(),
                account.password(),
                endpoint.host(),
                endpoint.port());
    }

    /** Connections that may load rows as streams. */
    public Connections streaming() {
        return connections(Map.of("allowLoadLocalInfile", "true"));
    }

    /** Connections that may not. */
    public Connections inserting() {
        return connections(Map.of("allowLoadLocalInfile", "false"));
    }

    private Connections connections(Map<String, String> more) {
        var settings =
                new HashMap<>(
                        Map.of(
                                "user", user,
                                "password", password,
                                "sslMode", "DISABLED",
                                "allowPublicKeyRetrieval", "true",
                                "connectionTimeZone", "UTC",
                                "forceConnectionTimeZoneToSession", "true",
                                "characterEncoding", "UTF-8"));
        settings.putAll(more);
        var properties = new Properties();
        properties.putAll(settings);
        return schema ->
                new Driver()
                        .connect(
                                "jdbc:mysql://"
                                        + host
                                        + ":"
                                        + port
                                        + "/"
                                        + (schema == null ? "" : schema),
                                properties);
    }

    /** Creates an empty schema. */
    public String freshSchema() throws SQLException {
        var schema =
                "test_addons_" + ProcessHandle.current().pid() + "_" + SCHEMAS.incrementAndGet();
        execute("CREATE DATABASE " + Names.quote(schema) + " CHARACTER SET utf8mb4");
        return schema;
    }

    public void drop(String schema) throws SQLException {
        execute("DROP DATABASE IF EXISTS " + Names.quote(schema));
    }

    /** The first column of a query's rows. */
    public List<String> query(String schema, String sql) throws SQLException {
        try (var connection = streaming().open(schema);
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            var rows = new ArrayList<String>();
            while (result.next()) {
                rows.add(String.valueOf(result.getString(1)));
            }
            return rows;
        }
    }

    public long number(String schema, String sql) throws SQLException {
        return Long.parseLong(query(schema, sql).getFirst());
    }

    private void execute(String sql) throws SQLException {
        try (var connection = streaming().open(null);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
