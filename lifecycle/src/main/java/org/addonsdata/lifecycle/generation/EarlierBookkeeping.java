package org.addonsdata.lifecycle.generation;

import static org.addonsdata.core.sql.Names.quote;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.faults.FaultPoints;
import org.addonsdata.core.sql.Connections;
import org.addonsdata.lifecycle.generation.Generation.Origin;
import org.addonsdata.lifecycle.generation.Generation.State;
import org.addonsdata.snapshot.dump.Definer;
import org.addonsdata.snapshot.objects.SchemaObject;
import org.addonsdata.snapshot.objects.SchemaObject.Session;

/**
 * What earlier versions of this tool wrote of a generation: two tables in the very schema that
 * holds it, where a dump or the application could write them. They are taken over once, before
 * there is any other bookkeeping; tables of these names that come later are not the tool's. What
 * cannot be read in them is left out, and the data it was about stay.
 */
public final class EarlierBookkeeping {
    private static final String ROW = "addons_data_generation";
    private static final String OBJECTS = "addons_data_object";

    /** The tables, which are not the application's data. */
    public static final Set<String> TABLES = Set.of(ROW, OBJECTS);

    private final Connection connection;
    private final Connections owners;
    private final Bookkeeping bookkeeping;
    private final Schemas schemas;
    private final String live;

    /**
     * @param owners connections of the application's account, which reads what the live schema
     *     holds, and which all recorded objects become: nothing shows that their definers are those
     *     that the server had
     */
    EarlierBookkeeping(Connection connection, Connections owners, String live) {
        this.connection = connection;
        this.owners = owners;
        this.bookkeeping = new Bookkeeping(connection, live);
        this.schemas = new Schemas(connection, live);
        this.live = live;
    }

    /** What one schema held. */
    private record Found(String schema, Generation generation, List<Stored> objects) {}

    /** A row as anybody may have written it. */
    private record Stored(String kind, String name, Session session, String definition) {}

    /**
     * Takes over what there is; what a crash interrupted is done once more.
     *
     * @return one sentence where anything was, and one for each thing that could not be read
     */
    List<String> takeOver(FaultPoints faults) throws SQLException {
        var tables = bookkeeping.tables().keySet();
        var isBegun = tables.contains(Bookkeeping.TAKING_OVER);
        if (!isBegun && tables.contains(Bookkeeping.ROWS)) {
            return List.of();
        }
        var holders = holders();
        if (!isBegun && holders.isEmpty()) {
            return List.of();
        }
        bookkeeping.begin();
        faults.reached("takeover.begun");
        var notes = new ArrayList<String>();
        for (var found : read(holders, notes)) {
            bookkeeping.insert(found.generation());
            bookkeeping.mark(found.generation().id(), found.schema().equals(live));
            bookkeeping.objects(found.generation().id()).add(ofApplication(found.objects(), notes));
        }
        faults.reached("takeover.recorded");
        for (var schema : holders) {
            Sql.execute(
                    connection,
                    "DROP TABLE IF EXISTS %s, %s"
                            .formatted(quote(schema, ROW), quote(schema, OBJECTS)));
            faults.reached("takeover.tables-dropped");
        }
        bookkeeping.end();
        notes.add("took over what an earlier version had recorded of the data");
        return notes;
    }

    /** Whether a switch of that version was interrupted, and nothing has finished it. */
    boolean isUnsettled() throws SQLException {
        var tables = bookkeeping.tables().keySet();
        if (tables.contains(Bookkeeping.TAKING_OVER)) {
            return true;
        }
        if (tables.contains(Bookkeeping.ROWS) || !schemas.tables(live).containsAll(TABLES)) {
            return false;
        }
        var found = read(List.of(live), new ArrayList<>());
        return found.stream()
                .anyMatch(live ->
                        live.generation().state() != State.LIVE || !live.objects().isEmpty());
    }

    /** Schemas that have any of the tables; the live one last, as what it holds is at stake. */
    private List<String> holders() throws SQLException {
        var holders = new ArrayList<String>();
        var candidates = new ArrayList<>(schemas.parked());
        candidates.add(live);
        for (var schema : candidates) {
            if (schemas.tables(schema).stream().anyMatch(TABLES::contains)) {
                holders.add(schema);
            }
        }
        return holders;
    }

    private List<Found> read(List<String> holders, List<String> notes) throws SQLException {
        var all = new ArrayList<Found>();
        for (var schema : holders) {
            read(schema, notes).filter(found -> isInItsPlace(found, notes)).ifPresent(all::add);
        }
        return all;
    }

    private boolean isInItsPlace(Found found, List<String> notes) {
        var id = found.generation().id();
        if (found.schema().equals(live) || found.schema().equals(schemas.of(id))) {
            return true;
        }
        notes.add(unreadable(found.schema(), "it names the generation " + id));
        return false;
    }

    private Optional<Found> read(String schema, List<String> notes) throws SQLException {
        try {
            return schema.equals(live) ? readLive() : found(connection, schema);
        } catch (IllegalArgumentException | DateTimeException e) {
            notes.add(unreadable(schema, String.valueOf(e.getMessage())));
            return Optional.empty();
        } catch (SQLException e) {
            if (DatabaseErrors.isConnectionLost(e)) {
                throw e;
            }
            notes.add(unreadable(schema, String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }

    private Optional<Found> readLive() throws SQLException {
        try (var reader = owners.open(null)) {
            return found(reader, live);
        }
    }

    private Optional<Found> found(Connection reader, String schema) throws SQLException {
        var generation =
                Sql.first(
                        reader,
                        "SELECT id, state, origin, CAST(created AS CHAR), replaces, migrations FROM "
                                + quote(schema, ROW),
                        EarlierBookkeeping::generation);
        return generation.isEmpty()
                ? Optional.empty()
                : Optional.of(new Found(schema, generation.get(), objects(reader, schema)));
    }

    private static String unreadable(String schema, String reason) {
        return "what an earlier version recorded in the schema %s cannot be read, and the data there stay as they are: %s"
                .formatted(schema, reason);
    }

    private static Generation generation(ResultSet row) throws SQLException {
        var id = row.getString(1);
        if (!Bookkeeping.isId(id)) {
            throw new IllegalArgumentException("'" + id + "' is not an id");
        }
        return new Generation(
                id,
                State.valueOf(row.getString(2)),
                Origin.valueOf(row.getString(3)),
                LocalDateTime.parse(row.getString(4).replace(' ', 'T')).toInstant(ZoneOffset.UTC),
                row.getString(5),
                null,
                row.getString(6));
    }

    private List<Stored> objects(Connection reader, String schema) throws SQLException {
        if (!schemas.tables(schema).contains(OBJECTS)) {
            return List.of();
        }
        return Sql.list(
                reader,
                "SELECT kind, name, sql_mode, collation_connection, time_zone, definition FROM "
                        + quote(schema, OBJECTS)
                        + " ORDER BY position",
                row ->
                        new Stored(
                                row.getString(1),
                                row.getString(2),
                                new Session(row.getString(3), row.getString(4), row.getString(5)),
                                row.getString(6)));
    }

    private List<SchemaObject> ofApplication(List<Stored> stored, List<String> notes)
            throws SQLException {
        if (stored.isEmpty()) {
            return List.of();
        }
        var objects = new ArrayList<SchemaObject>();
        try (var application = owners.open(null)) {
            var account = ObjectCreator.account(application);
            for (var object : stored) {
                try {
                    objects.add(ofApplication(object, account));
                } catch (DataException e) {
                    notes.add(
                            "the %s %s that an earlier version recorded was left out: %s"
                                    .formatted(object.kind, object.name, e.messageText()));
                }
            }
        }
        objects.sort(Comparator.comparing(SchemaObject::kind));
        return objects;
    }

    private static SchemaObject ofApplication(Stored stored, Definer account) {
        var object =
                SchemaObject.parse(stored.definition, stored.session, "", account).ownedBy(account);
        if (!object.kind().name().equals(stored.kind) || !object.name().equals(stored.name)) {
            throw DataException.of(
                    ErrorCode.STATEMENT_REFUSED, "its text defines the %s".formatted(object));
        }
        return object;
    }
}
