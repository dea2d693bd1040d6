package org.addonsdata.lifecycle.generation;

import static org.addonsdata.core.sql.Names.quote;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.addonsdata.lifecycle.generation.Rename.Table;

/**
 * What one switch moves and which triggers stand in its way.
 *
 * @param live the schema that the application works in
 * @param views the live schema's views with the names of tables that become live; a view cannot
 *     leave its schema, so the RENAME gives it another name there, and it is dropped afterwards
 * @param renames everything that the one RENAME TABLE moves beside those and the gate
 * @param gate a table that nobody else uses, with a name that sorts after those of all others: a
 *     server takes the locks of a RENAME in the order of the names, so whoever has locked the gate
 *     holds the RENAME back when it has all the other locks
 * @param old the triggers of the tables that are live before
 * @param fresh the triggers of the tables that are live afterwards
 */
record SwitchPlan(
        String live,
        List<Rename> views,
        List<Rename> renames,
        Rename gate,
        TableTriggers old,
        TableTriggers fresh) {

    String statement() {
        return all().stream()
                .map(Rename::text)
                .collect(Collectors.joining(", ", "RENAME TABLE ", ""));
    }

    private List<Rename> all() {
        var all = new ArrayList<>(views);
        all.addAll(renames);
        all.add(gate);
        return all;
    }

    /** Every table and view that is moved. */
    List<Table> sources() {
        return all().stream().map(Rename::from).toList();
    }

    /** The tables that the application uses. */
    List<Table> liveTables() {
        return renames.stream()
                .map(Rename::from)
                .filter(table -> table.schema().equals(live))
                .toList();
    }

    Table liveTable(String name) {
        return new Table(live, name);
    }

    /**
     * The names of the live schema's tables that have triggers, before or afterwards. A recorded
     * trigger of a table that is not moved, as one that a damaged record names, holds nothing back.
     */
    SortedSet<String> tablesWithTriggers() {
        var tables = new TreeSet<>(old.names().keySet());
        tables.addAll(fresh.names().keySet());
        tables.removeIf(name -> renames.stream().noneMatch(rename -> moves(rename, name)));
        return tables;
    }

    private boolean moves(Rename rename, String name) {
        return rename.from().equals(liveTable(name)) || rename.to().equals(liveTable(name));
    }

    /** The last one of a table first, so that those of a failure's rest keep their order. */
    void dropTriggers(Connection session) throws SQLException {
        for (var triggers : old.names().values()) {
            for (var trigger : triggers.reversed()) {
                Sql.execute(session, "DROP TRIGGER IF EXISTS " + quote(live, trigger));
            }
        }
    }

    static void create(TableTriggers triggers, Connection session) throws SQLException {
        for (var table : triggers.names().keySet()) {
            triggers.create(session, table);
        }
    }

    /** After a failure; what cannot be put back stays recorded. */
    void putBack(Connection session, Exception reason) {
        try {
            create(old, session);
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    static String lock(Collection<Table> tables) {
        return tables.stream()
                .map(table -> table.quoted() + " WRITE")
                .collect(Collectors.joining(", ", "LOCK TABLES ", ""));
    }
}
