package org.addonsdata.testing;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.addonsdata.core.sql.Connections;
import org.addonsdata.services.DatabaseEndpoint;
import org.addonsdata.services.DatabaseEndpoint.Account;
import org.addonsdata.services.mariadb.MariaDbBinaries;

/**
 * A database server that tests run on. Always there is the embedded one. A run of all servers
 * ({@link TestRun#isOfAllServers}) adds those installed on this machine, MariaDB and MySQL, which
 * are started for the JVM's tests and ended after them; {@code TEST_MARIADB_HOME} and {@code
 * TEST_MYSQL_HOME} say where they are, and add them to any run. {@code TEST_DATABASE_URL} names
 * further servers that run already, such as {@code
 * root@127.0.0.1:24097,root:secret@127.0.0.1:3306}. The name says in a test's name where it ran.
 */
public record TestServer(String name, DatabaseEndpoint endpoint) {
    private static final String VARIABLE = "TEST_DATABASE_URL";
    private static final String EMBEDDED = "embedded";
    private static final AtomicLong SCHEMAS = new AtomicLong();

    /** Every server of this run, the embedded one first. */
    public static Stream<TestServer> all() {
        return Stream.concat(Stream.of(embedded()), others().stream());
    }

    public static TestServer embedded() {
        var endpoint = TestDatabase.shared().endpoint();
        TestRun.ran(
                "MariaDB %s, embedded"
                        .formatted(MariaDbBinaries.availableVersion(TestDatabase.engines())));
        return new TestServer(EMBEDDED, endpoint);
    }

    /** Those beside the embedded one: installed ones, then those given from outside. */
    public static List<TestServer> others() {
        var given = given();
        var servers = new ArrayList<>(InstalledServers.start(given));
        given.forEach(server -> TestRun.ran(server.version() + " at " + server.name()));
        servers.addAll(given);
        return servers;
    }

    private static List<TestServer> given() {
        return Stream.of(System.getenv().getOrDefault(VARIABLE, "").split(","))
                .map(String::strip)
                .filter(url -> !url.isEmpty())
                .map(TestServer::parse)
                .toList();
    }

    /** Reads {@code user[:password]@host:port}; a password may contain any of these characters. */
    static TestServer parse(String url) {
        int at = url.lastIndexOf('@');
        int portAt = url.lastIndexOf(':');
        if (at < 0 || portAt < at) {
            throw new IllegalArgumentException(
                    VARIABLE + " wants user[:password]@host:port, not " + url);
        }
        var account = url.substring(0, at);
        int passwordAt = account.indexOf(':');
        var user = passwordAt < 0 ? account : account.substring(0, passwordAt);
        var password = passwordAt < 0 ? "" : account.substring(passwordAt + 1);
        var both = new Account(user, password);
        return new TestServer(
                url.substring(at + 1),
                new DatabaseEndpoint(
                        url.substring(at + 1, portAt),
                        Integer.parseInt(url.substring(portAt + 1)),
                        both,
                        both));
    }

    /** Whether it is the product's own, which no other run of tests uses. */
    public boolean isEmbedded() {
        return name.equals(EMBEDDED);
    }

    /** Whether it is of MariaDB's family; else it is MySQL. */
    public boolean isMariaDb() {
        return serverVersion().contains("MariaDB");
    }

    /** Product and version as the server tells them, such as {@code "MariaDB 11.4.5"}. */
    public String version() {
        var version = serverVersion();
        return (version.contains("MariaDB") ? "MariaDB " : "MySQL ")
                + version.replaceFirst("-.*", "");
    }

    private String serverVersion() {
        try (var connection = connections().open(null);
                var statement = connection.createStatement();
                var result = statement.executeQuery("SELECT VERSION()")) {
            result.next();
            return result.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(name, e);
        }
    }

    /** Connections as the administrator. */
    public Connections connections() {
        return endpoint.connections();
    }

    /** A name that no schema of the server has, whichever other runs of tests use it. */
    public String freshSchemaName() {
        return "test_olympia_%d_%d"
                .formatted(ProcessHandle.current().pid(), SCHEMAS.incrementAndGet());
    }

    @Override
    public String toString() {
        return name;
    }
}
