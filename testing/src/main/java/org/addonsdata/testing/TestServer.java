package org.addonsdata.testing;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.addonsdata.core.sql.Connections;
import org.addonsdata.services.DatabaseEndpoint;
import org.addonsdata.services.DatabaseEndpoint.Account;

/**
 * A database server that tests run on: always the embedded one, and those that the environment
 * variable {@code TEST_DATABASE_URL} names, such as {@code
 * root@127.0.0.1:24097,root:secret@127.0.0.1:3306}. The name says in a test's name where it ran.
 */
public record TestServer(String name, DatabaseEndpoint endpoint) {
    private static final String VARIABLE = "TEST_DATABASE_URL";
    private static final String EMBEDDED = "embedded";
    private static final AtomicLong SCHEMAS = new AtomicLong();

    public static Stream<TestServer> all() {
        return Stream.concat(Stream.of(embedded()), others().stream());
    }

    public static TestServer embedded() {
        return new TestServer(EMBEDDED, TestDatabase.shared().endpoint());
    }

    /** The servers given from outside; none when the variable is not set. */
    public static List<TestServer> others() {
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

    /** Whether it belongs to the tests alone, so that they may use any name on it. */
    public boolean isEmbedded() {
        return name.equals(EMBEDDED);
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
