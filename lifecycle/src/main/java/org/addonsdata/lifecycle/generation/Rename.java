package org.addonsdata.lifecycle.generation;

import static org.addonsdata.core.sql.Names.quote;

/** One table's part in a RENAME TABLE. */
record Rename(Table from, Table to) {
    /** A table by the two halves of its name, as they are without quotes. */
    record Table(String schema, String name) {
        String quoted() {
            return quote(schema, name);
        }
    }

    String text() {
        return from.quoted() + " TO " + to.quoted();
    }
}
