package org.addonsdata.lifecycle.generation;

import static org.addonsdata.core.sql.Names.quote;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.faults.FaultPoints;
import org.addonsdata.core.sql.Connections;
import org.addonsdata.lifecycle.application.Application;
import org.addonsdata.lifecycle.generation.Generation.Origin;
import org.addonsdata.lifecycle.generation.Generation.State;
import org.addonsdata.snapshot.objects.SchemaObject;
import org.jspecify.annotations.Nullable;

/** The generations of one application's database on one server. */
public final class Generations {
    private static final DateTimeFormatter ID_TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);
    private static final Pattern ID = Pattern.compile("\\d{14}_[0-9a-f]{4}");
    private static final int LOCK_WAIT_SECONDS = 30;
    private static final int TABLES_NAMED = 5;

    private final Connections connections;
    private final Connections owners;
    private final Application application;
    private final FaultPoints faults;
    private final String live;
    private final int lockWaitSeconds;

    public Generations(Connections connections, Application application, FaultPoints faults) {
        this(connections, connections, application, faults);
    }

    /**
     * @param owners connections of the application's account, which creates what belongs to it
     */
    public Generations(
            Connections connections,
            Connections owners,
            Application application,
            FaultPoints faults) {
        this(connections, owners, application, faults, LOCK_WAIT_SECONDS);
    }

    /**
     * @param lockWaitSeconds how long the switch waits for a table that somebody uses
     */
    Generations(
            Connections connections,
            Connections owners,
            Application application,
            FaultPoints faults,
            int lockWaitSeconds) {
        this.lockWaitSeconds = lockWaitSeconds;
        this.connections = connections;
        this.owners = owners;
        this.application = application;
        this.faults = faults;
        this.live = application.databaseName();
    }

    /** A schema that is being filled. */
    public record Staged(String id, String schema) {}

    /** The schema in which a generation waits that is not live. */
    public String schemaOf(String id) {
        return live + "__" + id;
    }

    /** Whether the server is the one to write to. */
    public ServerRole role() {
        return withConnection("ask whether the database is read-only", ServerRole::of);
    }

    /** Whether no switch was interrupted; what is beside the live schema does not matter. */
    public boolean isSettled() {
        return withConnection(
                "inspect the database " + live,
                connection -> {
                    var generation = Bookkeeping.read(connection, live);
                    return generation.isEmpty()
                            || (generation.get().state() == State.LIVE
                                    && objects(connection, live).isAttached());
                });
    }

    /** What the live schema holds. */
    public DatabaseState inspect() {
        return withConnection("inspect the database " + live, this::state);
    }

    /**
     * Creates an empty schema for a new generation.
     *
     * @throws DataException with {@code ACCESS_DENIED} also where the account could not switch to
     *     it in the end
     */
    public Staged stage(Origin origin) {
        return withConnection(
                "create a staging schema",
                connection -> {
                    if (exists(connection, live)) {
                        objects(connection, live).requireDetachable();
                    }
                    var staged = newSchema(connection);
                    Bookkeeping.create(
                            connection,
                            staged.schema(),
                            new Generation(staged.id(), State.BUILDING, origin, now(), null, null));
                    faults.reached("stage.schema-created");
                    return staged;
                });
    }

    /** Records which migrations the staged schema has. */
    public void migrated(String schema, String fingerprint) {
        withConnection(
                "record the migrations",
                connection -> {
                    Bookkeeping.migrations(connection, schema, fingerprint);
                    return schema;
                });
    }

    /** Records the objects that are to be created when the staged schema's tables are live. */
    public void record(String schema, List<SchemaObject> objects) {
        withConnection(
                "record the views, triggers, routines and events",
                connection -> {
                    objects(connection, schema).record(objects);
                    return schema;
                });
    }

    /**
     * What is recorded of the staged schema and not there.
     *
     * @throws DataException with {@link ErrorCode#ACCESS_DENIED} where it could not be created in
     *     the live schema; nothing has changed
     */
    public List<SchemaObject> recorded(String schema) {
        return withConnection(
                "look at the views, triggers, routines and events",
                connection -> {
                    var staged = objects(connection, schema);
                    if (exists(connection, live)) {
                        objects(connection, live).requireRightToCreate(staged);
                    }
                    return staged.missing();
                });
    }

    /** Whether the schema's tables are the application's. */
    public boolean recognises(String schema) {
        return withConnection(
                "look at the schema " + schema,
                connection -> application.migrations().recognises(connection, schema));
    }

    /** Records that the staged schema's data is not the application's. */
    public void foreign(String schema) {
        withConnection(
                "record the origin of the data",
                connection -> {
                    Bookkeeping.origin(connection, schema, Origin.FOREIGN);
                    return schema;
                });
    }

    /** Gives the server fresh statistics of a schema that was just filled. */
    public void analyse(String schema) {
        withConnection(
                "analyse the tables of " + schema,
                connection -> {
                    for (var table : tables(connection, schema)) {
                        Sql.execute(connection, "ANALYZE TABLE " + quote(schema, table));
                    }
                    return schema;
                });
    }

    /** Names the live schema's data as the application's, where it has no bookkeeping yet. */
    public Generation adopt(Origin origin) {
        return withConnection("record the generation", connection -> adopt(connection, origin));
    }

    private Generation adopt(Connection connection, Origin origin) throws SQLException {
        var before = lastOnceLive(connection).map(Generation::id).orElse(null);
        var generation = new Generation(newId(), State.LIVE, origin, now(), before, null);
        Bookkeeping.create(connection, live, generation);
        return generation;
    }

    /** Removes a generation that is not live. */
    public void discard(String id) {
        withConnection(
                "drop the schema " + schemaOf(id),
                connection -> {
                    Sql.execute(connection, "DROP DATABASE IF EXISTS " + quote(schemaOf(id)));
                    return id;
                });
    }

    /** The generation that is live, if it is the application's and has bookkeeping. */
    public Optional<Generation> live() {
        return inspect() instanceof DatabaseState.Ours(var generation)
                ? Optional.of(generation)
                : Optional.empty();
    }

    /** The generation that undo would put back. */
    public Optional<Generation> replaced() {
        return withConnection("look for the generation before", this::replaced);
    }

    /**
     * Makes a verified generation the live one, in one step, and keeps the one before for {@link
     * #replaced}.
     *
     * @return one sentence for each object that could not be created on the live tables
     * @throws DataException where a table is locked by somebody for too long; nothing has changed
     *     then
     */
    public List<String> switchTo(String id) {
        return withConnection(
                "switch to the new generation", connection -> switchTo(connection, id));
    }

    /**
     * Finishes what a crash interrupted after a switch, and sweeps what one left before it: schemas
     * that were being built, and generations that nothing refers to.
     *
     * @return what was found, one sentence each; empty when all was well
     */
    public List<String> recover() {
        return withConnection("recover the database", this::recover);
    }

    private DatabaseState state(Connection connection) throws SQLException {
        if (!exists(connection, live)) {
            return new DatabaseState.Missing();
        }
        var generation = Bookkeeping.read(connection, live);
        if (generation.isPresent() && generation.get().origin() != Origin.FOREIGN) {
            return new DatabaseState.Ours(generation.get());
        }
        var tables = tables(connection, live);
        tables.removeAll(Bookkeeping.TABLES);
        var views = objects(connection, live).names();
        if (tables.isEmpty() && views.isEmpty()) {
            return new DatabaseState.Empty();
        }
        if (application.migrations().recognises(connection, live)) {
            return new DatabaseState.Unrecorded();
        }
        tables.addAll(views);
        return new DatabaseState.Foreign(tables.subList(0, Math.min(TABLES_NAMED, tables.size())));
    }

    private SchemaObjects objects(Connection connection, String schema) {
        return new SchemaObjects(connection, schema, owners);
    }

    private List<String> switchTo(Connection connection, String id) throws SQLException {
        var staged = schemaOf(id);
        var before = nameOfLive(connection);
        var replaced =
                before != null ? before : lastOnceLive(connection).map(Generation::id).orElse(null);
        Bookkeeping.replaces(connection, staged, replaced);
        Bookkeeping.complete(connection, staged);
        faults.reached("switch.generation-complete");
        objects(connection, staged).detach();
        if (before != null) {
            SchemaDefaults.createLike(connection, schemaOf(before), live);
            SchemaDefaults.copy(connection, live, schemaOf(before));
            objects(connection, live).detach();
        }
        faults.reached("switch.objects-detached");
        renameAll(connection, staged, before == null ? null : schemaOf(before));
        faults.reached("switch.tables-renamed");
        Bookkeeping.live(connection, live);
        SchemaDefaults.copy(connection, staged, live);
        faults.reached("switch.defaults-set");
        var attached = objects(connection, live).attach();
        faults.reached("switch.objects-attached");
        Sql.execute(connection, "DROP DATABASE IF EXISTS " + quote(staged));
        faults.reached("switch.staging-dropped");
        sweep(connection);
        faults.reached("switch.older-dropped");
        return attached.failures();
    }

    /**
     * The live generation's id; null when there is nothing live. Foreign tables get a name here.
     */
    private @Nullable String nameOfLive(Connection connection) throws SQLException {
        if (!exists(connection, live)) {
            SchemaDefaults.createLike(connection, live, live);
            return null;
        }
        var generation = Bookkeeping.read(connection, live);
        if (generation.isPresent()) {
            return generation.get().id();
        }
        return switch (state(connection)) {
            case DatabaseState.Missing() -> null;
            case DatabaseState.Empty() -> null;
            case DatabaseState.Ours(var known) -> known.id();
            case DatabaseState.Unrecorded() -> adopt(connection, Origin.ADOPTED).id();
            case DatabaseState.Foreign(_) -> adopt(connection, Origin.FOREIGN).id();
        };
    }

    /**
     * The one atomic statement; tables of the live schema go to {@code parking}, the staged ones
     * become live.
     */
    private void renameAll(Connection connection, String staged, @Nullable String parking)
            throws SQLException {
        var renames = new ArrayList<String>();
        if (parking == null) {
            for (var table : Bookkeeping.TABLES) {
                Sql.execute(connection, "DROP TABLE IF EXISTS " + quote(live, table));
            }
        } else {
            for (var table : tables(connection, live)) {
                renames.add(quote(live, table) + " TO " + quote(parking, table));
            }
        }
        for (var table : tables(connection, staged)) {
            renames.add(quote(staged, table) + " TO " + quote(live, table));
        }
        Sql.execute(connection, "SET SESSION lock_wait_timeout=" + lockWaitSeconds);
        try {
            Sql.execute(connection, "RENAME TABLE " + String.join(", ", renames));
        } catch (SQLException e) {
            if (parking != null) {
                attachAgain(connection, parking, e);
            }
            throw e;
        }
    }

    private void attachAgain(Connection connection, String parking, SQLException reason) {
        try {
            objects(connection, live)
                    .attach()
                    .failures()
                    .forEach(failure -> reason.addSuppressed(new SQLException(failure)));
            if (tables(connection, parking).isEmpty()) {
                Sql.execute(connection, "DROP DATABASE " + quote(parking));
            }
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    /**
     * What the live schema's bookkeeping names; where it names nothing that is there, as after
     * somebody dropped the schema or loaded a dump into it by hand, the last one that was live.
     */
    private Optional<Generation> replaced(Connection connection) throws SQLException {
        var generation = Bookkeeping.read(connection, live);
        if (generation.isPresent() && generation.get().replaces() != null) {
            var named = Bookkeeping.read(connection, schemaOf(generation.get().replaces()));
            if (named.isPresent()) {
                return named;
            }
        }
        return lastOnceLive(connection);
    }

    private Optional<Generation> lastOnceLive(Connection connection) throws SQLException {
        var candidates = new ArrayList<Generation>();
        for (var schema : parked(connection)) {
            Bookkeeping.read(connection, schema)
                    .filter(generation -> generation.state() == State.LIVE)
                    .filter(generation -> schema.equals(schemaOf(generation.id())))
                    .ifPresent(candidates::add);
        }
        return candidates.stream().max(Comparator.comparing(Generation::created));
    }

    private List<String> recover(Connection connection) throws SQLException {
        var found = new ArrayList<String>();
        var generation = Bookkeeping.read(connection, live);
        if (generation.isPresent()) {
            Bookkeeping.live(connection, live);
            SchemaDefaults.copy(connection, schemaOf(generation.get().id()), live);
            var attached = objects(connection, live).attach();
            if (attached.created() > 0) {
                found.add("finished the switch that an earlier run did not end");
            }
            found.addAll(attached.failures());
        }
        for (var dropped : sweep(connection)) {
            found.add("removed " + dropped + ", which an earlier run left behind");
        }
        return found;
    }

    /** Drops every parked schema of ours but the one that undo needs; names what it dropped. */
    private List<String> sweep(Connection connection) throws SQLException {
        var kept = replaced(connection).map(generation -> schemaOf(generation.id())).orElse("");
        var dropped = new ArrayList<String>();
        for (var schema : parked(connection)) {
            boolean ours =
                    Bookkeeping.read(connection, schema).isPresent()
                            || Bookkeeping.TABLES.containsAll(tables(connection, schema));
            if (ours && !schema.equals(kept)) {
                Sql.execute(connection, "DROP DATABASE " + quote(schema));
                dropped.add(schema);
            }
        }
        return dropped;
    }

    private List<String> parked(Connection connection) throws SQLException {
        var prefix = live + "__";
        return Sql.list(
                        connection,
                        "SELECT SCHEMA_NAME FROM information_schema.SCHEMATA ORDER BY SCHEMA_NAME",
                        row -> row.getString(1))
                .stream()
                .filter(schema -> schema.startsWith(prefix))
                .filter(schema -> ID.matcher(schema.substring(prefix.length())).matches())
                .toList();
    }

    private Staged newSchema(Connection connection) throws SQLException {
        while (true) {
            var id = newId();
            if (!exists(connection, schemaOf(id))) {
                SchemaDefaults.createLike(connection, schemaOf(id), live);
                return new Staged(id, schemaOf(id));
            }
        }
    }

    private static String newId() {
        var random = new byte[2];
        ThreadLocalRandom.current().nextBytes(random);
        return ID_TIME.format(now()) + "_" + HexFormat.of().formatHex(random);
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    private static boolean exists(Connection connection, String schema) throws SQLException {
        return Sql.first(
                        connection,
                        "SELECT 1 FROM information_schema.SCHEMATA WHERE SCHEMA_NAME=?",
                        row -> row.getInt(1),
                        schema)
                .isPresent();
    }

    /** Everything that RENAME TABLE moves: tables of any kind and sequences, but no views. */
    private static List<String> tables(Connection connection, String schema) throws SQLException {
        return Sql.list(
                connection,
                "SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA=?"
                        + " AND TABLE_TYPE NOT LIKE '%VIEW' ORDER BY TABLE_NAME",
                row -> row.getString(1),
                schema);
    }

    private interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    private <T> T withConnection(String purpose, Work<T> work) {
        try (var connection = connections.open(null)) {
            return work.with(connection);
        } catch (SQLException e) {
            throw DatabaseErrors.failed(purpose, e);
        }
    }
}
