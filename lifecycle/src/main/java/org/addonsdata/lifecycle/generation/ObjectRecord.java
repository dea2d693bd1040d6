package org.addonsdata.lifecycle.generation;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.addonsdata.snapshot.dump.Definer;
import org.addonsdata.snapshot.dump.DumpStatement.ObjectKind;
import org.addonsdata.snapshot.objects.SchemaObject;
import org.addonsdata.snapshot.objects.SchemaObject.Session;

/**
 * The views, triggers, routines and events that are to be created on one generation's tables when
 * they are live, as the bookkeeping holds them. Each change is one transaction.
 */
final class ObjectRecord {
    static final Set<String> COLUMNS =
            Set.of(
                    "generation",
                    "kind",
                    "name",
                    "position",
                    "trigger_table",
                    "definer",
                    "sql_mode",
                    "collation_connection",
                    "time_zone",
                    "definition");

    static final String DEFINITION =
            """
            generation VARCHAR(32) NOT NULL,
            kind VARCHAR(16) NOT NULL,
            name VARCHAR(64) NOT NULL,
            position INT NOT NULL,
            trigger_table VARCHAR(64) NOT NULL,
            definer VARCHAR(400) NOT NULL,
            sql_mode TEXT NOT NULL,
            collation_connection VARCHAR(64) NOT NULL,
            time_zone VARCHAR(64) NOT NULL,
            definition LONGTEXT NOT NULL,
            PRIMARY KEY (generation, kind, name)
            """;

    private final Bookkeeping bookkeeping;
    private final Connection connection;
    private final String table;
    private final String generation;

    ObjectRecord(Bookkeeping bookkeeping, String generation) {
        this.bookkeeping = bookkeeping;
        this.connection = bookkeeping.connection();
        this.table = bookkeeping.table(Bookkeeping.OBJECTS);
        this.generation = generation;
    }

    boolean isEmpty() throws SQLException {
        return read().isEmpty();
    }

    /** In the order in which they are to be created. */
    List<SchemaObject> read() throws SQLException {
        var objects =
                Sql.list(
                        connection,
                        "SELECT kind, name, trigger_table, definer, sql_mode, collation_connection, time_zone, definition FROM "
                                + table
                                + " WHERE generation=? ORDER BY position",
                        this::object,
                        generation);
        objects.sort(Comparator.comparing(SchemaObject::kind));
        return objects;
    }

    private SchemaObject object(ResultSet row) throws SQLException {
        return new SchemaObject(
                kind(row.getString(1)),
                row.getString(2),
                row.getString(3),
                Definer.parse(row.getString(4)),
                new Session(row.getString(5), row.getString(6), row.getString(7)),
                row.getString(8));
    }

    private ObjectKind kind(String name) {
        try {
            return ObjectKind.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw bookkeeping.damaged(
                    "the generation %s has an object of the kind '%s'".formatted(generation, name));
        }
    }

    /** Records these in place of what is recorded. */
    void write(List<SchemaObject> objects) throws SQLException {
        Sql.inTransaction(
                connection,
                () -> {
                    clear();
                    insert(objects);
                });
    }

    /** Records these beside what is recorded, in place of those of the same kind and name. */
    void add(List<SchemaObject> objects) throws SQLException {
        Sql.inTransaction(
                connection,
                () -> {
                    delete(objects);
                    insert(objects);
                });
    }

    /** Forgets these. */
    void remove(List<SchemaObject> objects) throws SQLException {
        Sql.inTransaction(connection, () -> delete(objects));
    }

    /** Forgets all. */
    void clear() throws SQLException {
        Sql.update(connection, "DELETE FROM " + table + " WHERE generation=?", generation);
    }

    private void insert(List<SchemaObject> objects) throws SQLException {
        int position = nextPosition();
        for (var object : objects) {
            Sql.update(
                    connection,
                    "INSERT INTO "
                            + table
                            + " (generation, kind, name, position, trigger_table, definer, sql_mode, collation_connection, time_zone, definition)"
                            + " VALUES (?,?,?,?,?,?,?,?,?,?)",
                    generation,
                    object.kind().name(),
                    object.name(),
                    position++,
                    object.table(),
                    object.definer().account(),
                    object.session().sqlMode(),
                    object.session().collationConnection(),
                    object.session().timeZone(),
                    object.definition());
        }
    }

    private int nextPosition() throws SQLException {
        return Sql.first(
                        connection,
                        "SELECT COALESCE(MAX(position), -1) + 1 FROM "
                                + table
                                + " WHERE generation=?",
                        row -> row.getInt(1),
                        generation)
                .orElseThrow();
    }

    private void delete(List<SchemaObject> objects) throws SQLException {
        for (var object : objects) {
            Sql.update(
                    connection,
                    "DELETE FROM " + table + " WHERE generation=? AND kind=? AND name=?",
                    generation,
                    object.kind().name(),
                    object.name());
        }
    }
}
