package org.addonsdata.lifecycle.generation;

import static org.addonsdata.core.sql.Names.quote;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.addonsdata.core.sql.Connections;
import org.addonsdata.snapshot.dump.Definer;
import org.addonsdata.snapshot.dump.DumpStatement.ObjectKind;
import org.addonsdata.snapshot.objects.ObjectReader;
import org.addonsdata.snapshot.objects.ObjectReader.Listed;
import org.addonsdata.snapshot.objects.SchemaObject;
import org.addonsdata.snapshot.objects.SchemaObject.Session;

/**
 * Detaches the objects that stand in the way of a rename and attaches them again. Detaching records
 * every object before it drops the first one; attaching creates what is recorded and missing, then
 * forgets the record. What either of them left undone in a crash, attaching does.
 */
final class SchemaObjects {
    /** A view or function that is there for a moment; see {@link #requireRightToCreateAgain}. */
    private static final String PROBE = "addons_data_probe";

    /** What a MySQL that writes a binary log lets only trusted accounts create. */
    private static final Set<ObjectKind> LOGGED = Set.of(ObjectKind.FUNCTION, ObjectKind.TRIGGER);

    private final Connection connection;
    private final String schema;
    private final Connections owners;

    /**
     * @param owners connections of the application's account
     */
    SchemaObjects(Connection connection, String schema, Connections owners) {
        this.connection = connection;
        this.schema = schema;
        this.owners = owners;
    }

    /**
     * Drops every view, trigger, routine and event of the schema, recorded first together with
     * those that were recorded already, as a generation that was replaced has them.
     */
    void detach() throws SQLException {
        useSchema();
        var present = read();
        if (present.isEmpty()) {
            return;
        }
        requireRightToCreateAgain(present);
        var all = new ArrayList<>(recorded());
        all.removeIf(object -> present.stream().anyMatch(object::isSameAs));
        all.addAll(present);
        all.sort(Comparator.comparing(SchemaObject::kind));
        record(all);
        drop(present);
    }

    /** Fails where {@link #detach} would, so that nobody builds for hours what cannot go live. */
    void requireDetachable() throws SQLException {
        useSchema();
        requireRightToCreateAgain(read());
    }

    /**
     * What could not be created again must not be dropped. An object of another account takes a
     * right of its own, which a view of that account tells; a function or a trigger takes one where
     * MySQL writes a binary log (manual, "Stored Program Binary Logging"), which a function tells.
     */
    private void requireRightToCreateAgain(List<SchemaObject> objects) throws SQLException {
        try (var creator = new ObjectCreator(connection, schema, owners)) {
            for (var definer : objects.stream().map(SchemaObject::definer).distinct().toList()) {
                tryOut(
                        probe("CREATE VIEW addons_data_probe AS SELECT 1", definer),
                        creator,
                        "views, triggers, routines or events of " + definer);
            }
            var logged =
                    objects.stream().filter(object -> LOGGED.contains(object.kind())).findFirst();
            if (logged.isPresent()) {
                tryOut(
                        probe(
                                "CREATE FUNCTION addons_data_probe() RETURNS INT DETERMINISTIC NO SQL RETURN 1",
                                logged.get().definer()),
                        creator,
                        "functions or triggers");
            }
        }
    }

    private static SchemaObject probe(String statement, Definer definer) {
        return SchemaObject.parse(statement, new Session("", "", ""), "", definer);
    }

    private void tryOut(SchemaObject probe, ObjectCreator creator, String what)
            throws SQLException {
        probe.drop(connection);
        try {
            creator.create(probe);
        } catch (SQLException e) {
            throw new SQLException(
                    "there are %s, which this account could not create again: %s"
                            .formatted(what, e.getMessage()),
                    e.getSQLState(),
                    e.getErrorCode(),
                    e);
        }
        probe.drop(connection);
    }

    /** Writes the schema's record, for the next {@link #attach}. */
    void record(List<SchemaObject> objects) throws SQLException {
        connection.setAutoCommit(false);
        try {
            Sql.update(connection, "DELETE FROM " + table());
            int position = 0;
            for (var object : objects) {
                Sql.update(
                        connection,
                        "INSERT INTO " + table() + " VALUES (?,?,?,?,?,?,?)",
                        position++,
                        object.kind().name(),
                        object.name(),
                        object.session().sqlMode(),
                        object.session().collationConnection(),
                        object.session().timeZone(),
                        object.definition());
            }
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

    /**
     * What attaching did.
     *
     * @param failures one sentence for each object that could not be created, such as a view whose
     *     table is gone
     */
    record Attached(int created, List<String> failures) {}

    /** Whether nothing is recorded that is still to be created. */
    boolean isAttached() throws SQLException {
        return recorded().isEmpty();
    }

    /** The names of all objects, in the order of attaching. */
    List<String> names() throws SQLException {
        return listed().stream().map(Listed::name).toList();
    }

    /**
     * Creates what is recorded and not there. What cannot be created stays recorded, for the next
     * time: it must not keep the rest from being there.
     */
    Attached attach() throws SQLException {
        var missing = missing();
        if (missing.isEmpty() && recorded().isEmpty()) {
            return new Attached(0, List.of());
        }
        try (var creator = new ObjectCreator(connection, schema, owners)) {
            var result = creator.create(missing);
            record(List.copyOf(result.reasons().keySet()));
            return new Attached(
                    result.created().size(),
                    result.failures("could not be created again and is missing"));
        }
    }

    /** What is recorded and not there. */
    List<SchemaObject> missing() throws SQLException {
        var missing = recorded();
        var present = listed();
        missing.removeIf(object -> present.stream().anyMatch(one -> one.isSameAs(object)));
        return missing;
    }

    /** Fails where this account may not create here what another schema's record holds. */
    void requireRightToCreate(SchemaObjects other) throws SQLException {
        useSchema();
        requireRightToCreateAgain(other.recorded());
    }

    private void drop(List<SchemaObject> objects) throws SQLException {
        for (var object : objects.reversed()) {
            object.drop(connection);
        }
    }

    private List<SchemaObject> recorded() throws SQLException {
        return Sql.list(
                connection,
                "SELECT sql_mode, collation_connection, time_zone, definition FROM "
                        + table()
                        + " ORDER BY position",
                row ->
                        SchemaObject.parse(
                                row.getString(4),
                                new Session(row.getString(1), row.getString(2), row.getString(3)),
                                "",
                                new Definer("", "")));
    }

    /** Every object of the schema, in the order of attaching. */
    List<SchemaObject> read() throws SQLException {
        var reader = new ObjectReader(connection, schema);
        var objects = new ArrayList<SchemaObject>();
        for (var listed : listed()) {
            objects.add(reader.read(listed));
        }
        return objects;
    }

    private List<Listed> listed() throws SQLException {
        var listed = new ObjectReader(connection, schema).list();
        listed.removeIf(object -> object.name().equals(PROBE));
        return listed;
    }

    private void useSchema() throws SQLException {
        connection.setCatalog(schema);
    }

    private String table() {
        return quote(schema, "addons_data_object");
    }
}
