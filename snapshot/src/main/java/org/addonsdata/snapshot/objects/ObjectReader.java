package org.addonsdata.snapshot.objects;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.addonsdata.core.sql.Names;
import org.addonsdata.snapshot.database.Sql;
import org.addonsdata.snapshot.dump.Definer;
import org.addonsdata.snapshot.dump.DumpStatement.ObjectKind;
import org.addonsdata.snapshot.export.ObjectText;
import org.addonsdata.snapshot.objects.SchemaObject.Session;

/**
 * Reads the objects of a schema. The connection's default schema must be that one, which makes the
 * server leave its name out of the definitions (manual, SHOW CREATE VIEW).
 */
public final class ObjectReader {
    /** What a server answers who lacks a right on an object. */
    private static final int ACCESS_DENIED = 1142;

    private final Connection connection;
    private final String schema;

    public ObjectReader(Connection connection, String schema) {
        this.connection = connection;
        this.schema = schema;
    }

    /**
     * An object as {@code information_schema} lists it.
     *
     * @param table a trigger's table, else empty
     * @param awake whether it is an event that runs by itself
     */
    public record Listed(
            ObjectKind kind, String name, String table, Definer definer, boolean awake) {
        public boolean isSameAs(SchemaObject object) {
            return kind == object.kind() && name.equals(object.name());
        }

        /** Whether it belongs to whom it should, and stands where it should. */
        public boolean isAs(SchemaObject object) {
            return isSameAs(object)
                    && definer.equals(object.definer())
                    && table.equalsIgnoreCase(object.table());
        }

        public void drop(Connection connection) throws SQLException {
            SchemaObject.drop(connection, kind, name);
        }

        @Override
        public String toString() {
            return "%s %s of %s".formatted(kind, name, definer);
        }
    }

    /** Every object of the schema, in the order in which they can be created. */
    public List<Listed> list() throws SQLException {
        var objects = new ArrayList<Listed>();
        objects.addAll(
                list(
                        """
                        SELECT ROUTINE_TYPE, ROUTINE_NAME, '', DEFINER, ''
                        FROM information_schema.ROUTINES
                        WHERE ROUTINE_SCHEMA=? AND ROUTINE_TYPE IN ('FUNCTION','PROCEDURE')
                        ORDER BY ROUTINE_NAME
                        """));
        objects.addAll(
                list(
                        """
                        SELECT 'VIEW', TABLE_NAME, '', DEFINER, ''
                        FROM information_schema.VIEWS WHERE TABLE_SCHEMA=? ORDER BY TABLE_NAME
                        """));
        objects.addAll(
                list(
                        """
                        SELECT 'TRIGGER', TRIGGER_NAME, EVENT_OBJECT_TABLE, DEFINER, ''
                        FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA=?
                        ORDER BY EVENT_OBJECT_TABLE, EVENT_MANIPULATION, ACTION_TIMING, ACTION_ORDER
                        """));
        objects.addAll(
                list(
                        """
                        SELECT 'EVENT', EVENT_NAME, '', DEFINER, STATUS
                        FROM information_schema.EVENTS WHERE EVENT_SCHEMA=? ORDER BY EVENT_NAME
                        """));
        objects.sort(Comparator.comparing(Listed::kind));
        return objects;
    }

    private List<Listed> list(String query) throws SQLException {
        return Sql.list(
                connection,
                row ->
                        new Listed(
                                ObjectKind.valueOf(row.getString(1)),
                                row.getString(2),
                                row.getString(3),
                                Definer.parse(row.getString(4)),
                                row.getString(5).equals("ENABLED")),
                query,
                schema);
    }

    /**
     * The object with its definition.
     *
     * @throws SQLException also where the definition is not that of what was listed, as when it was
     *     replaced meanwhile
     */
    public SchemaObject read(Listed listed) throws SQLException {
        var object = shown(listed);
        if (!listed.isAs(object)) {
            throw new SQLException(
                    "the %s is listed as one of %s, and its definition is one of %s"
                            .formatted(object, listed.definer, object.definer()));
        }
        return object;
    }

    private SchemaObject shown(Listed listed) throws SQLException {
        var own = Session.of(connection);
        // Views are printed as the session has them; the driver's own choice of a character set is
        // that of whoever made the object.
        Sql.run(connection, "SET SESSION sql_mode = '', SESSION character_set_results = utf8mb4");
        try {
            return Sql.list(
                            connection,
                            row -> shown(listed, row),
                            "SHOW CREATE %s %s".formatted(listed.kind, Names.quote(listed.name)))
                    .getFirst();
        } finally {
            own.use(connection);
        }
    }

    private SchemaObject shown(Listed listed, ResultSet row) throws SQLException {
        var column =
                switch (listed.kind) {
                    case FUNCTION -> "Create Function";
                    case PROCEDURE -> "Create Procedure";
                    case VIEW -> "Create View";
                    case TRIGGER -> "SQL Original Statement";
                    case EVENT -> "Create Event";
                };
        var session =
                new Session(
                        listed.kind == ObjectKind.VIEW ? "" : row.getString("sql_mode"),
                        row.getString("collation_connection"),
                        listed.kind == ObjectKind.EVENT ? row.getString("time_zone") : "");
        var text = ObjectText.read(connection, row, column, session.sqlMode());
        if (text == null) {
            throw hidden(listed);
        }
        return SchemaObject.parse(text, session, schema, listed.definer);
    }

    private static SQLException hidden(Listed object) {
        return new SQLException(
                "the account may not see the definition of %s %s"
                        .formatted(object.kind, object.name),
                "42000",
                ACCESS_DENIED);
    }
}
