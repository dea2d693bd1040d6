package org.addonsdata.snapshot.restore;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.addonsdata.core.sql.Names;
import org.addonsdata.snapshot.dump.DumpStatement.CreateTable;
import org.addonsdata.snapshot.dump.TableElement;
import org.addonsdata.snapshot.dump.TableElement.Kind;

/**
 * Which parts of a table's definition wait until its rows are there. Secondary keys do unless the
 * table numbers its rows by one of them, or has keys that a server adds only one at a time or
 * copies the table for; keys that stay would change places with those that come later.
 */
record TableKeys(
        CreateTable table,
        List<TableElement> first,
        List<TableElement> keys,
        List<TableElement> foreignKeys) {
    private static final Set<Kind> SECONDARY = EnumSet.of(Kind.UNIQUE_KEY, Kind.KEY);

    /** What waits, where it can. */
    enum Waiting {
        /** Secondary and foreign keys. */
        KEYS,
        /** Foreign keys only, as rows that later rows replace are found by the others. */
        FOREIGN_KEYS,
        /** Nothing: one statement more for a small table takes longer than its keys. */
        NOTHING
    }

    static TableKeys of(CreateTable table, Waiting waiting) {
        if (waiting == Waiting.NOTHING) {
            return new TableKeys(table, table.elements(), List.of(), List.of());
        }
        var defer = waiting == Waiting.KEYS && canWait(table);
        var first = new ArrayList<TableElement>();
        var keys = new ArrayList<TableElement>();
        var foreignKeys = new ArrayList<TableElement>();
        for (var element : table.elements()) {
            if (element.kind() == Kind.FOREIGN_KEY) {
                foreignKeys.add(element);
            } else if (defer && SECONDARY.contains(element.kind())) {
                keys.add(element);
            } else {
                first.add(element);
            }
        }
        return new TableKeys(table, first, keys, foreignKeys);
    }

    private static boolean canWait(CreateTable table) {
        var primary = hasPrimaryKey(table);
        for (var element : table.elements()) {
            var text = element.sql().toUpperCase(Locale.ROOT);
            switch (element.kind()) {
                case FULLTEXT_KEY, SPATIAL_KEY, PERIOD -> {
                    return false;
                }
                case COLUMN -> {
                    if (text.contains("AUTO_INCREMENT")
                            && !isPrimaryKey(element)
                            && !startsPrimaryKey(table, element.name())) {
                        return false;
                    }
                }
                case PRIMARY_KEY, UNIQUE_KEY, KEY, FOREIGN_KEY, CHECK -> {}
            }
        }
        return primary && !table.tail().toUpperCase(Locale.ROOT).contains("PARTITION BY");
    }

    static boolean hasPrimaryKey(CreateTable table) {
        return table.elements().stream().anyMatch(TableKeys::isPrimaryKey);
    }

    private static boolean isPrimaryKey(TableElement element) {
        return element.kind() == Kind.PRIMARY_KEY
                || (element.kind() == Kind.COLUMN
                        && element.sql().toUpperCase(Locale.ROOT).contains("PRIMARY KEY"));
    }

    private static boolean startsPrimaryKey(CreateTable table, String column) {
        return table.elements().stream()
                .filter(element -> element.kind() == Kind.PRIMARY_KEY)
                .anyMatch(element -> element.sql().contains("(" + Names.quote(column)));
    }

    String name() {
        return table.name();
    }

    /** Whether the table is made as it will be. */
    boolean isComplete() {
        return keys.isEmpty() && foreignKeys.isEmpty();
    }

    /** Whether the statement that makes the table names another one. */
    boolean refersToOthers() {
        return first.stream().anyMatch(element -> element.kind() == Kind.FOREIGN_KEY);
    }

    String createSql() {
        return table.sql(first);
    }

    /** Adds the keys that waited; empty when there are none. */
    String keysSql() {
        return alter(keys);
    }

    String foreignKeysSql() {
        return alter(foreignKeys);
    }

    private String alter(List<TableElement> elements) {
        if (elements.isEmpty()) {
            return "";
        }
        var additions = elements.stream().map(element -> "ADD " + element.sql().strip()).toList();
        return "ALTER TABLE " + Names.quote(table.name()) + " " + String.join(", ", additions);
    }
}
