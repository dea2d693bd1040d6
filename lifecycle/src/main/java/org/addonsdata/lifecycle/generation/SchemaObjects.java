package org.addonsdata.lifecycle.generation;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.addonsdata.core.sql.Connections;
import org.addonsdata.lifecycle.generation.Rename.Table;
import org.addonsdata.snapshot.dump.Definer;
import org.addonsdata.snapshot.dump.DumpStatement.ObjectKind;
import org.addonsdata.snapshot.objects.ObjectReader;
import org.addonsdata.snapshot.objects.ObjectReader.Listed;
import org.addonsdata.snapshot.objects.SchemaObject;
import org.addonsdata.snapshot.objects.SchemaObject.Session;

/**
 * Detaches the objects that stand in the way of a rename and attaches them again. Detaching records
 * every object before it drops the first one; attaching creates what is recorded and missing, then
 * forgets it. What either of them left undone in a crash, attaching does.
 */
final class SchemaObjects {
    /** A view or function that is there for a moment; see {@link #requireRightToCreateAgain}. */
    private static final String PROBE = "addons_data_probe";

    /** The beginning of the names that views get while tables take theirs. */
    private static final String ASIDE = "addons_data_aside_";

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
    void detach(ObjectRecord record) throws SQLException {
        drop(record(record));
    }

    /** Records every view, trigger, routine and event of the schema, as detaching does first. */
    List<SchemaObject> record(ObjectRecord record) throws SQLException {
        useSchema();
        var present = read();
        if (!present.isEmpty()) {
            requireRightToCreateAgain(present);
            record.add(present);
        }
        return present;
    }

    /**
     * What renames the schema's views that have names of these tables, without regard to case, as
     * some servers have none. {@link #dropReplaced} drops them under their new names.
     */
    List<Rename> asideOf(List<String> tables) throws SQLException {
        var incoming = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        incoming.addAll(tables);
        var views = listed().stream().filter(SchemaObjects::isView).map(Listed::name).toList();
        var taken = new TreeSet<>(incoming);
        taken.addAll(views);
        taken.addAll(new Schemas(connection, schema).tables(schema));
        var aside = new ArrayList<Rename>();
        var number = 0;
        for (var view : views) {
            if (incoming.contains(view)) {
                while (!taken.add(ASIDE + number)) {
                    number++;
                }
                var to = new Table(schema, ASIDE + number);
                aside.add(new Rename(new Table(schema, view), to));
            }
        }
        return aside;
    }

    private static boolean isView(Listed object) {
        return object.kind() == ObjectKind.VIEW;
    }

    /**
     * Drops the views, routines and events of the generation that was live before; its triggers
     * were dropped before its tables were moved.
     */
    void dropReplaced(ObjectRecord record) throws SQLException {
        useSchema();
        var replaced = record.read();
        for (var object : listed().reversed()) {
            if (object.kind() != ObjectKind.TRIGGER
                    && (isAside(object) || replaced.stream().anyMatch(object::isSameAs))) {
                object.drop(connection);
            }
        }
    }

    private static boolean isAside(Listed object) {
        return isView(object) && object.name().startsWith(ASIDE);
    }

    /** Drops those of the objects that the server has made something else of. */
    void dropChanged(List<SchemaObject> created) throws SQLException {
        useSchema();
        for (var object : listed()) {
            if (created.stream().anyMatch(one -> object.isSameAs(one) && !object.isAs(one))) {
                object.drop(connection);
            }
        }
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

    /**
     * What attaching did.
     *
     * @param failures one sentence for each object that could not be created, such as a view whose
     *     table is gone
     */
    record Attached(int created, List<String> failures) {}

    /** The names of all objects, in the order of attaching. */
    List<String> names() throws SQLException {
        return listed().stream().map(Listed::name).toList();
    }

    /**
     * Creates what is recorded and not there. What cannot be created stays recorded, for the next
     * time: it must not keep the rest from being there.
     */
    Attached attach(ObjectRecord record) throws SQLException {
        var recorded = record.read();
        if (recorded.isEmpty()) {
            return new Attached(0, List.of());
        }
        try (var creator = new ObjectCreator(connection, schema, owners)) {
            var result = creator.create(missing(record));
            recorded.removeAll(result.reasons().keySet());
            record.remove(recorded);
            return new Attached(
                    result.created().size(),
                    result.failures("could not be created again and is missing"));
        }
    }

    /** What is recorded and not there. */
    List<SchemaObject> missing(ObjectRecord record) throws SQLException {
        var missing = record.read();
        var present = listed();
        missing.removeIf(object -> present.stream().anyMatch(one -> one.isSameAs(object)));
        return missing;
    }

    /** Fails where what is recorded could not be created here. */
    void requireRightToCreate(ObjectRecord record) throws SQLException {
        useSchema();
        requireRightToCreateAgain(record.read());
    }

    private void drop(List<SchemaObject> objects) throws SQLException {
        for (var object : objects.reversed()) {
            object.drop(connection);
        }
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
        return listed(connection, schema);
    }

    /** The objects of a schema, in the order of attaching. */
    static List<Listed> listed(Connection connection, String schema) throws SQLException {
        var listed = new ObjectReader(connection, schema).list();
        listed.removeIf(object -> object.name().equals(PROBE));
        return listed;
    }

    private void useSchema() throws SQLException {
        connection.setCatalog(schema);
    }
}
