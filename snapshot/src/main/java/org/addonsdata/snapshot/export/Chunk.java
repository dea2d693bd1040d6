package org.addonsdata.snapshot.export;

import java.util.ArrayDeque;
import org.addonsdata.snapshot.database.Table;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a table that one worker reads. Its fields past the first four are guarded by {@link
 * ChunkQueue}.
 *
 * @see ChunkQueue
 */
final class Chunk {
    final int index;
    final Table table;
    final String condition;
    final boolean first;
    final boolean last;

    final ArrayDeque<RowBlock> blocks = new ArrayDeque<>();
    @Nullable String definition;
    boolean finished;
    long rows;
    long checksum;

    Chunk(int index, Table table, String condition, boolean first, boolean last) {
        this.index = index;
        this.table = table;
        this.condition = condition;
        this.first = first;
        this.last = last;
    }
}
