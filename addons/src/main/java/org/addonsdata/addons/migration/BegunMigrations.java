package org.addonsdata.addons.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.sql.Connections;
import org.addonsdata.core.sql.Names;

/**
 * What a migration left that did not come to its end: no server can take back a CREATE TABLE, and
 * Flyway records a migration after its last statement. Its tables are still empty, so they are
 * dropped, and it can run once more.
 */
record BegunMigrations(Connection connection, String schema, MigrationFiles files) {
    private static final Pattern CREATED =
            Pattern.compile("^CREATE TABLE `?(\\w+)`?", Pattern.MULTILINE);

    /** Does nothing in a schema that has no migrations at all. */
    static void forget(Connections connections, String schema, MigrationFiles files) {
        try (var connection = connections.open(schema)) {
            new BegunMigrations(connection, schema, files).forget();
        } catch (SQLException e) {
            throw DataException.of(
                    ErrorCode.DATABASE_ERROR,
                    "cannot tell which migrations were begun: " + e.getMessage(),
                    e);
        }
    }

    private void forget() throws SQLException {
        if (!FlywayMigrations.hasHistory(connection, schema)) {
            return;
        }
        var history = Names.quote(schema, FlywayMigrations.HISTORY);
        var ended =
                Set.copyOf(
                        column(
                                "SELECT version FROM %s WHERE success AND type='SQL'"
                                        .formatted(history)));
        if (ended.isEmpty()) {
            return;
        }
        var begun = begunTables(ended);
        if (allEmpty(begun)) {
            drop(begun);
            execute("DELETE FROM " + history + " WHERE NOT success");
        }
    }

    private List<String> begunTables(Set<String> ended) throws SQLException {
        var existing =
                new HashSet<>(
                        column(
                                "SELECT table_name FROM information_schema.tables WHERE table_schema=DATABASE()"));
        return files.files().stream()
                .filter(file -> !ended.contains(file.version()))
                .flatMap(file -> CREATED.matcher(file.text()).results())
                .map(created -> created.group(1))
                .filter(existing::contains)
                .toList();
    }

    private boolean allEmpty(List<String> tables) throws SQLException {
        for (var table : tables) {
            if (!column("SELECT 1 FROM " + Names.quote(schema, table) + " LIMIT 1").isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private void drop(List<String> tables) throws SQLException {
        if (!tables.isEmpty()) {
            execute("SET SESSION foreign_key_checks=0");
            execute(
                    tables.stream()
                            .map(table -> Names.quote(schema, table))
                            .collect(Collectors.joining(", ", "DROP TABLE ", "")));
        }
    }

    private void execute(String statementText) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(statementText);
        }
    }

    private List<String> column(String query) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            var values = new ArrayList<String>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }
}
