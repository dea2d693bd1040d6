package org.addonsdata.snapshot.dump;

/**
 * One part of a table's definition.
 *
 * @param name of a column, key or constraint; empty where there is none
 * @param sql as written, with the blanks around it
 */
public record TableElement(Kind kind, String name, String sql) {
    /** What it defines. */
    public enum Kind {
        COLUMN,
        PRIMARY_KEY,
        UNIQUE_KEY,
        KEY,
        FULLTEXT_KEY,
        SPATIAL_KEY,
        FOREIGN_KEY,
        CHECK,
        PERIOD
    }
}
