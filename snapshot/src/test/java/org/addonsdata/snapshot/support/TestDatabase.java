package org.addonsdata.snapshot.support;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.addonsdata.core.sql.Connections;
import org.addonsdata.core.sql.Names;
import org.addonsdata.services.DatabaseEndpoint.Account;
import org.addonsdata.snapshot.database.ServerVersion;
import org.addonsdata.snapshot.database.Sql;
import org.addonsdata.testing.StockClient;
import org.addonsdata.testing.TestServer;
import org.junit.jupiter.params.provider.Arguments;

/** A server of this run of the tests, and what tests of snapshots do with it. */
public record TestDatabase(TestServer server) {
    public static List<TestDatabase> all() {
        return TestServer.all().map(TestDatabase::new).toList();
    }

    /** Each server with each client of its family. */
    public static Stream<Arguments> withClients() {
        return all().stream()
                .flatMap(database ->
                        StockClient.of(database.server)
                                .map(client -> Arguments.of(database, client)));
    }

    /** Connections as the administrator. */
    public Connections connections() {
        return server.connections();
    }

    public Connections connections(String user, String password) {
        return server.endpoint().connections(new Account(user, password));
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

    /** Feeds a file to a stock client, the server's own where it is there. */
    public void feed(String schema, Path file) {
        Stream.concat(StockClient.of(server), StockClient.all())
                .findFirst()
                .orElseThrow()
                .restore(server, schema, file);
    }

    @Override
    public String toString() {
        return server.toString();
    }
}
