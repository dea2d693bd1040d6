package org.addonsdata.snapshot.export;

/** Where blocks go when they are full, and come from. */
interface BlockSink {
    /** An empty block. */
    RowBlock take();

    /** Gives a block away. */
    void put(RowBlock block) throws InterruptedException;
}
