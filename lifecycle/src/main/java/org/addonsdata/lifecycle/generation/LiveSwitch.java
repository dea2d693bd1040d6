package org.addonsdata.lifecycle.generation;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.faults.FaultPoints;
import org.addonsdata.core.sql.Connections;
import org.addonsdata.lifecycle.generation.Rename.Table;
import org.addonsdata.snapshot.dump.DumpStatement.ObjectKind;
import org.addonsdata.snapshot.objects.SchemaObject;
import org.jspecify.annotations.Nullable;

/**
 * What a switch does to the live schema. Its views, triggers, routines and events are recorded
 * first. Then {@link TableSwitch} renames the tables and exchanges the triggers. Views, routines
 * and events stay until that has happened; then the old ones are dropped and the new ones created.
 *
 * <p>A table of the bookkeeping says how far that is: it is created before anything is dropped, the
 * RENAME gives it another name, and it is gone when the old objects are.
 */
final class LiveSwitch {
    private final Connection connection;
    private final Server server;
    private final Bookkeeping bookkeeping;
    private final Schemas schemas;

    /**
     * Where it happens.
     *
     * @param owners connections of the application's account
     * @param live name of the live schema
     * @param lockWait how long to try while a table is in use
     */
    record Server(
            Connections connections,
            Connections owners,
            String live,
            FaultPoints faults,
            Duration lockWait) {}

    LiveSwitch(Connection connection, Server server) {
        this.connection = connection;
        this.server = server;
        this.bookkeeping = new Bookkeeping(connection, server.live);
        this.schemas = new Schemas(connection, server.live);
    }

    private SchemaObjects objects() {
        return new SchemaObjects(connection, server.live, server.owners);
    }

    /**
     * Moves the tables.
     *
     * @param before the generation that is live now; null where there is none
     * @return for how long tables had no triggers
     */
    TriggerGap run(String id, @Nullable String before) throws SQLException {
        if (before != null) {
            objects().record(bookkeeping.objects(before));
        }
        server.faults.reached("switch.objects-recorded");
        bookkeeping.beginSwitch();
        server.faults.reached("switch.begun");
        try {
            return new TableSwitch(server.connections, server.faults, server.lockWait)
                    .run(plan(id, before));
        } catch (SQLException e) {
            throw failed(before, DatabaseErrors.failed("switch to the new generation", e));
        } catch (DataException e) {
            throw failed(before, e);
        }
    }

    private SwitchPlan plan(String id, @Nullable String before) throws SQLException {
        var renames = new ArrayList<>(bookkeeping.renames(bookkeeping.read().marked(), id));
        if (before != null) {
            move(server.live, schemas.of(before), renames);
        }
        move(schemas.of(id), server.live, renames);
        return new SwitchPlan(
                server.live,
                before == null ? List.of() : objects().asideOf(schemas.tables(schemas.of(id))),
                renames,
                bookkeeping.gate(),
                before == null ? RecordedTriggers.of(server.live, List.of()) : triggers(before),
                triggers(id));
    }

    private void move(String from, String to, List<Rename> renames) throws SQLException {
        for (var table : schemas.tables(from)) {
            renames.add(new Rename(new Table(from, table), new Table(to, table)));
        }
    }

    private TableTriggers triggers(String id) throws SQLException {
        return RecordedTriggers.of(server.live, recordedTriggers(id));
    }

    private List<SchemaObject> recordedTriggers(String id) throws SQLException {
        return bookkeeping.objects(id).read().stream()
                .filter(object -> object.kind() == ObjectKind.TRIGGER)
                .toList();
    }

    /** What was live stays so, with all its objects. */
    private DataException failed(@Nullable String before, DataException reason) {
        try {
            var missing = before == null ? List.<String>of() : attachAgain(before);
            bookkeeping.endSwitch();
            return missing.isEmpty() ? reason : withMissing(reason, missing);
        } catch (SQLException e) {
            reason.addSuppressed(e);
            return reason;
        }
    }

    private List<String> attachAgain(String before) throws SQLException {
        var missing = objects().attach(bookkeeping.objects(before)).failures();
        if (schemas.tables(schemas.of(before)).isEmpty()) {
            var _ = schemas.drop(schemas.of(before));
        }
        return missing;
    }

    private static DataException withMissing(DataException reason, List<String> missing) {
        return DataException.of(
                        reason.code(),
                        reason.messageText() + "; and " + String.join("; ", missing),
                        reason)
                .withHint("the next command tries again to create what is missing");
    }

    /** After the RENAME: exchanges the other objects. */
    SchemaObjects.Attached attach(String id, @Nullable String before) throws SQLException {
        objects().dropChanged(recordedTriggers(id));
        if (before != null) {
            objects().dropReplaced(bookkeeping.objects(before));
        }
        server.faults.reached("switch.objects-detached");
        bookkeeping.endSwitch();
        return objects().attach(bookkeeping.objects(id));
    }

    /**
     * Finishes what an earlier run did not end.
     *
     * @param live the generation whose tables are live
     * @return what was found, one sentence each
     */
    List<String> recover(Generation live) throws SQLException {
        var found = new ArrayList<String>();
        var isSwitched = bookkeeping.isSwitched();
        var isBegun = bookkeeping.isSwitchBegun();
        if (isSwitched && live.replaces() != null) {
            objects().dropReplaced(bookkeeping.objects(live.replaces()));
        }
        bookkeeping.endSwitch();
        var attached = objects().attach(bookkeeping.objects(live.id()));
        if (isSwitched || (!isBegun && attached.created() > 0)) {
            found.add("finished the switch that an earlier run did not end");
        } else if (attached.created() > 0) {
            found.add(
                    "put back %d triggers that an earlier run had dropped for its switch; rows written since did not fire them"
                            .formatted(attached.created()));
        }
        found.addAll(attached.failures());
        return found;
    }
}
