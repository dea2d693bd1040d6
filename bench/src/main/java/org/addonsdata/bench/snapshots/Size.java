package org.addonsdata.bench.snapshots;

/** How much data. */
enum Size {
    /** To see that everything runs; the figures mean nothing. */
    TINY(0, 20),
    /** A quick look, about 70 MB of SQL. */
    SMALL(10_000, 500),
    /** About 500 MB of SQL, for an answer in a third of the time of the full size. */
    MEDIUM(70_000, 2_000),
    /** What the claims are about, about 1.3 GB of SQL. */
    FULL(185_000, 5_000);

    private final int addons;
    private final int tables;

    Size(int addons, int tables) {
        this.addons = addons;
        this.tables = tables;
    }

    /** Generated beyond the default seed. */
    int addons() {
        return addons;
    }

    /** Small ones, of ten rows each. */
    int tables() {
        return tables;
    }
}
