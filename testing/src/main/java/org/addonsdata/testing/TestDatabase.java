package org.addonsdata.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.files.AtomicFiles;
import org.addonsdata.core.sql.Connections;
import org.addonsdata.core.sql.Names;
import org.addonsdata.services.DatabaseEndpoint;
import org.addonsdata.services.mariadb.Accounts;
import org.addonsdata.services.mariadb.MariaDbBinaries;
import org.addonsdata.services.mariadb.MariaDbServer;
import org.addonsdata.services.process.Ports;

/**
 * An embedded MariaDB for tests, on a free port and in a directory of its own. The engines come
 * from the system property {@code addonsdata.engines}, which the build sets; the unpacked server is
 * kept beside them for the next run.
 */
public final class TestDatabase implements KillableDatabase {
    private static final String ENGINES_PROPERTY = "addonsdata.engines";
    private static final Shared<TestDatabase> SHARED = new Shared<>(TestDatabase::start);

    private final Path directory;
    private final Accounts accounts;
    private final DatabaseEndpoint endpoint;
    private final AtomicLong schemas = new AtomicLong();
    private volatile MariaDbServer server;

    private TestDatabase(
            Path directory, Accounts accounts, MariaDbServer server, DatabaseEndpoint endpoint) {
        this.directory = directory;
        this.accounts = accounts;
        this.server = server;
        this.endpoint = endpoint;
    }

    /**
     * The one that all tests of this JVM share: started when first asked for, stopped and deleted
     * after the last test.
     */
    public static TestDatabase shared() {
        return SHARED.get();
    }

    /** One for a test that restarts, kills or fills it; the test closes it. */
    public static TestDatabase start() {
        var binaries = MariaDbBinaries.unpack(engines(), cache());
        try {
            var directory = Files.createTempDirectory("addons-data-test-database");
            var home = home(directory);
            var accounts = Accounts.generate();
            MariaDbServer.createData(binaries, home.data(), home.log(), accounts);
            var server = MariaDbServer.start(binaries, home, Ports.anyFree());
            try {
                return new TestDatabase(
                        directory,
                        accounts,
                        server,
                        server.awaitReady(accounts, new Cancellation()));
            } catch (RuntimeException e) {
                server.daemon().kill();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MariaDbServer.Home home(Path directory) {
        return new MariaDbServer.Home(
                directory.resolve("database"),
                directory.resolve("temporary"),
                directory.resolve("mariadb.log"),
                directory.resolve("mariadb.json"));
    }

    /** The directory of the servers' binaries. */
    public static Path engines() {
        return Path.of(
                Objects.requireNonNull(System.getProperty(ENGINES_PROPERTY), ENGINES_PROPERTY));
    }

    /**
     * A directory for unpacked servers that outlives the run, so that tests unpack once a build.
     */
    public static Path cache() {
        return engines().resolveSibling("test-cache");
    }

    public DatabaseEndpoint endpoint() {
        return endpoint;
    }

    @Override
    public void kill() {
        server.daemon().kill();
    }

    @Override
    public void startAgain() {
        server =
                MariaDbServer.start(
                        MariaDbBinaries.unpack(engines(), cache()),
                        home(directory),
                        endpoint.port());
        var _ = server.awaitReady(accounts, new Cancellation());
    }

    /** Connections as the administrator. */
    @Override
    public Connections connections() {
        return endpoint.connections();
    }

    /**
     * A name that no schema of this server has; it begins with {@code test_olympia}, as the
     * application may use it.
     */
    public String freshSchemaName() {
        return "test_olympia_" + schemas.incrementAndGet();
    }

    /** Creates an empty schema (utf8mb4) and returns its name. */
    public String freshSchema() {
        var name = freshSchemaName();
        execute("CREATE DATABASE " + Names.quote(name) + " CHARACTER SET utf8mb4");
        return name;
    }

    /** Drops a schema if it is there. */
    public void dropSchema(String name) {
        execute("DROP DATABASE IF EXISTS " + Names.quote(name));
    }

    /** Ends the server without asking and deletes its directory: nobody needs the data any more. */
    @Override
    public void close() {
        server.daemon().kill();
        try {
            AtomicFiles.deleteTree(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isRunning() {
        return server.daemon().isAlive();
    }

    private void execute(String sql) {
        try (var connection = connections().open(null);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
