package org.addonsdata.lifecycle.generation;

import static org.addonsdata.core.sql.Names.quote;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.faults.FaultPoints;
import org.addonsdata.core.sql.Connections;
import org.addonsdata.lifecycle.application.Application;
import org.addonsdata.lifecycle.generation.Generation.Origin;
import org.addonsdata.lifecycle.generation.Generation.State;
import org.addonsdata.services.DatabaseEndpoint;
import org.addonsdata.snapshot.objects.SchemaObject;
import org.jspecify.annotations.Nullable;

/** The generations of one application's database on one server. */
public final class Generations {
    private static final DateTimeFormatter ID_TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);
    private static final int LOCK_WAIT_SECONDS = 30;

    private final Connections connections;
    private final Connections owners;
    private final Application application;
    private final FaultPoints faults;
    private final String live;
    private final int lockWaitSeconds;

    /** Those on a server, for whoever only looks. */
    public static Generations of(Application application, DatabaseEndpoint database) {
        return new Generations(
                database.connections(),
                database.connections(database.application()),
                application,
                FaultPoints.NONE);
    }

    /** Where the application's account is the administrator. */
    public Generations(Connections connections, Application application, FaultPoints faults) {
        this(connections, connections, application, faults);
    }

    /**
     * @param owners connections of the application's account, which creates what belongs to it, and
     *     reads the rows of the live schema
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

    /** The schema with the bookkeeping, which only this tool is to reach. */
    public static String bookkeepingOf(String live) {
        return Bookkeeping.schemaOf(live);
    }

    /** A name that this database alone has; empty where nothing of this tool is in it. */
    public static String owner(Connections connections, String live) {
        try (var connection = connections.open(null)) {
            return new Bookkeeping(connection, live).owner();
        } catch (SQLException e) {
            throw DatabaseErrors.failed("read the bookkeeping of " + live, e);
        }
    }

    /** The schema in which a generation waits that is not live. */
    public String schemaOf(String id) {
        return Schemas.of(live, id);
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
                    if (new EarlierBookkeeping(connection, owners, live).isUnsettled()) {
                        return false;
                    }
                    var bookkeeping = new Bookkeeping(connection, live);
                    var current = schemaIn(connection).current();
                    return current.isEmpty()
                            || (current.get().state() == State.LIVE
                                    && !bookkeeping.isSwitched()
                                    && !bookkeeping.isSwitchBegun()
                                    && bookkeeping.objects(current.get().id()).isEmpty());
                });
    }

    /** What the live schema holds. */
    public DatabaseState inspect() {
        return withConnection(
                "inspect the database " + live, connection -> schemaIn(connection).state());
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
                    var schemas = new Schemas(connection, live);
                    if (schemas.exists(live)) {
                        objects(connection, live).requireDetachable();
                    }
                    var bookkeeping = new Bookkeeping(connection, live);
                    bookkeeping.create();
                    faults.reached("stage.bookkeeping-created");
                    var id = newId(schemas);
                    bookkeeping.addParked(Generation.of(id, State.BUILDING, origin, now()));
                    faults.reached("stage.generation-recorded");
                    SchemaDefaults.createLike(connection, schemas.of(id), live);
                    faults.reached("stage.schema-created");
                    return new Staged(id, schemas.of(id));
                });
    }

    /** Records which migrations the staged schema has. */
    public void migrated(String schema, String fingerprint) {
        withConnection(
                "record the migrations",
                connection -> {
                    var id = idOf(connection, schema);
                    new Bookkeeping(connection, live).migrations(id, fingerprint);
                    if (schema.equals(live)) {
                        new LiveTables(connection, live).record(id);
                    }
                    return schema;
                });
    }

    /** Records the objects that are to be created when the staged schema's tables are live. */
    public void record(String schema, List<SchemaObject> objects) {
        withConnection(
                "record the views, triggers, routines and events",
                connection -> {
                    recordOf(connection, schema).write(objects);
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
                    var record = recordOf(connection, schema);
                    if (new Schemas(connection, live).exists(live)) {
                        objects(connection, live).requireRightToCreate(record);
                    }
                    return objects(connection, schema).missing(record);
                });
    }

    /** Whether the schema's tables are the application's. */
    public boolean recognises(String schema) {
        return withConnection(
                "look at the schema " + schema,
                connection ->
                        schema.equals(live)
                                ? schemaIn(connection).recognises()
                                : application.migrations().recognises(connection, schema));
    }

    /** Records that the restored data in the staged schema is not the application's. */
    public void foreign(String schema) {
        withConnection(
                "record the origin of the data",
                connection -> {
                    new Bookkeeping(connection, live)
                            .origin(idOf(connection, schema), Origin.RESTORED_FOREIGN);
                    return schema;
                });
    }

    /** Gives the server fresh statistics of a schema that was just filled. */
    public void analyse(String schema) {
        withConnection(
                "analyse the tables of " + schema,
                connection -> {
                    for (var table : new Schemas(connection, live).tables(schema)) {
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
        var bookkeeping = new Bookkeeping(connection, live);
        bookkeeping.create();
        var ledger = bookkeeping.read();
        var generation =
                Generation.of(newId(new Schemas(connection, live)), State.LIVE, origin, now());
        bookkeeping.addLive(generation, ledger.marked());
        new LiveTables(connection, live).record(generation.id());
        return generation;
    }

    /**
     * Removes a generation that is not live.
     *
     * @return what could not be dropped, one sentence each
     */
    public List<String> discard(String id) {
        return withConnection(
                "drop the schema " + schemaOf(id),
                connection -> new Sweep(connection, live).discard(id));
    }

    /** The generation that is live, if it is the application's and has bookkeeping. */
    public Optional<Generation> live() {
        return inspect() instanceof DatabaseState.Ours(var generation)
                ? Optional.of(generation)
                : Optional.empty();
    }

    /** The generation that undo would put back. */
    public Optional<Generation> replaced() {
        return kept().stream().findFirst();
    }

    /** The one that the live generation replaced; empty where nothing was live then. */
    public Optional<Generation> replacedByLive() {
        return withConnection(
                "look for the generation before",
                connection -> {
                    var replaced = schemaIn(connection).idReplacedByLive();
                    return schemaIn(connection).kept().stream()
                            .filter(generation -> generation.id().equals(replaced))
                            .findFirst();
                });
    }

    /** Those that undo can put back, the one first that it puts back unless another is named. */
    public List<Generation> kept() {
        return withConnection(
                "look for the generations before", connection -> schemaIn(connection).kept());
    }

    /**
     * What a switch did.
     *
     * @param missing one sentence for each object that could not be created on the live tables
     * @param notes one sentence for each thing that could not be tidied up
     */
    public record Switched(List<String> missing, List<String> notes) {}

    /**
     * Makes a verified generation the live one, in one step, and keeps the one before for {@link
     * #replaced}.
     *
     * @throws DataException where a table is locked by somebody for too long; nothing has changed
     *     then
     */
    public Switched switchTo(String id) {
        return withConnection(
                "switch to the new generation", connection -> switchTo(connection, id));
    }

    /**
     * Drops the generation that has waited longest, where more are kept than are to be; never more
     * than the one, never the one that was replaced last, and never the only one with rows.
     *
     * @return what there is to say of it, one sentence each
     */
    public List<String> trim(int keep) {
        return withConnection(
                "drop the oldest generation",
                connection ->
                        new Retention(connection, owners, application)
                                .trim(schemaIn(connection).kept(), keep));
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

    private LiveSchema schemaIn(Connection connection) {
        return new LiveSchema(connection, owners, application);
    }

    private String idOf(Connection connection, String schema) throws SQLException {
        if (!schema.equals(live)) {
            return new Schemas(connection, live).generation(schema);
        }
        return schemaIn(connection)
                .migrated()
                .map(Generation::id)
                .orElseThrow(() ->
                        DataException.of(
                                        ErrorCode.DATABASE_NOT_OURS,
                                        "what the database %s holds is not recorded"
                                                .formatted(live))
                                .withHint("another connection has changed it; try again"));
    }

    private ObjectRecord recordOf(Connection connection, String schema) throws SQLException {
        return new Bookkeeping(connection, live).objects(idOf(connection, schema));
    }

    private SchemaObjects objects(Connection connection, String schema) {
        return new SchemaObjects(connection, schema, owners);
    }

    private Switched switchTo(Connection connection, String id) throws SQLException {
        var bookkeeping = new Bookkeeping(connection, live);
        var staged = schemaOf(id);
        var before = nameOfLive(connection);
        bookkeeping.complete(id, before, now());
        faults.reached("switch.generation-complete");
        objects(connection, staged).detach(bookkeeping.objects(id));
        if (before != null) {
            SchemaDefaults.createLike(connection, schemaOf(before), live);
            SchemaDefaults.copy(connection, live, schemaOf(before));
        }
        var exchange = exchange(connection);
        var gap = exchange.run(id, before);
        bookkeeping.state(id, State.LIVE);
        new LiveTables(connection, live).record(id);
        SchemaDefaults.copy(connection, staged, live);
        faults.reached("switch.defaults-set");
        var attached = exchange.attach(id, before);
        faults.reached("switch.objects-attached");
        var notes = new ArrayList<>(gap.told());
        notes.addAll(new Sweep(connection, live).afterSwitch(staged));
        faults.reached("switch.staging-dropped");
        return new Switched(attached.failures(), notes);
    }

    /**
     * The live generation's id; null when there is nothing live. What is not recorded gets a name
     * here.
     */
    private @Nullable String nameOfLive(Connection connection) throws SQLException {
        if (!new Schemas(connection, live).exists(live)) {
            SchemaDefaults.createLike(connection, live, live);
        }
        var current = schemaIn(connection).current();
        if (current.isPresent()) {
            return current.get().id();
        }
        return switch (schemaIn(connection).state()) {
            case DatabaseState.Missing(), DatabaseState.Empty() -> null;
            case DatabaseState.Ours(var known) -> known.id();
            case DatabaseState.Unrecorded() -> adopt(connection, Origin.ADOPTED).id();
            case DatabaseState.Foreign(_) -> adopt(connection, Origin.FOREIGN).id();
        };
    }

    private LiveSwitch exchange(Connection connection) {
        return new LiveSwitch(
                connection,
                new LiveSwitch.Server(
                        connections, owners, live, faults, Duration.ofSeconds(lockWaitSeconds)));
    }

    private List<String> recover(Connection connection) throws SQLException {
        var found =
                new ArrayList<>(new EarlierBookkeeping(connection, owners, live).takeOver(faults));
        var bookkeeping = new Bookkeeping(connection, live);
        var current = schemaIn(connection).current();
        if (current.isPresent()) {
            bookkeeping.create();
            var id = current.get().id();
            bookkeeping.state(id, State.LIVE);
            SchemaDefaults.copy(connection, schemaOf(id), live);
            found.addAll(exchange(connection).recover(current.get()));
            new LiveTables(connection, live).record(id);
        }
        found.addAll(new Sweep(connection, live).run());
        return found;
    }

    private static String newId(Schemas schemas) throws SQLException {
        while (true) {
            var random = new byte[2];
            ThreadLocalRandom.current().nextBytes(random);
            var id = ID_TIME.format(now()) + "_" + HexFormat.of().formatHex(random);
            if (!schemas.exists(schemas.of(id))) {
                return id;
            }
        }
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
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
