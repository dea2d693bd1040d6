package org.addonsdata.lifecycle.generation;

import static org.addonsdata.core.sql.Names.quote;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.addonsdata.lifecycle.generation.SchemaObject.Kind;
import org.addonsdata.lifecycle.generation.SchemaObject.Session;
import org.addonsdata.snapshot.export.ObjectText;

/**
 * Detaches the objects that stand in the way of a rename and attaches them again. Detaching records
 * every object before it drops the first one; attaching creates what is recorded and missing, then
 * forgets it. What either of them left undone in a crash, attaching does. The connection's default
 * schema is the one worked upon, which makes the server leave its name out of the definitions
 * (manual, SHOW CREATE VIEW).
 */
final class SchemaObjects {
    /** A view or function that is there for a moment; see {@link #requireRightToCreateAgain}. */
    private static final String PROBE = "addons_data_probe";

    private final Connection connection;
    private final String schema;

    SchemaObjects(Connection connection, String schema) {
        this.connection = connection;
        this.schema = schema;
    }

    /**
     * Drops every view, trigger, routine and event of the schema, recorded first together with
     * those that were recorded already, as a generation that was replaced has them.
     */
    void detach(ObjectRecord record) throws SQLException {
        useSchema();
        var present = read();
        if (present.isEmpty()) {
            return;
        }
        requireRightToCreateAgain(present);
        record.add(present);
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
        var definers =
                objects.stream()
                        .map(SchemaObject::definer)
                        .flatMap(Optional::stream)
                        .distinct()
                        .toList();
        var probe = quote(schema, PROBE);
        for (var definer : definers) {
            tryOut(
                    "CREATE OR REPLACE DEFINER=%s VIEW %s AS SELECT 1".formatted(definer, probe),
                    "DROP VIEW IF EXISTS " + probe,
                    "views, triggers, routines or events of " + definer);
        }
        if (objects.stream().anyMatch(SchemaObject::isLogged)) {
            Sql.execute(connection, "DROP FUNCTION IF EXISTS " + probe);
            tryOut(
                    "CREATE FUNCTION %s() RETURNS INT DETERMINISTIC NO SQL RETURN 1"
                            .formatted(probe),
                    "DROP FUNCTION IF EXISTS " + probe,
                    "functions or triggers");
        }
    }

    private void tryOut(String create, String drop, String what) throws SQLException {
        try {
            Sql.execute(connection, create);
        } catch (SQLException e) {
            throw new SQLException(
                    "there are %s, which this account could not create again: %s"
                            .formatted(what, e.getMessage()),
                    e.getSQLState(),
                    e.getErrorCode(),
                    e);
        }
        Sql.execute(connection, drop);
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
        return named().stream().map(Named::name).toList();
    }

    /**
     * Creates what is recorded and not there. What cannot be created stays recorded, for the next
     * time: it must not keep the rest from being there.
     */
    Attached attach(ObjectRecord record) throws SQLException {
        var recorded = record.read();
        var missing = new ArrayList<>(recorded);
        if (missing.isEmpty()) {
            return new Attached(0, List.of());
        }
        useSchema();
        removePresent(missing);
        int created = missing.size();
        var failures = createAll(missing);
        created -= missing.size();
        recorded.removeAll(missing);
        record.remove(recorded);
        return new Attached(
                created,
                failures.stream()
                        .map(failure -> failure.says("could not be created again and is missing"))
                        .toList());
    }

    /**
     * Whether {@link #attach} would create everything: creates what is recorded, events so that
     * they do not run, and removes it again. The record stays. All of it is this account's own
     * meanwhile, as the definers may have no rights in a staging schema, such as that to call a
     * function that a view calls.
     *
     * @return one sentence for each object that cannot be created
     */
    List<String> prove(ObjectRecord record) throws SQLException {
        useSchema();
        var missing = new ArrayList<>(record.read());
        removePresent(missing);
        missing.replaceAll(object -> object.asleep().ofCreator());
        var made = new ArrayList<>(missing);
        var failures = createAll(missing);
        made.removeAll(missing);
        drop(made);
        return failures.stream().map(failure -> failure.says("cannot be made")).toList();
    }

    /** Fails where this account may not create here what is recorded. */
    void requireRightToCreate(ObjectRecord record) throws SQLException {
        useSchema();
        requireRightToCreateAgain(record.read());
    }

    private void removePresent(List<SchemaObject> objects) throws SQLException {
        var present = named();
        objects.removeIf(object -> present.stream().anyMatch(named -> named.isSameAs(object)));
    }

    private void drop(List<SchemaObject> objects) throws SQLException {
        for (var object : objects.reversed()) {
            Sql.execute(connection, "DROP " + object.kind() + " IF EXISTS " + quote(object.name()));
        }
    }

    /** An object that could not be created, and what the server said. */
    private record Failure(SchemaObject object, String reason) {
        String says(String what) {
            return "the %s %s %s: %s"
                    .formatted(
                            object.kind().name().toLowerCase(Locale.ROOT),
                            object.name(),
                            what,
                            reason);
        }
    }

    /**
     * Removes from the list what could be created and says why the rest could not. Views may need
     * each other in any order: what fails is tried again as long as others succeed.
     */
    private List<Failure> createAll(List<SchemaObject> missing) throws SQLException {
        var own = session();
        List<Failure> failures = List.of();
        try {
            int before;
            do {
                before = missing.size();
                failures = createWhatCanBe(missing, own);
            } while (!missing.isEmpty() && missing.size() < before);
        } finally {
            use(own);
        }
        return failures;
    }

    private List<Failure> createWhatCanBe(List<SchemaObject> missing, Session own)
            throws SQLException {
        var failures = new ArrayList<Failure>();
        for (var object : List.copyOf(missing)) {
            try {
                use(object.session().orElse(own));
                Sql.execute(connection, object.definition());
                missing.remove(object);
            } catch (SQLException e) {
                failures.add(new Failure(object, String.valueOf(e.getMessage())));
            }
        }
        return failures;
    }

    private Session session() throws SQLException {
        return Sql.first(
                        connection,
                        "SELECT @@SESSION.sql_mode, @@SESSION.collation_connection, @@SESSION.time_zone",
                        row -> new Session(row.getString(1), row.getString(2), row.getString(3)))
                .orElseThrow();
    }

    private void use(Session session) throws SQLException {
        Sql.update(
                connection,
                "SET SESSION sql_mode=?, SESSION collation_connection=?, SESSION time_zone=?",
                session.sqlMode(),
                session.collationConnection(),
                session.timeZone());
    }

    /** Every object of the schema, in the order of attaching. */
    List<SchemaObject> read() throws SQLException {
        // The driver's own choice is the character set of whoever made the object.
        Sql.execute(connection, "SET SESSION character_set_results = utf8mb4");
        var objects = new ArrayList<SchemaObject>();
        for (var name : named()) {
            objects.add(
                    new SchemaObject(name.kind(), name.name(), name.session(), definition(name)));
        }
        return objects;
    }

    private List<Named> named() throws SQLException {
        var names = new ArrayList<Named>();
        names.addAll(
                named(
                        """
                        SELECT ROUTINE_TYPE, ROUTINE_NAME, SQL_MODE, COLLATION_CONNECTION, @@SESSION.time_zone
                        FROM information_schema.ROUTINES
                        WHERE ROUTINE_SCHEMA=? AND ROUTINE_TYPE IN ('FUNCTION','PROCEDURE')
                          AND ROUTINE_NAME<>'addons_data_probe'
                        ORDER BY ROUTINE_NAME
                        """));
        names.addAll(
                named(
                        """
                        SELECT 'VIEW', TABLE_NAME, @@SESSION.sql_mode, COLLATION_CONNECTION, @@SESSION.time_zone
                        FROM information_schema.VIEWS WHERE TABLE_SCHEMA=? AND TABLE_NAME<>'addons_data_probe'
                        ORDER BY TABLE_NAME
                        """));
        names.addAll(
                named(
                        """
                        SELECT 'TRIGGER', TRIGGER_NAME, SQL_MODE, COLLATION_CONNECTION, @@SESSION.time_zone
                        FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA=?
                        ORDER BY EVENT_OBJECT_TABLE, EVENT_MANIPULATION, ACTION_TIMING, ACTION_ORDER
                        """));
        names.addAll(
                named(
                        """
                        SELECT 'EVENT', EVENT_NAME, SQL_MODE, COLLATION_CONNECTION, TIME_ZONE
                        FROM information_schema.EVENTS WHERE EVENT_SCHEMA=? ORDER BY EVENT_NAME
                        """));
        names.sort(Comparator.comparing(Named::kind));
        return names;
    }

    private record Named(Kind kind, String name, Session session) {
        boolean isSameAs(SchemaObject object) {
            return kind == object.kind() && name.equals(object.name());
        }
    }

    private List<Named> named(String sql) throws SQLException {
        return Sql.list(
                connection,
                sql,
                row ->
                        new Named(
                                Kind.valueOf(row.getString(1)),
                                row.getString(2),
                                new Session(row.getString(3), row.getString(4), row.getString(5))),
                schema);
    }

    private String definition(Named object) throws SQLException {
        var column =
                switch (object.kind()) {
                    case FUNCTION -> "Create Function";
                    case PROCEDURE -> "Create Procedure";
                    case VIEW -> "Create View";
                    case TRIGGER -> "SQL Original Statement";
                    case EVENT -> "Create Event";
                };
        // Servers print views without regard to the sql_mode.
        var sqlMode = object.kind() == Kind.VIEW ? "" : object.session().sqlMode();
        return Sql.first(
                        connection,
                        "SHOW CREATE " + object.kind() + " " + quote(object.name()),
                        row ->
                                Optional.ofNullable(
                                        ObjectText.read(connection, row, column, sqlMode)))
                .flatMap(definition -> definition)
                .orElseThrow(() ->
                        new SQLException(
                                "the account may not see the definition of "
                                        + object.kind()
                                        + " "
                                        + object.name(),
                                "42000",
                                DatabaseErrors.OBJECT_ACCESS_DENIED));
    }

    private void useSchema() throws SQLException {
        connection.setCatalog(schema);
    }
}
