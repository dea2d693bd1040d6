package org.addonsdata.lifecycle.generation;

import static org.addonsdata.core.sql.Names.quote;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.lifecycle.generation.Generation.Origin;
import org.addonsdata.lifecycle.generation.Generation.State;
import org.jspecify.annotations.Nullable;

/**
 * What the tool knows of an application's generations, in a schema of its own beside the live one,
 * which the application's account cannot write: a row for each generation, the objects that are to
 * be created on its tables, and an empty table for each, whose name is {@code live_<id>} or {@code
 * parked_<id>}. These markers take part in the switch's RENAME, so that which generation is live
 * changes in the same instant as the application's tables.
 *
 * <p>A generation's row is written before its marker and removed after it. So a row without a
 * marker is what a crash leaves of one that is being built or given up; anything else that does not
 * fit together was changed by somebody, and is an error.
 */
final class Bookkeeping {
    static final String ROWS = "generation";
    static final String OBJECTS = "object";

    /** Holds a random name for this database, as a search server may serve several. */
    static final String OWNER = "owner";

    /** As long as it is there, what an earlier version wrote is being taken over. */
    static final String TAKING_OVER = "taking_over";

    /**
     * One table says by its name how far a switch is: whether none is under way, or its RENAME has
     * not happened, or it has. It is made long before it is renamed: a MariaDB that is killed
     * between the two may not start again. While a switch is under way its name sorts after those
     * of all other tables; see {@link SwitchPlan}.
     */
    private static final String SETTLED = "settled";

    private static final String SWITCHING = "switching";
    private static final String SWITCHED = "switched";

    private static final String LIVE = "live_";
    private static final String PARKED = "parked_";
    private static final Pattern ID = Pattern.compile("\\d{14}_[0-9a-f]{4}");

    private static final Map<String, Set<String>> COLUMNS =
            Map.of(
                    ROWS,
                    Set.of(
                            "id",
                            "state",
                            "origin",
                            "created",
                            "replaces",
                            "replaced",
                            "migrations"),
                    OBJECTS,
                    ObjectRecord.COLUMNS);

    private final Connection connection;
    private final String live;
    private final String schema;

    /**
     * @param live name of the live schema
     */
    Bookkeeping(Connection connection, String live) {
        this.connection = connection;
        this.live = live;
        this.schema = schemaOf(live);
    }

    static String schemaOf(String live) {
        return live + "__meta";
    }

    /** Whether a text has the form of a generation's id. */
    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    Connection connection() {
        return connection;
    }

    /** Quoted. */
    String table(String name) {
        return quote(schema, name);
    }

    /** Makes the schema and its tables where they are not there. */
    void create() throws SQLException {
        if (!tables().keySet().containsAll(COLUMNS.keySet())) {
            createSchema();
            createTables();
        }
        nameOwner();
        makeGate();
    }

    private void makeGate() throws SQLException {
        if (tables().keySet().stream().noneMatch(List.of(SETTLED, SWITCHING, SWITCHED)::contains)) {
            createMarker(SETTLED);
        }
    }

    /** The name of this database; empty where it has none yet. */
    String owner() throws SQLException {
        if (!tables().containsKey(OWNER)) {
            return "";
        }
        return Sql.first(
                        connection,
                        "SELECT id FROM " + table(OWNER) + " ORDER BY id LIMIT 1",
                        row -> row.getString(1))
                .orElse("");
    }

    private void nameOwner() throws SQLException {
        if (owner().isEmpty()) {
            createTable(OWNER, "id VARCHAR(36) NOT NULL PRIMARY KEY");
            Sql.update(
                    connection,
                    "INSERT INTO " + table(OWNER) + " (id) VALUES (?)",
                    UUID.randomUUID().toString());
        }
    }

    private void createSchema() throws SQLException {
        Sql.execute(
                connection,
                "CREATE DATABASE IF NOT EXISTS %s CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"
                        .formatted(quote(schema)));
    }

    private void createTables() throws SQLException {
        createTable(OBJECTS, ObjectRecord.DEFINITION);
        createTable(
                ROWS,
                """
                id VARCHAR(32) NOT NULL PRIMARY KEY,
                state VARCHAR(16) NOT NULL,
                origin VARCHAR(16) NOT NULL,
                created DATETIME(6) NOT NULL,
                replaces VARCHAR(32) NULL,
                replaced DATETIME(6) NULL,
                migrations VARCHAR(64) NULL
                """);
    }

    /** The same for what an earlier version wrote; until {@link #end} nothing is read here. */
    void begin() throws SQLException {
        createSchema();
        createTable(TAKING_OVER, "id TINYINT NOT NULL PRIMARY KEY");
        createTables();
    }

    void end() throws SQLException {
        Sql.execute(connection, "DROP TABLE IF EXISTS " + table(TAKING_OVER));
    }

    /** Every table has a primary key, which some servers demand of all. */
    void createTable(String name, String columns) throws SQLException {
        Sql.execute(
                connection,
                """
                CREATE TABLE IF NOT EXISTS %s (%s) ENGINE=InnoDB
                  DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='bookkeeping of addons-data'
                """
                        .formatted(table(name), columns));
    }

    private void createMarker(String name) throws SQLException {
        createTable(name, "id TINYINT NOT NULL PRIMARY KEY");
    }

    /** Whether there is any; an account that may not read it sees none. */
    boolean isThere() throws SQLException {
        return tables().containsKey(ROWS);
    }

    /** Columns by table. */
    Map<String, Set<String>> tables() throws SQLException {
        var tables = new TreeMap<String, Set<String>>();
        Sql.list(
                        connection,
                        "SELECT TABLE_NAME, COLUMN_NAME FROM information_schema.COLUMNS WHERE TABLE_SCHEMA=?",
                        row -> List.of(row.getString(1), row.getString(2)),
                        schema)
                .forEach(column ->
                        tables.computeIfAbsent(column.getFirst(), _ -> new TreeSet<>())
                                .add(column.getLast()));
        return tables;
    }

    /**
     * All of it, without a lock: what does not fit together is read once more, as a run may have
     * changed it in between.
     *
     * @throws DataException with {@link ErrorCode#BOOKKEEPING_DAMAGED}
     */
    Ledger read() throws SQLException {
        try {
            return readOnce();
        } catch (DataException e) {
            return readOnce();
        }
    }

    private Ledger readOnce() throws SQLException {
        var tables = tables();
        if (!tables.containsKey(ROWS) || tables.containsKey(TAKING_OVER)) {
            return Ledger.EMPTY;
        }
        requireShape(tables);
        var generations = new TreeMap<String, Generation>();
        Sql.list(
                        connection,
                        "SELECT id, state, origin, CAST(created AS CHAR) AS created, replaces,"
                                + " CAST(replaced AS CHAR) AS replaced, migrations FROM "
                                + table(ROWS),
                        this::generation)
                .forEach(generation -> generations.put(generation.id(), generation));
        var marked = marked(tables.keySet(), LIVE);
        if (marked.size() > 1) {
            throw damaged("several generations are marked as live: " + String.join(", ", marked));
        }
        requireMarkers(generations, marked, marked(tables.keySet(), PARKED));
        return new Ledger(generations, marked.stream().findFirst());
    }

    private static Set<String> marked(Set<String> tables, String prefix) {
        var ids = new TreeSet<String>();
        for (var table : tables) {
            if (table.startsWith(prefix)) {
                ids.add(table.substring(prefix.length()));
            }
        }
        return ids;
    }

    private void requireShape(Map<String, Set<String>> tables) {
        COLUMNS.forEach((table, columns) -> {
            if (!columns.equals(tables.get(table))) {
                throw damaged(
                        "its table %s has other columns than this version writes: %s"
                                .formatted(table, tables.getOrDefault(table, Set.of())));
            }
        });
    }

    private void requireMarkers(
            Map<String, Generation> generations, Set<String> live, Set<String> parked) {
        for (var id : live) {
            if (parked.contains(id)) {
                throw damaged("the generation %s has two markers".formatted(id));
            }
        }
        var markers = new TreeSet<>(parked);
        markers.addAll(live);
        for (var id : markers) {
            if (!generations.containsKey(id)) {
                throw damaged("the marker of the generation %s has no row".formatted(id));
            }
        }
        for (var generation : generations.values()) {
            var mayLack =
                    switch (generation.state()) {
                        case BUILDING, DISCARDED -> true;
                        case COMPLETE, LIVE -> false;
                    };
            if (!mayLack && !markers.contains(generation.id())) {
                throw damaged("the generation %s has no marker".formatted(generation.id()));
            }
        }
    }

    private Generation generation(ResultSet row) throws SQLException {
        var id = row.getString("id");
        try {
            if (!isId(id)) {
                throw new IllegalArgumentException("not an id");
            }
            return new Generation(
                    id,
                    State.valueOf(row.getString("state")),
                    Origin.valueOf(row.getString("origin")),
                    instant(row.getString("created")),
                    row.getString("replaces"),
                    row.getString("replaced") == null ? null : instant(row.getString("replaced")),
                    row.getString("migrations"));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw damaged(
                    "the row of the generation '%s' is none that this version writes: %s"
                            .formatted(id, e.getMessage()));
        }
    }

    private static Instant instant(String text) {
        return LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
    }

    /**
     * As text: the driver cuts fractions of a second off for servers of "version 5.5.5", as MariaDB
     * before 11 calls itself.
     */
    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : LocalDateTime.ofInstant(instant, ZoneOffset.UTC).toString();
    }

    DataException damaged(String what) {
        return DataException.of(
                        ErrorCode.BOOKKEEPING_DAMAGED,
                        "the bookkeeping in the schema %s was changed: %s".formatted(schema, what))
                .withHint(
                        "nothing was changed now; correct it, or drop that schema: %s stays as it is and is recorded as found, but undo no longer knows the schemas beside it"
                                .formatted(live));
    }

    /** Adds a generation that waits beside the live one. */
    void addParked(Generation generation) throws SQLException {
        insert(generation);
        createMarker(PARKED + generation.id());
    }

    /**
     * Makes what is live a generation, in place of the one that is marked so. The row is one that
     * is being built until there is a marker.
     */
    void addLive(Generation generation, Optional<String> marked) throws SQLException {
        if (marked.isPresent()) {
            state(marked.get(), State.DISCARDED);
        }
        insert(generation.in(State.BUILDING));
        var marker = LIVE + generation.id();
        if (marked.isPresent()) {
            Sql.execute(
                    connection,
                    "RENAME TABLE %s TO %s".formatted(table(LIVE + marked.get()), table(marker)));
        } else {
            createMarker(marker);
        }
        state(generation.id(), generation.state());
    }

    /** Takes over a row that an earlier version wrote; once more changes nothing. */
    void insert(Generation generation) throws SQLException {
        Sql.update(
                connection,
                "INSERT IGNORE INTO "
                        + table(ROWS)
                        + " (id, state, origin, created, replaces, replaced, migrations) VALUES (?,?,?,?,?,?,?)",
                generation.id(),
                generation.state().name(),
                generation.origin().name(),
                text(generation.created()),
                generation.replaces(),
                text(generation.replaced()),
                generation.migrations());
    }

    /** Marks a generation that has a row; once more changes nothing. */
    void mark(String id, boolean isLive) throws SQLException {
        createMarker((isLive ? LIVE : PARKED) + id);
    }

    /**
     * What the switch's RENAME has beside the application's tables.
     *
     * @param marked the id that is marked as live, if any is
     * @param next the one that will be
     */
    List<Rename> renames(Optional<String> marked, String next) {
        var parked = rename(PARKED + next, LIVE + next);
        return marked.map(id -> List.of(rename(LIVE + id, PARKED + id), parked))
                .orElse(List.of(parked));
    }

    private Rename rename(String from, String to) {
        return new Rename(new Rename.Table(schema, from), new Rename.Table(schema, to));
    }

    /** The part of the RENAME that says that it has happened. */
    Rename gate() {
        return rename(SWITCHING, SWITCHED);
    }

    void beginSwitch() throws SQLException {
        makeGate();
        moveGate(SETTLED, SWITCHING);
    }

    private void moveGate(String from, String to) throws SQLException {
        if (tables().containsKey(from)) {
            Sql.execute(connection, "RENAME TABLE " + rename(from, to).text());
        }
    }

    /** Whether a switch is under way whose RENAME has not happened. */
    boolean isSwitchBegun() throws SQLException {
        return tables().containsKey(SWITCHING);
    }

    /** Whether one is under way whose RENAME has. */
    boolean isSwitched() throws SQLException {
        return tables().containsKey(SWITCHED);
    }

    void endSwitch() throws SQLException {
        moveGate(SWITCHING, SETTLED);
        moveGate(SWITCHED, SETTLED);
    }

    /**
     * Says that a generation is whole, and which one it is to replace now. One that was live stays
     * known as such.
     */
    void complete(String id, @Nullable String replaced, Instant now) throws SQLException {
        Sql.update(
                connection,
                "UPDATE " + table(ROWS) + " SET replaces=?, state=IF(state=?,?,state) WHERE id=?",
                replaced,
                State.BUILDING.name(),
                State.COMPLETE.name(),
                id);
        if (replaced != null) {
            Sql.update(
                    connection,
                    "UPDATE " + table(ROWS) + " SET replaced=? WHERE id=?",
                    text(now),
                    replaced);
        }
    }

    void state(String id, State state) throws SQLException {
        Sql.update(
                connection,
                "UPDATE " + table(ROWS) + " SET state=? WHERE id=? AND state<>?",
                state.name(),
                id,
                state.name());
    }

    void origin(String id, Origin origin) throws SQLException {
        Sql.update(
                connection,
                "UPDATE " + table(ROWS) + " SET origin=? WHERE id=?",
                origin.name(),
                id);
    }

    void migrations(String id, String fingerprint) throws SQLException {
        Sql.update(
                connection,
                "UPDATE " + table(ROWS) + " SET migrations=? WHERE id=?",
                fingerprint,
                id);
    }

    /** The objects that are to be created on a generation's tables. */
    ObjectRecord objects(String id) {
        return new ObjectRecord(this, id);
    }

    /** Forgets a generation that is there no longer. */
    void remove(String id) throws SQLException {
        state(id, State.DISCARDED);
        for (var prefix : List.of(LIVE, PARKED)) {
            Sql.execute(connection, "DROP TABLE IF EXISTS " + table(prefix + id));
        }
        objects(id).clear();
        Sql.update(connection, "DELETE FROM " + table(ROWS) + " WHERE id=?", id);
    }
}
