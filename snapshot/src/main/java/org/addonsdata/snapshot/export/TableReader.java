package org.addonsdata.snapshot.export;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.core.sql.Names;
import org.addonsdata.snapshot.database.Column;
import org.addonsdata.snapshot.database.Sql;
import org.addonsdata.snapshot.database.Table;
import org.addonsdata.snapshot.wire.RowSource;

/** One worker: claims chunks and turns their rows into SQL, one row in memory at a time. */
final class TableReader {
    private static final int SERVER_BUFFER_BYTES = 1 << 17;
    private static final int LEAST_PACKET_LIMIT = 2 * SERVER_BUFFER_BYTES;
    private static final int TABLE_CHANGED = 1412;
    private static final int NO_SUCH_TABLE = 1146;
    private static final int LOCK_WAIT_TIMEOUT = 1205;

    private final Connection connection;
    private final ChunkQueue queue;
    private final Cancellation cancellation;
    private final Progress.Task progress;
    private final AtomicLong largestRowBytes;
    private final Purpose purpose;
    private final TableDefinitions definitions;
    private final RowSource rows;

    /** What the rows are read for. */
    enum Purpose {
        FILE,
        CHECKSUM
    }

    TableReader(
            Connection connection,
            ChunkQueue queue,
            Cancellation cancellation,
            Progress.Task progress,
            AtomicLong largestRowBytes,
            Purpose purpose,
            TableDefinitions definitions)
            throws SQLException {
        this.connection = connection;
        this.rows = RowSource.of(connection);
        this.queue = queue;
        this.cancellation = cancellation;
        this.progress = progress;
        this.largestRowBytes = largestRowBytes;
        this.purpose = purpose;
        this.definitions = definitions;
    }

    /** Reads until no chunk is left. */
    void run() throws SQLException, InterruptedException {
        lengthenBuffer();
        Sql.run(connection, "SET SESSION character_set_results = NULL");
        for (var chunk = queue.claim(); chunk != null; chunk = queue.claim()) {
            try {
                if (chunk.first && purpose == Purpose.FILE) {
                    queue.define(chunk, definitions.read(connection, rows, chunk.table.name()));
                }
                readRows(chunk);
            } catch (SQLException e) {
                throw explain(chunk.table.name(), e);
            }
        }
    }

    /**
     * A server sends as much at once as its buffer for the connection holds: 16 KB at first, and
     * from then on the longest packet that came (manual, net_buffer_length). Each time it wakes who
     * reads, which can be a tenth of an export's time.
     */
    private void lengthenBuffer() throws SQLException {
        var limit = Long.parseLong(Sql.text(connection, "SELECT @@max_allowed_packet"));
        if (limit > LEAST_PACKET_LIMIT) {
            var blanks = " ".repeat(SERVER_BUFFER_BYTES);
            Sql.run(connection, "DO 0 /* makes the buffer longer" + blanks + "*/");
        }
    }

    private static DataException changed(String table, SQLException e) {
        return DataException.of(
                        ErrorCode.OPERATION_FAILED,
                        "table " + table + " was changed while the export read it",
                        e)
                .withHint("nothing was written; export again when no ALTER or TRUNCATE TABLE runs");
    }

    private static SQLException explain(String table, SQLException e) {
        if (e.getErrorCode() == TABLE_CHANGED || e.getErrorCode() == NO_SUCH_TABLE) {
            throw changed(table, e);
        }
        if (e.getErrorCode() == LOCK_WAIT_TIMEOUT) {
            throw locked(table, e);
        }
        return e;
    }

    private static DataException locked(String table, SQLException e) {
        return DataException.of(
                        ErrorCode.TIMED_OUT,
                        "another connection locked table %s for longer than the export waits"
                                .formatted(table),
                        e)
                .withHint(
                        "nothing was written; export again when no ALTER TABLE runs or waits for it");
    }

    private void readRows(Chunk chunk) throws SQLException, InterruptedException {
        var columns = chunk.table.storedColumns();
        var encoder = new RowEncoder(columns, new ToQueue(chunk));
        rows.read(query(chunk.table, columns, chunk.condition), encoder);
        encoder.finish();
        largestRowBytes.accumulateAndGet(encoder.largestRowBytes(), Math::max);
        queue.finish(chunk, encoder.rows(), encoder.checksum());
    }

    private final class ToQueue implements BlockSink {
        private final Chunk chunk;

        ToQueue(Chunk chunk) {
            this.chunk = chunk;
        }

        @Override
        public RowBlock take() {
            return queue.takeEmpty();
        }

        @Override
        public void put(RowBlock block) throws InterruptedException {
            cancellation.check();
            progress.bytes(block.length);
            progress.advance(block.rows);
            queue.put(chunk, block);
        }
    }

    private String query(Table table, List<Column> columns, String condition) {
        var text = new StringBuilder("SELECT ");
        var separator = "";
        for (var column : columns) {
            text.append(separator).append(expression(column));
            separator = ", ";
        }
        text.append(columns.isEmpty() ? "1" : "")
                .append(" FROM ")
                .append(Names.quote(table.name()));
        if (!table.keyName().isEmpty()) {
            text.append(" FORCE INDEX (").append(Names.quote(table.keyName())).append(')');
        }
        if (!condition.isEmpty()) {
            text.append(" WHERE ").append(condition);
        }
        return purpose == Purpose.CHECKSUM
                ? text.toString()
                : text.append(order(table, columns)).toString();
    }

    /**
     * A float's own text has six digits; the product with one is a double, whose text has as many
     * as it needs.
     */
    private static String expression(Column column) {
        var name = Names.quote(column.name());
        return column.kind() == Column.Kind.FLOATING ? name + " * 1E0" : name;
    }

    /**
     * By key; without one by the digest of all values, so that only equal rows may change places.
     */
    private static String order(Table table, List<Column> columns) {
        if (!table.keyColumns().isEmpty()) {
            return " ORDER BY "
                    + String.join(", ", table.keyColumns().stream().map(Names::quote).toList());
        }
        if (columns.isEmpty()) {
            return "";
        }
        var digests = new StringBuilder();
        for (var column : columns) {
            var value = expression(column);
            digests.append(digests.isEmpty() ? "" : ", ")
                    .append("COALESCE(SHA2(CAST(" + value + " AS BINARY), 256), 'N')");
        }
        return " ORDER BY SHA2(CONCAT(" + digests + "), 256)";
    }
}
