package org.addonsdata.snapshot.objects;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.sql.Names;
import org.addonsdata.snapshot.database.Sql;
import org.addonsdata.snapshot.dump.Definer;
import org.addonsdata.snapshot.dump.DumpStatement.ObjectKind;
import org.addonsdata.snapshot.dump.ObjectStatement;

/**
 * A view, trigger, routine or event, from a dump to the live schema.
 *
 * @param table a trigger's table, else empty
 * @param definer with whose rights its body runs
 * @param session what its text depends on beside itself
 * @param definition the statement that creates it, which names the definer and no schema
 */
public record SchemaObject(
        ObjectKind kind,
        String name,
        String table,
        Definer definer,
        Session session,
        String definition) {
    /**
     * The settings of the session that creates an object which the server stores with it. What is
     * not known is empty.
     */
    public record Session(String sqlMode, String collationConnection, String timeZone) {
        static Session of(Connection connection) throws SQLException {
            return Sql.list(
                            connection,
                            row ->
                                    new Session(
                                            row.getString(1), row.getString(2), row.getString(3)),
                            "SELECT @@SESSION.sql_mode, @@SESSION.collation_connection, @@SESSION.time_zone")
                    .getFirst();
        }

        void use(Connection connection) throws SQLException {
            Sql.run(connection, "SET SESSION sql_mode = " + Sql.literal(sqlMode));
            if (!collationConnection.isEmpty()) {
                Sql.run(
                        connection,
                        "SET SESSION collation_connection = " + Sql.literal(collationConnection));
            }
            if (!timeZone.isEmpty()) {
                Sql.run(connection, "SET SESSION time_zone = " + Sql.literal(timeZone));
            }
        }
    }

    /**
     * The object that a statement creates.
     *
     * @param ownSchema the only schema that the statement may name; empty for none
     * @param creator the definer where the statement names none
     * @throws DataException {@link ErrorCode#STATEMENT_REFUSED} where the statement is anything
     *     else
     */
    public static SchemaObject parse(
            String statement, Session session, String ownSchema, Definer creator) {
        var parsed = ObjectStatement.parse(statement, session.sqlMode(), ownSchema);
        var definer = parsed.definer().orElse(creator);
        return new SchemaObject(
                parsed.kind(), parsed.name(), parsed.table(), definer, session, parsed.of(definer));
    }

    /**
     * The same object, taken apart once more as if a stranger had written it.
     *
     * @throws DataException {@link ErrorCode#STATEMENT_REFUSED} where the definition does not say
     *     what the fields say
     */
    public SchemaObject checked() {
        var said = parse(definition, session, "", definer);
        if (!said.isSameAs(this) || !said.table.equals(table) || !said.definer.equals(definer)) {
            throw DataException.of(
                            ErrorCode.STATEMENT_REFUSED,
                            "what is recorded as the %s of %s defines the %s of %s"
                                    .formatted(this, definer, said, said.definer))
                    .withHint("create it by hand if it is wanted");
        }
        return said;
    }

    /** The same as another account's. */
    public SchemaObject ownedBy(Definer owner) {
        return withDefinition(owner, parsed().of(owner));
    }

    /** The same, an event so that it does not run by itself. */
    public SchemaObject asleep() {
        return kind == ObjectKind.EVENT
                ? withDefinition(definer, parsed().of(definer, false))
                : this;
    }

    /** The same, an event so that it runs by itself. */
    public SchemaObject awake() {
        return kind == ObjectKind.EVENT
                ? withDefinition(definer, parsed().of(definer, true))
                : this;
    }

    /** Whether it is an event that runs by itself. */
    public boolean isAwake() {
        return kind == ObjectKind.EVENT && parsed().isAwake();
    }

    private ObjectStatement parsed() {
        return ObjectStatement.parse(definition, session.sqlMode(), "");
    }

    private SchemaObject withDefinition(Definer owner, String text) {
        return new SchemaObject(kind, name, table, owner, session, text);
    }

    public boolean isSameAs(SchemaObject other) {
        return kind == other.kind && name.equals(other.name);
    }

    /**
     * Creates it in the connection's schema, as whoever is connected. The session is left as it
     * was.
     */
    public void create(Connection connection) throws SQLException {
        var own = Session.of(connection);
        try {
            session.use(connection);
            Sql.run(connection, definition);
        } catch (SQLException e) {
            putBack(own, connection, e);
            throw e;
        }
        own.use(connection);
    }

    private static void putBack(Session own, Connection connection, SQLException reason) {
        try {
            own.use(connection);
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    public void drop(Connection connection) throws SQLException {
        drop(connection, kind, name);
    }

    static void drop(Connection connection, ObjectKind kind, String name) throws SQLException {
        Sql.run(connection, "DROP %s IF EXISTS %s".formatted(kind, Names.quote(name)));
    }

    private static String text(ObjectKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** Kind and name, as a sentence has them. */
    @Override
    public String toString() {
        return text(kind) + " " + name;
    }
}
