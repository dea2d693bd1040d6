package org.addonsdata.lifecycle.restore;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.lifecycle.generation.DatabaseErrors;
import org.addonsdata.services.DatabaseEndpoint;
import org.addonsdata.snapshot.dump.Definer;
import org.addonsdata.snapshot.objects.SchemaObject;
import org.addonsdata.snapshot.restore.RestorePlan;

/**
 * The account that a dump's views, triggers, routines and events are made for, whatever the dump
 * says: the application's. Whatever they do when they run, they do with no more rights than the
 * application has, so an account with power over the server is given none.
 *
 * @param powers what the account may do beyond its schemas; empty where all is well
 */
public record ObjectOwner(Definer account, Set<String> powers) {
    private static final int SHOWN = 20;
    private static final int POWERS_SHOWN = 3;

    /** Asks the server who the application is. */
    public static ObjectOwner of(DatabaseEndpoint database) {
        var account = ServerAccount.ofApplication(database);
        try (var connection = database.connections(database.application()).open(null)) {
            return new ObjectOwner(account, Grants.read(connection).administrative());
        } catch (SQLException e) {
            throw DatabaseErrors.failed("ask for the rights of " + account, e);
        }
    }

    /**
     * Tells what the dump brings and whose it will be.
     *
     * @param withEvents whether events run by themselves as the dump has them
     * @throws DataException with {@link ErrorCode#STATEMENT_REFUSED} where the account has power
     *     over the server
     */
    public void review(RestorePlan plan, boolean withEvents, Progress progress) {
        if (!powers.isEmpty()) {
            throw DataException.of(
                            ErrorCode.STATEMENT_REFUSED,
                            "the dump holds %s, which would run with the rights of %s, and that account has power over the server (%s)"
                                    .formatted(list(plan.named()), account, shownPowers()))
                    .withHint(
                            "nothing was changed; give an account that has rights on its schemas only, see docs/external.md, or a dump without these objects");
        }
        progress.note("of the dump, %s will belong to %s".formatted(list(plan.named()), account));
        var events = plan.named().stream().filter(name -> name.startsWith("event ")).toList();
        if (!withEvents && !events.isEmpty()) {
            progress.note(
                    list(events)
                            + " will not run by itself; --with-events restores events as they were");
        }
    }

    private String shownPowers() {
        var shown = powers.stream().limit(POWERS_SHOWN).toList();
        return String.join(", ", shown) + (powers.size() > POWERS_SHOWN ? ", …" : "");
    }

    private static String list(List<String> names) {
        var shown = String.join(", ", new TreeSet<>(names).stream().limit(SHOWN).toList());
        return names.size() > SHOWN
                ? "%s and %,d more".formatted(shown, names.size() - SHOWN)
                : shown;
    }

    /** The objects as this account's. */
    public List<SchemaObject> take(List<SchemaObject> objects, boolean withEvents) {
        return objects.stream()
                .map(object -> object.ownedBy(account))
                .map(object -> withEvents ? object : object.asleep())
                .toList();
    }
}
