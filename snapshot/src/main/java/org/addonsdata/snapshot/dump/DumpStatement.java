package org.addonsdata.snapshot.dump;

import java.util.List;

/**
 * A statement of a dump and what it is for. Names are without quotes; SQL is rebuilt from its
 * tokens for the server at hand, with comments in the bodies of routines, triggers and events only.
 */
public sealed interface DumpStatement {
    Location location();

    /** The kinds of objects that hold no rows, in the order in which they can be created. */
    enum ObjectKind {
        FUNCTION,
        PROCEDURE,
        VIEW,
        TRIGGER,
        EVENT
    }

    /**
     * A table's definition in parts.
     *
     * @param head up to and including the opening bracket
     * @param elements columns, keys and constraints, in order
     * @param tail from the closing bracket on
     */
    record CreateTable(
            Location location, String name, String head, List<TableElement> elements, String tail)
            implements DumpStatement {
        /** The whole statement. */
        public String sql() {
            return sql(elements);
        }

        /** The statement with other elements. */
        public String sql(List<TableElement> others) {
            var texts = others.stream().map(TableElement::sql).toList();
            return head + String.join(",", texts) + "\n" + tail.strip();
        }
    }

    /** A sequence's definition (MariaDB). */
    record CreateSequence(Location location, String name, String sql) implements DumpStatement {}

    /** The next value of a sequence. */
    record SetSequence(Location location, String name, String sql) implements DumpStatement {}

    /** Adds keys, constraints or AUTO_INCREMENT to a table. */
    record AlterTable(Location location, String table, String sql) implements DumpStatement {}

    /**
     * A view, trigger, routine or event; the DEFINER is taken out of the SQL.
     *
     * @param table a trigger's table, else empty
     * @param definer as written without quotes, such as {@code root@localhost}; empty where none is
     */
    record CreateObject(
            Location location,
            ObjectKind kind,
            String name,
            String table,
            String definer,
            String sql,
            SessionSettings settings)
            implements DumpStatement {}

    /** Drops an object, or says so before creating it. */
    record Drop(Location location, String kind, String name) implements DumpStatement {}

    /**
     * Rows for a table; they follow and are read by {@link DumpReader#readRows} or skipped.
     *
     * @param columns the columns named, empty when all are meant
     * @param verb {@code INSERT}, {@code INSERT IGNORE} or {@code REPLACE}
     */
    record Rows(
            Location location,
            String table,
            List<String> columns,
            String verb,
            SessionSettings settings)
            implements DumpStatement {}

    /**
     * A schema the dump creates or uses; everything goes into the staging schema whatever it is
     * called.
     */
    record Schema(Location location, String name) implements DumpStatement {}

    /** Needed by clients but not here: settings, locks, transactions. */
    record Ignored(Location location, String what) implements DumpStatement {}

    /** Nothing a dump needs; the reason can be printed whatever the dump holds. */
    record Refused(Location location, String reason) implements DumpStatement {
        public Refused {
            reason = Printable.text(reason);
        }
    }
}
