package org.addonsdata.snapshot.export;

import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Hands chunks to workers in order and their blocks to the writer in order. The worker whose turn
 * it is waits only for the writer, the others also while too many blocks are kept for later; so
 * memory is bounded, however many workers there are, and nobody waits for ever.
 */
final class ChunkQueue {
    private static final int MOST_BLOCKS_FOR_THE_WRITER = 16;
    private static final long MOST_BYTES_FOR_LATER = 40L << 20;
    private static final int SHARE_OF_MEMORY_FOR_LATER = 8;
    private static final int CHUNKS_AHEAD_FOR_EACH_WORKER = 2;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Chunk> chunks;
    private final int window;
    private final boolean ordered;
    private final ArrayDeque<RowBlock> empty = new ArrayDeque<>();
    private final int mostBlocksForLater;
    private int nextToRead;
    private int nextToWrite;
    private int blocksKept;

    ChunkQueue(List<Chunk> chunks, int workers) {
        this(chunks, 1 + workers * CHUNKS_AHEAD_FOR_EACH_WORKER, true);
    }

    private ChunkQueue(List<Chunk> chunks, int window, boolean ordered) {
        this.chunks = chunks;
        this.window = window;
        this.ordered = ordered;
        var bytes =
                Math.min(
                        MOST_BYTES_FOR_LATER,
                        Runtime.getRuntime().maxMemory() / SHARE_OF_MEMORY_FOR_LATER);
        this.mostBlocksForLater = (int) (bytes / RowBlock.BYTES);
    }

    /** A queue whose chunks are only counted; nobody writes them. */
    static ChunkQueue withoutOrder(List<Chunk> chunks) {
        return new ChunkQueue(chunks, chunks.size() + 1, false);
    }

    /** The next chunk to read, or null when there is none left. */
    @Nullable Chunk claim() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (nextToRead < chunks.size() && nextToRead >= nextToWrite + window) {
                changed.await();
            }
            return nextToRead < chunks.size() ? chunks.get(nextToRead++) : null;
        } finally {
            lock.unlock();
        }
    }

    /** An empty block, one that was written where there is one. */
    RowBlock takeEmpty() {
        lock.lock();
        try {
            var block = empty.poll();
            return block == null ? new RowBlock() : block;
        } finally {
            lock.unlock();
        }
    }

    /** Takes a block back whose bytes nobody needs any more. */
    void recycle(RowBlock block) {
        block.clear();
        lock.lock();
        try {
            empty.push(block);
        } finally {
            lock.unlock();
        }
    }

    void put(Chunk chunk, RowBlock block) throws InterruptedException {
        if (!ordered || block.length == 0) {
            recycle(block);
            return;
        }
        lock.lockInterruptibly();
        try {
            while (!mayKeepOneMore(chunk)) {
                changed.await();
            }
            chunk.blocks.add(block);
            blocksKept++;
            if (chunk.index == nextToWrite) {
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean mayKeepOneMore(Chunk chunk) {
        return chunk.index == nextToWrite
                ? chunk.blocks.size() < MOST_BLOCKS_FOR_THE_WRITER
                : blocksKept < mostBlocksForLater;
    }

    void define(Chunk chunk, String definition) {
        lock.lock();
        try {
            chunk.definition = definition;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void finish(Chunk chunk, long rows, long checksum) {
        lock.lock();
        try {
            chunk.finished = true;
            chunk.rows = rows;
            chunk.checksum = checksum;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the definition that the table's first chunk brings. */
    String takeDefinition(Chunk chunk) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (chunk.definition == null) {
                changed.await();
            }
            return chunk.definition;
        } finally {
            lock.unlock();
        }
    }

    /**
     * The next block of the chunk whose turn it is, or null when it has ended; then it is the next
     * one's turn. Blocks are to be given back with {@link #recycle}.
     */
    @Nullable RowBlock take(Chunk chunk) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (chunk.blocks.isEmpty() && !chunk.finished) {
                changed.await();
            }
            var wasFull =
                    blocksKept >= mostBlocksForLater
                            || chunk.blocks.size() >= MOST_BLOCKS_FOR_THE_WRITER;
            var block = chunk.blocks.poll();
            if (block == null) {
                nextToWrite++;
            } else {
                blocksKept--;
            }
            if (block == null || wasFull) {
                changed.signalAll();
            }
            return block;
        } finally {
            lock.unlock();
        }
    }
}
