package org.addonsdata.snapshot.restore;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.snapshot.database.Sql;

/**
 * Adds what waited for the rows: a table's keys in one statement each, by several workers; then
 * foreign keys and what the dump alters, one after the other, as they reach for two tables.
 */
final class KeyBuilding {
    private static final int DUPLICATE_ENTRY = 1062;

    private final RestoreJob job;
    private final StagingTables tables;
    private final Progress.Task task;
    private final Map<String, Long> bytes = new HashMap<>();

    KeyBuilding(RestoreJob job, StagingTables tables, Progress.Task task) {
        this.job = job;
        this.tables = tables;
        this.task = task;
        job.contents()
                .regions
                .forEach(region -> bytes.merge(region.table(), region.length(), Long::sum));
        task.total(tables.all().stream().mapToLong(this::cost).sum());
    }

    Cancellation cancellation() {
        return job.cancellation();
    }

    private long cost(TableKeys table) {
        return bytes.getOrDefault(table.name(), 0L) * table.keys().size();
    }

    void build(Connection connection, TableKeys table) throws SQLException {
        cancellation().check();
        try {
            StagingTables.run(connection, table.keysSql(), table);
        } catch (SQLException e) {
            if (e.getErrorCode() == DUPLICATE_ENTRY) {
                throw collision(connection, table, e);
            }
            throw e;
        }
        task.advance(cost(table));
    }

    /** What comes when every table has its rows and keys. */
    void finish(Connection connection) throws SQLException {
        for (var table : tables.all()) {
            if (!table.foreignKeysSql().isEmpty()) {
                cancellation().check();
                StagingTables.run(connection, table.foreignKeysSql(), table);
            }
        }
        for (var alteration : job.contents().alterations) {
            cancellation().check();
            Sql.run(connection, tables.mapped(alteration.sql()));
        }
        for (var value : job.contents().sequenceValues) {
            Sql.run(connection, value.sql());
        }
        task.done("keys of " + tables.all().size() + " tables");
    }

    private DataException collision(Connection connection, TableKeys table, SQLException e) {
        var rows = CollidingRows.find(connection, table, cancellation());
        var mapped = tables.collations().used();
        var shown = rows.isEmpty() ? e.getMessage() : String.join("; ", rows);
        return (mapped.isEmpty()
                ? DataException.of(
                                ErrorCode.VERIFICATION_FAILED,
                                "table %s: rows are equal under a unique key: %s (%s)"
                                        .formatted(table.name(), shown, e.getMessage()),
                                e)
                        .withHint("nothing live was changed; the dump does not keep its own key")
                : DataException.of(
                                ErrorCode.VERIFICATION_FAILED,
                                "table %s: rows that differed are equal under the server's collations (%s): %s (%s)"
                                        .formatted(table.name(), mapped, shown, e.getMessage()),
                                e)
                        .withHint(
                                "nothing live was changed; change the rows where the dump comes from, or restore on the server it comes from"));
    }
}
