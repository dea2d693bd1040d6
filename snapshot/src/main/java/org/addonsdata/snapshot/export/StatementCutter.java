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

    private final SqlFileWriter writer;
    private final String head;
    private final int[] keyPlaces;
    private final List<ChunkEntry> chunks = new ArrayList<>();
    private long statementBytes;
    private long statementRows;
    private long chunkStart;
    private long chunkRows;
    private byte[] firstRow = new byte[0];
    private byte[] lastRow = new byte[0];
    private long rowBytesLeft;

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
        var place = 0;
        if (rowBytesLeft > 0) {
            var part = (int) Math.min(rowBytesLeft, block.length);
            writer.write(block.bytes, 0, part);
            rowBytesLeft -= part;
            place = part;
        }
        var row = 0;
        while (row < block.rows) {
            place = block.starts[row];
            var end = row;
            if (statementRows > 0 && statementBytes + block.lengths[row] > STATEMENT_BYTES) {
                endStatement();
            }
            var skipped = 0;
            if (statementRows == 0) {
                beginStatement(block, row);
                skipped = RowBlock.SEPARATOR_BYTES;
            }
            var bytes = 0L;
            do {
                bytes += block.lengths[end];
                end++;
            } while (end < block.rows
                    && statementBytes + bytes + block.lengths[end] <= STATEMENT_BYTES);
            statementBytes += bytes;
            statementRows += end - row;
            var available = (int) Math.min(bytes, block.length - place);
            writer.write(block.bytes, place + skipped, available - skipped);
            rowBytesLeft = bytes - available;
            remember(block, end - 1);
            row = end;
        }
    }

    private void remember(RowBlock block, int row) {
        lastRow = copy(block, row);
    }

    private byte[] copy(RowBlock block, int row) {
        var start = block.starts[row] + RowBlock.SEPARATOR_BYTES;
        var length = block.lengths[row] - RowBlock.SEPARATOR_BYTES;
        return keyPlaces.length == 0 || length > MAX_KEY_ROW_BYTES || start + length > block.length
                ? new byte[0]
                : Arrays.copyOfRange(block.bytes, start, start + length);
    }

    private void beginStatement(RowBlock block, int row) throws IOException {
        if (chunkRows == 0) {
            writer.beginChunk();
            chunkStart = writer.sqlBytes();
            firstRow = copy(block, row);
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
