package org.addonsdata.snapshot.restore;

import com.mysql.cj.jdbc.JdbcStatement;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.sql.Names;
import org.addonsdata.snapshot.database.Column;
import org.addonsdata.snapshot.database.Sql;
import org.addonsdata.snapshot.database.Table;
import org.addonsdata.snapshot.dump.DumpReader;
import org.addonsdata.snapshot.dump.DumpRules;
import org.addonsdata.snapshot.dump.DumpStatement.Rows;

/** Puts regions of rows into the staging schema. */
final class RowLoader {
    private static final int INSERT_CHARACTERS = 1_000_000;

    private final Connection connection;
    private final Map<String, Table> tables;
    private final Settings settings;
    private final Cancellation cancellation;
    private String timeZone = "";

    /**
     * How to load.
     *
     * @param useLoadData whether the server lets clients send files
     * @param warningsAreErrors off where checksums tell afterwards what a warning meant
     * @param rules by which the dump was read before
     */
    record Settings(boolean useLoadData, boolean warningsAreErrors, DumpRules rules) {}

    RowLoader(
            Connection connection,
            Map<String, Table> tables,
            Settings settings,
            Cancellation cancellation) {
        this.connection = connection;
        this.tables = tables;
        this.settings = settings;
        this.cancellation = cancellation;
    }

    /**
     * Loads a region in the connection's transaction.
     *
     * @param source the region's bytes
     */
    void load(RowRegion region, InputStream source) throws SQLException {
        try {
            loadRows(region, source);
        } catch (SQLException e) {
            throw explain(region, e);
        }
    }

    private void loadRows(RowRegion region, InputStream source) throws SQLException {
        var zone = region.first().settings().timeZone();
        if (!zone.equals(timeZone)) {
            Sql.run(
                    connection,
                    "SET SESSION time_zone = " + Sql.literal(zone.isEmpty() ? "+00:00" : zone));
            timeZone = zone;
        }
        var reader =
                new DumpReader(source, region.start(), region.first().settings(), settings.rules());
        reader.next();
        var statement =
                settings.useLoadData
                        ? LoadPlan.statement(region, targets(region))
                        : java.util.Optional.<String>empty();
        if (statement.isPresent()) {
            loadData(region, statement.get(), reader);
        } else {
            insert(region, reader);
        }
    }

    private List<Column> targets(RowRegion region) {
        var table = tables.get(region.table());
        if (table == null) {
            return List.of();
        }
        if (region.namedColumns().isEmpty()) {
            return table.columns().stream().filter(column -> !column.invisible()).toList();
        }
        return region.namedColumns().stream()
                .flatMap(name ->
                        table.columns().stream()
                                .filter(column -> column.name().equalsIgnoreCase(name))
                                .limit(1))
                .toList();
    }

    private void loadData(RowRegion region, String sql, DumpReader reader) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement
                    .unwrap(JdbcStatement.class)
                    .setLocalInfileInputStream(new LoadDataStream(reader));
            statement.execute(sql);
            check(region, statement.getLargeUpdateCount(), region.rows(), statement);
        }
    }

    /**
     * Outside of the server's strict mode errors in values are warnings, so both the count and the
     * warnings must be looked at.
     */
    private void check(RowRegion region, long loaded, long expected, Statement statement)
            throws SQLException {
        var warned = statement.getWarnings() != null;
        if (loaded == expected && !(warned && settings.warningsAreErrors)) {
            return;
        }
        var warnings =
                Sql.list(
                                connection,
                                row -> row.getString(1) + ": " + row.getString(3),
                                "SHOW WARNINGS LIMIT 8")
                        .stream()
                        .filter(text -> !text.startsWith("Note") && !isEmptyListValue(region, text))
                        .limit(3)
                        .toList();
        if (loaded == expected && warnings.isEmpty()) {
            return;
        }
        throw DataException.of(
                        ErrorCode.VERIFICATION_FAILED,
                        "table %s: %d of %d rows loaded from %s on: %s"
                                .formatted(
                                        region.table(),
                                        loaded,
                                        expected,
                                        region.start(),
                                        String.join("; ", warnings)))
                .withHint(
                        "nothing live was changed; the values do not fit the table on this server");
    }

    /**
     * The empty value that an ENUM or SET took for a wrong one long ago is written back as it is,
     * with a warning.
     */
    private boolean isEmptyListValue(RowRegion region, String warning) {
        return targets(region).stream()
                .filter(column ->
                        column.dataType().equals("enum") || column.dataType().equals("set"))
                .anyMatch(column ->
                        warning.startsWith(
                                "Warning: Data truncated for column '" + column.name() + "'"));
    }

    private void insert(RowRegion region, DumpReader reader) throws SQLException {
        var columns = region.namedColumns().stream().map(Names::quote).toList();
        var named =
                columns.isEmpty() && region.columns() > 0
                        ? ""
                        : " (" + String.join(",", columns) + ")";
        var head =
                region.first().verb() + " INTO " + Names.quote(region.table()) + named + " VALUES ";
        var rows = new InsertStream();
        while (nextRow(reader, rows)) {
            if (rows.length() > INSERT_CHARACTERS) {
                insert(region, head, rows);
            }
        }
        if (rows.rows() > 0) {
            insert(region, head, rows);
        }
    }

    /** Where rows may be passed over or replaced, neither their number nor warnings say a thing. */
    private void insert(RowRegion region, String head, InsertStream rows) throws SQLException {
        cancellation.check();
        var expected = rows.rows();
        try (var statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            var inserted = statement.executeLargeUpdate(head + rows.take());
            if (region.first().verb().equals("INSERT")) {
                check(region, inserted, expected, statement);
            }
        }
    }

    private static boolean nextRow(DumpReader reader, InsertStream rows) {
        while (!reader.readRow(rows)) {
            if (!(reader.next() instanceof Rows)) {
                return false;
            }
        }
        return true;
    }

    private static SQLException explain(RowRegion region, SQLException e) {
        return new SQLException(
                "table "
                        + region.table()
                        + ", rows from "
                        + region.start()
                        + " on: "
                        + e.getMessage(),
                e.getSQLState(),
                e.getErrorCode(),
                e);
    }
}
