package org.addonsdata.snapshot.restore;

import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.snapshot.database.Catalog;
import org.addonsdata.snapshot.dump.DumpStatement.CreateObject;
import org.addonsdata.snapshot.dump.DumpStatement.ObjectKind;
import org.addonsdata.snapshot.dump.ViewOrder;

/**
 * Views, triggers, routines and events: each is made once in the staging schema, so that what
 * cannot be made is known before anything is replaced, and removed again.
 */
final class ObjectTrial {
    private static final int NEEDS_SUPER = 1419;

    private final RestoreJob job;
    private final List<PendingObject> pending;

    ObjectTrial(RestoreJob job, CollationRule collations) {
        this.job = job;
        this.pending = pending(job.contents(), collations);
    }

    /** In the order in which they can be made. */
    List<PendingObject> pending() {
        return pending;
    }

    void run(StagingSessions sessions) throws SQLException {
        if (pending.isEmpty()) {
            return;
        }
        var connection = sessions.first();
        for (var object : pending) {
            job.cancellation().check();
            make(object, sessions);
        }
        var catalog = Catalog.read(connection, job.schema(), job.options().ownTables());
        var made =
                catalog.views().size()
                        + catalog.functions().size()
                        + catalog.procedures().size()
                        + catalog.triggers().size()
                        + catalog.events().size();
        if (made != pending.size()) {
            throw DataException.of(
                    ErrorCode.VERIFICATION_FAILED,
                    "%d of %d views, triggers, routines and events were made"
                            .formatted(made, pending.size()));
        }
        for (var object : pending.reversed()) {
            object.drop(connection);
        }
        StagingSessions.prepare(connection);
    }

    private void make(PendingObject object, StagingSessions sessions) throws SQLException {
        try {
            makeOrHaveMade(object, sessions);
        } catch (SQLException e) {
            throw new SQLException(
                    "%s %s: %s"
                            .formatted(
                                    object.kind().name().toLowerCase(Locale.ROOT),
                                    object.name(),
                                    e.getMessage()),
                    e.getSQLState(),
                    e.getErrorCode(),
                    e);
        }
    }

    private void makeOrHaveMade(PendingObject object, StagingSessions sessions)
            throws SQLException {
        var maker = job.options().maker();
        try {
            object.tryOut(sessions.first(), sessions.version());
        } catch (SQLException e) {
            if (maker == null || e.getErrorCode() != NEEDS_SUPER) {
                throw e;
            }
            maker.make(object, sessions.version());
        }
    }

    private static List<PendingObject> pending(DumpContents contents, CollationRule collations) {
        var views = new HashMap<String, String>();
        contents.objects.values().stream()
                .filter(object -> object.kind() == ObjectKind.VIEW)
                .forEach(object -> views.put(object.name(), object.sql()));
        var rankOfView = new HashMap<String, Integer>();
        ViewOrder.of(views).forEach(view -> rankOfView.put(view, rankOfView.size()));
        var order =
                Comparator.<CreateObject>comparingInt(object -> rank(object))
                        .thenComparingInt(object ->
                                object.kind() == ObjectKind.VIEW
                                        ? rankOfView.getOrDefault(object.name(), 0)
                                        : 0);
        return contents.objects.values().stream()
                .sorted(order)
                .map(object -> pending(object, collations))
                .toList();
    }

    private static PendingObject pending(CreateObject object, CollationRule collations) {
        var settings = object.settings();
        return new PendingObject(
                object.kind(),
                object.name(),
                object.table(),
                collations.apply(object.sql(), settings.sqlMode()),
                settings.sqlMode(),
                collations.target(settings.collation()),
                object.kind() == ObjectKind.EVENT ? settings.timeZone() : "");
    }

    /** Routines, then views, each behind those it reads, then triggers, then events. */
    private static int rank(CreateObject object) {
        return switch (object.kind()) {
            case FUNCTION -> 0;
            case PROCEDURE -> 1;
            case VIEW -> 2;
            case TRIGGER -> 3;
            case EVENT -> 4;
        };
    }
}
