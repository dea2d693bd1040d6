package org.addonsdata.snapshot.support;

import com.mysql.cj.jdbc.Driver;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.addonsdata.core.concurrent.Deadline;
import org.addonsdata.core.sql.Connections;
import org.addonsdata.core.sql.Names;
import org.addonsdata.snapshot.database.ServerVersion;
import org.addonsdata.snapshot.database.Sql;

/**
 * Real servers: those named in {@code ADDONSDATA_TEST_DATABASES} ({@code host:port,…}, root without
 * a password), else the system's own MariaDB, started once for all tests in a directory of its own.
 * None is no failure: tests are skipped.
 */
public record TestDatabase(String host, int port) {
    private static final Path SYSTEM_SERVER = Path.of("/usr/sbin/mariadbd");
    private static final Object LOCK = new Object();
    private static final List<TestDatabase> STARTED = new ArrayList<>();

    public static List<TestDatabase> all() {
        var named = System.getenv("ADDONSDATA_TEST_DATABASES");
        if (named != null) {
            return Arrays.stream(named.split(",")).map(TestDatabase::parse).toList();
        }
        return Files.isExecutable(SYSTEM_SERVER) ? List.of(system()) : List.of();
    }

    private static TestDatabase parse(String text) {
        var parts = text.split(":");
        return new TestDatabase(parts[0], Integer.parseInt(parts[1]));
    }

    private static TestDatabase system() {
        synchronized (LOCK) {
            if (STARTED.isEmpty()) {
                STARTED.add(start());
            }
            return STARTED.getFirst();
        }
    }

    private static TestDatabase start() {
        try {
            var data = Files.createTempDirectory("snapshot-mariadb");
            run(
                    "mariadb-install-db",
                    "--no-defaults",
                    "--datadir=" + data,
                    "--auth-root-authentication-method=normal",
                    "--skip-test-db");
            int port;
            try (var socket = new ServerSocket(0)) {
                port = socket.getLocalPort();
            }
            var process =
                    new ProcessBuilder(
                                    SYSTEM_SERVER.toString(),
                                    "--no-defaults",
                                    "--user=" + System.getProperty("user.name"),
                                    "--datadir=" + data,
                                    "--socket=" + data + "/s",
                                    "--port=" + port,
                                    "--bind-address=127.0.0.1",
                                    "--skip-name-resolve")
                            .redirectErrorStream(true)
                            .redirectOutput(data.resolve("log").toFile())
                            .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
            var database = new TestDatabase("127.0.0.1", port);
            database.await(Duration.ofSeconds(60));
            return database;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void await(Duration timeout) throws InterruptedException {
        var deadline = Deadline.after(timeout);
        while (true) {
            try (var connection = connections().open(null)) {
                Sql.run(connection, "SELECT 1");
                return;
            } catch (SQLException e) {
                if (deadline.isOver()) {
                    throw new IllegalStateException("the server does not answer", e);
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        var process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed");
        }
    }

    public Connections connections() {
        return connections("root", "");
    }

    public Connections connections(String user, String password) {
        return schema -> open(user, password, schema, Map.of());
    }

    /** Connections with properties of the driver changed. */
    public Connections connections(Map<String, String> changed) {
        return schema -> open("root", "", schema, changed);
    }

    private Connection open(
            String user,
            String password,
            @org.jspecify.annotations.Nullable String schema,
            Map<String, String> changed)
            throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("sslMode", "DISABLED");
        properties.setProperty("allowPublicKeyRetrieval", "true");
        properties.setProperty("connectionTimeZone", "UTC");
        properties.setProperty("forceConnectionTimeZoneToSession", "true");
        properties.setProperty("characterEncoding", "UTF-8");
        properties.setProperty("allowLoadLocalInfile", "true");
        properties.setProperty("useLocalSessionState", "true");
        properties.putAll(changed);
        var path =
                schema == null
                        ? ""
                        : java.net.URLEncoder.encode(
                                        schema, java.nio.charset.StandardCharsets.UTF_8)
                                .replace("+", "%20");
        return new Driver().connect("jdbc:mysql://" + host + ":" + port + "/" + path, properties);
    }

    /** Makes an empty schema of that name, in place of what was there. */
    public void recreate(String schema) throws SQLException {
        try (var connection = connections().open(null)) {
            Sql.run(connection, "DROP DATABASE IF EXISTS " + Names.quote(schema));
            Sql.run(
                    connection,
                    "CREATE DATABASE "
                            + Names.quote(schema)
                            + " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin");
        }
    }

    public void run(String schema, List<String> statements) throws SQLException {
        try (var connection = connections().open(schema)) {
            Sql.run(
                    connection,
                    "SET SESSION sql_mode = 'NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES'");
            Sql.run(connection, "SET SESSION foreign_key_checks = 0");
            for (var statement : statements) {
                try {
                    Sql.run(connection, statement);
                } catch (SQLException e) {
                    throw new SQLException(e.getMessage() + " in: " + statement, e);
                }
            }
        }
    }

    public ServerVersion version() throws SQLException {
        try (var connection = connections().open(null)) {
            return ServerVersion.read(connection);
        }
    }

    /** Feeds a file to a client of the system and fails when the client does. */
    public void feed(String client, String schema, Path file)
            throws IOException, InterruptedException {
        var log = Files.createTempFile("client", ".log");
        var process =
                new ProcessBuilder(
                                client,
                                "--no-defaults",
                                "-h" + host,
                                "-P" + port,
                                "-uroot",
                                "--protocol=tcp",
                                schema)
                        .redirectInput(file.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        if (process.waitFor() != 0) {
            throw new IOException(Files.readString(log));
        }
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
