package org.addonsdata.services;

import com.mysql.cj.jdbc.Driver;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.addonsdata.core.sql.Connections;
import org.addonsdata.services.DatabaseEndpoint.Account;
import org.jspecify.annotations.Nullable;

/**
 * Connections by MySQL Connector/J, which speaks to MariaDB as well.
 *
 * @param answerTimeout of every answer; zero means as long as it takes
 * @param loadsStreams whether {@code LOAD DATA LOCAL} is allowed; only for a server known to be
 *     ours, as a server may answer any statement by asking for a file of the client (manual,
 *     "Security Considerations for LOAD DATA LOCAL")
 */
record MysqlConnections(
        DatabaseEndpoint server, Account account, Duration answerTimeout, boolean loadsStreams)
        implements Connections {
    /**
     * Without it a statement waits for a table that somebody uses for a day, or a year on MySQL.
     */
    private static final int LOCK_WAIT_SECONDS = 30;

    private static final String SESSION_VARIABLES =
            "sql_mode='STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION,ERROR_FOR_DIVISION_BY_ZERO',autocommit=1,lock_wait_timeout="
                    + LOCK_WAIT_SECONDS;

    private static final String NO_FILES = "/dev/null/none";

    /**
     * {@inheritDoc}
     *
     * @throws org.addonsdata.core.errors.DataException where all connections are in use, and none
     *     is kept for this tool
     */
    @Override
    public Connection open(@Nullable String schema) throws SQLException {
        try {
            return open(server.port(), schema);
        } catch (SQLException e) {
            if (ConnectionLimit.isServerFull(e) && server.reservedPort() != 0) {
                return openReserved(schema);
            }
            throw limitOr(e);
        }
    }

    private Connection openReserved(@Nullable String schema) throws SQLException {
        try {
            return open(server.reservedPort(), schema);
        } catch (SQLException e) {
            throw limitOr(e);
        }
    }

    private SQLException limitOr(SQLException failure) {
        var limit = ConnectionLimit.explain(failure, server);
        if (limit.isPresent()) {
            throw limit.get();
        }
        return failure;
    }

    private Connection open(int port, @Nullable String schema) throws SQLException {
        var url =
                "jdbc:mysql://%s:%d/%s"
                        .formatted(server.host(), port, schema == null ? "" : encode(schema));
        var connection = new Driver().connect(url, properties());
        try {
            requireSameNode(connection);
            OwnSessions.add(server, connection);
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private Properties properties() {
        var properties = new Properties();
        properties.setProperty("user", account.user());
        properties.setProperty("password", account.password());
        protect(properties);
        properties.setProperty("connectionTimeZone", "UTC");
        properties.setProperty("forceConnectionTimeZoneToSession", "true");
        properties.setProperty("characterEncoding", "UTF-8");
        properties.setProperty("allowLoadLocalInfile", Boolean.toString(loadsStreams));
        // A server may answer any statement by asking for a file: there is none where it may look.
        properties.setProperty("allowLoadLocalInfileInPath", NO_FILES);
        properties.setProperty("connectTimeout", "10000");
        properties.setProperty("socketTimeout", Long.toString(answerTimeout.toMillis()));
        properties.setProperty("cacheServerConfiguration", "true");
        properties.setProperty("useLocalSessionState", "true");
        properties.setProperty("rewriteBatchedStatements", "true");
        properties.setProperty("sessionVariables", SESSION_VARIABLES);
        StatementTrace.register(properties);
        return properties;
    }

    private void protect(Properties properties) {
        var tls = server.tls();
        properties.setProperty("sslMode", tls.mode().name());
        // Whoever stands between could hand out a key of its own and read the password; on
        // loopback nobody does.
        properties.setProperty("allowPublicKeyRetrieval", Boolean.toString(isLocal()));
        if (!isLocal()) {
            properties.setProperty("socketFactory", KeptSocketFactory.class.getName());
        }
        if (tls.certificateAuthorities() != null) {
            properties.setProperty(
                    "trustCertificateKeyStoreUrl", tls.certificateAuthorities().toUri().toString());
            properties.setProperty("trustCertificateKeyStoreType", "PKCS12");
            properties.setProperty(
                    "trustCertificateKeyStorePassword", DatabaseTls.AUTHORITIES_PASSWORD);
        }
    }

    private boolean isLocal() {
        return switch (server.host()) {
            case "127.0.0.1", "localhost", "[::1]" -> true;
            default -> false;
        };
    }

    private void requireSameNode(Connection connection) throws SQLException {
        if (server.node() == null) {
            return;
        }
        var node = nodeOf(connection);
        if (!node.equals(server.node())) {
            throw new SQLException(
                    "%s:%d led to the server %s before, and to %s now; give the address of one server, not of what spreads connections over several"
                            .formatted(server.host(), server.port(), server.node(), node),
                    "08001");
        }
    }

    /** What tells a server from its replicas and from the other nodes of its cluster. */
    static String nodeOf(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row =
                        statement.executeQuery(
                                "SELECT CONCAT(@@hostname, ':', @@port, ' (server id ', @@server_id, ')')")) {
            return row.next() ? row.getString(1) : "";
        }
    }

    private static String encode(String schema) {
        return java.net.URLEncoder.encode(schema, java.nio.charset.StandardCharsets.UTF_8)
                .replace("+", "%20");
    }
}
