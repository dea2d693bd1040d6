package org.addonsdata.snapshot.export;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.addonsdata.core.sql.Names;
import org.addonsdata.snapshot.database.Column;
import org.addonsdata.snapshot.database.Table;
import org.addonsdata.snapshot.format.Manifest.ChunkEntry;

/**
 * Cuts a table's rows into statements and chunks by their sizes alone. A statement takes rows while
 * it stays within a million bytes; a single longer row makes a statement by itself.
 */
final class StatementCutter {
    static final int STATEMENT_BYTES = 1_000_000;
    private static final int CHUNK_BYTES = 8_000_000;
    private static final int MAX_KEY_ROW_BYTES = 1 << 16;
    private static final byte[] NO_ROW = {};

    private final SqlFileWriter writer;
    private final String head;
    private final int[] keyPlaces;
    private final List<ChunkEntry> chunks = new ArrayList<>();
    private long statementBytes;
    private long statementRows;
    private long chunkStart;
    private long chunkRows;
    private byte[] firstRow = NO_ROW;
    private byte[] lastRow = NO_ROW;

    StatementCutter(SqlFileWriter writer, Table table) {
        this.writer = writer;
        var columns = table.storedColumns().stream().map(Column::name).toList();
        this.head =
                "INSERT INTO %s (%s) VALUES\n"
                        .formatted(
                                Names.quote(table.name()),
                                String.join(",", columns.stream().map(Names::quote).toList()));
        this.keyPlaces = table.keyColumns().stream().mapToInt(columns::indexOf).toArray();
    }

    void add(RowBlock block) throws IOException {
        if (block.rows == 0) {
            writer.write(block.bytes, 0, block.length);
            return;
        }
        var row = 0;
        var place = 0;
        while (row < block.rows) {
            if (statementRows > 0 && statementBytes + block.lengths[row] > STATEMENT_BYTES) {
                endStatement();
            }
            var skipped = 0;
            if (statementRows == 0) {
                beginStatement(block, row, place);
                skipped = RowBlock.SEPARATOR_BYTES;
            }
            var next = rowsThatFit(block, row);
            var bytes = bytes(block, row, next);
            var end = next == block.rows ? block.length : place + (int) bytes;
            writer.write(block.bytes, place + skipped, end - place - skipped);
            statementBytes += bytes;
            statementRows += next - row;
            lastRow = copy(block, next - 1, end - block.lengths[next - 1]);
            place = end;
            row = next;
        }
    }

    /** The first row behind that one which does not fit in the statement with it. */
    private int rowsThatFit(RowBlock block, int first) {
        var bytes = statementBytes + block.lengths[first];
        var row = first + 1;
        while (row < block.rows && bytes + block.lengths[row] <= STATEMENT_BYTES) {
            bytes += block.lengths[row];
            row++;
        }
        return row;
    }

    private static long bytes(RowBlock block, int from, int to) {
        var bytes = 0L;
        for (int row = from; row < to; row++) {
            bytes += block.lengths[row];
        }
        return bytes;
    }

    /** A row's text; empty where there is no key to find in it, or the row is long. */
    private byte[] copy(RowBlock block, int row, int place) {
        var start = place + RowBlock.SEPARATOR_BYTES;
        var length = block.lengths[row] - RowBlock.SEPARATOR_BYTES;
        return keyPlaces.length == 0 || length > MAX_KEY_ROW_BYTES
                ? NO_ROW
                : Arrays.copyOfRange(block.bytes, start, start + length);
    }

    private void beginStatement(RowBlock block, int row, int place) throws IOException {
        if (chunkRows == 0) {
            writer.beginChunk();
            chunkStart = writer.sqlBytes();
            firstRow = copy(block, row, place);
        }
        writer.write(head);
        statementBytes = head.length();
    }

    private void endStatement() throws IOException {
        writer.write(";\n");
        chunkRows += statementRows;
        statementRows = 0;
        statementBytes = 0;
        if (writer.sqlBytes() - chunkStart >= CHUNK_BYTES) {
            endChunk();
        }
    }

    private void endChunk() throws IOException {
        var length = writer.sqlBytes() - chunkStart;
        chunks.add(
                new ChunkEntry(
                        RowText.values(firstRow, keyPlaces),
                        RowText.values(lastRow, keyPlaces),
                        chunkRows,
                        chunkStart,
                        length,
                        writer.endChunk()));
        chunkRows = 0;
    }

    /** Ends the table; returns its chunks. */
    List<ChunkEntry> finish() throws IOException {
        if (statementRows > 0) {
            endStatement();
        }
        if (chunkRows > 0) {
            endChunk();
        }
        return chunks;
    }
}
