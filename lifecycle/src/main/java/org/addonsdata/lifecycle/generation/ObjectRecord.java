package org.addonsdata.lifecycle.generation;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.addonsdata.lifecycle.generation.SchemaObject.Kind;
import org.addonsdata.lifecycle.generation.SchemaObject.Session;

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
                    "sql_mode",
                    "collation_connection",
                    "time_zone",
                    "definition",
                    "taken_over");

    static final String DEFINITION =
            """
            generation VARCHAR(32) NOT NULL,
            kind VARCHAR(16) NOT NULL,
            name VARCHAR(64) NOT NULL,
            position INT NOT NULL,
            sql_mode TEXT NOT NULL,
            collation_connection VARCHAR(64) NOT NULL,
            time_zone VARCHAR(64) NOT NULL,
            definition LONGTEXT NOT NULL,
            taken_over BOOLEAN NOT NULL,
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
                        "SELECT kind, name, sql_mode, collation_connection, time_zone, definition FROM "
                                + table
                                + " WHERE generation=? ORDER BY position",
                        this::object,
                        generation);
        objects.sort(Comparator.comparing(SchemaObject::kind));
        return objects;
    }

    /**
     * Whether an object's text was written by an earlier version of this tool, into tables that a
     * dump or the application could write.
     */
    boolean isTakenOver(SchemaObject object) throws SQLException {
        return Sql.first(
                        connection,
                        "SELECT taken_over FROM "
                                + table
                                + " WHERE generation=? AND kind=? AND name=?",
                        row -> row.getBoolean(1),
                        generation,
                        object.kind().name(),
                        object.name())
                .orElse(false);
    }

    private SchemaObject object(ResultSet row) throws SQLException {
        return new SchemaObject(
                kind(row.getString(1)),
                row.getString(2),
                new Session(row.getString(3), row.getString(4), row.getString(5)),
                row.getString(6));
    }

    private Kind kind(String name) {
        try {
            return Kind.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw bookkeeping.damaged(
                    "the generation %s has an object of the kind '%s'".formatted(generation, name));
        }
    }

    /** Records these in place of what is recorded. */
    void write(List<SchemaObject> objects) throws SQLException {
        inTransaction(() -> {
            clear();
            insert(objects, false);
        });
    }

    /** Records these beside what is recorded, in place of those of the same kind and name. */
    void add(List<SchemaObject> objects) throws SQLException {
        inTransaction(() -> {
            delete(objects);
            insert(objects, false);
        });
    }

    /** The same with what an earlier version recorded. */
    void takeOver(List<SchemaObject> objects) throws SQLException {
        inTransaction(() -> {
            delete(objects);
            insert(objects, true);
        });
    }

    /** Forgets these. */
    void remove(List<SchemaObject> objects) throws SQLException {
        inTransaction(() -> delete(objects));
    }

    /** Forgets all. */
    void clear() throws SQLException {
        Sql.update(connection, "DELETE FROM " + table + " WHERE generation=?", generation);
    }

    private void insert(List<SchemaObject> objects, boolean takenOver) throws SQLException {
        int position = nextPosition();
        for (var object : objects) {
            Sql.update(
                    connection,
                    "INSERT INTO "
                            + table
                            + " (generation, kind, name, position, sql_mode, collation_connection, time_zone, definition, taken_over)"
                            + " VALUES (?,?,?,?,?,?,?,?,?)",
                    generation,
                    object.kind().name(),
                    object.name(),
                    position++,
                    object.session().sqlMode(),
                    object.session().collationConnection(),
                    object.session().timeZone(),
                    object.definition(),
                    takenOver);
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

    private interface Change {
        void make() throws SQLException;
    }

    private void inTransaction(Change change) throws SQLException {
        connection.setAutoCommit(false);
        try {
            change.make();
            connection.commit();
        } catch (SQLException e) {
            rollBack(e);
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    /** Leaving a transaction by switching autocommit on would commit the half of it. */
    private void rollBack(SQLException reason) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }
}
