package org.addonsdata.lifecycle.generation;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Drops what nobody needs: schemas that were being built, generations that were given up, schemas
 * that a switch has emptied. What cannot be dropped is said, and remembered by its row or by being
 * there, for the next time.
 */
final class Sweep {
    private final Bookkeeping bookkeeping;
    private final Schemas schemas;
    private final String live;

    Sweep(Connection connection, String live) {
        this.bookkeeping = new Bookkeeping(connection, live);
        this.schemas = new Schemas(connection, live);
        this.live = live;
    }

    /**
     * @return what was dropped and what could not be, one sentence each
     */
    List<String> run() throws SQLException {
        var notes = new ArrayList<String>();
        var ledger = bookkeeping.read();
        forgetWhatIsGone(ledger);
        for (var leftover : ledger.leftovers()) {
            var schema = schemas.of(leftover.id());
            var wasThere = schemas.exists(schema);
            var failures = discard(leftover.id());
            notes.addAll(failures);
            if (wasThere && failures.isEmpty()) {
                notes.add(removed(schema));
            }
        }
        dropEmptied(ledger, notes);
        return notes;
    }

    private static String removed(String schema) {
        return "removed " + schema + ", which an earlier run left behind";
    }

    /** Of what somebody else dropped, nothing can be put back. */
    private void forgetWhatIsGone(Ledger ledger) throws SQLException {
        for (var kept : ledger.kept()) {
            if (!schemas.exists(schemas.of(kept.id()))) {
                bookkeeping.remove(kept.id());
            }
        }
        for (var marked : ledger.live().stream().toList()) {
            if (schemas.isEmpty(live) && bookkeeping.objects(marked.id()).isEmpty()) {
                bookkeeping.remove(marked.id());
            }
        }
    }

    /** Schemas of ours whose tables a switch has taken, or that nothing was put into yet. */
    private void dropEmptied(Ledger ledger, List<String> notes) throws SQLException {
        for (var schema : schemas.parked()) {
            var generation = ledger.find(schemas.generation(schema));
            var isLive = generation.equals(ledger.live());
            if ((generation.isEmpty() || isLive) && schemas.isEmpty(schema)) {
                var failure = schemas.drop(schema);
                notes.add(failure.orElseGet(() -> removed(schema)));
            }
        }
    }

    /**
     * Gives a generation up and drops what is there of it.
     *
     * @return what could not be dropped
     */
    List<String> discard(String id) throws SQLException {
        if (bookkeeping.isThere()) {
            bookkeeping.state(id, Generation.State.DISCARDED);
        }
        var failure = schemas.drop(schemas.of(id));
        if (failure.isEmpty() && bookkeeping.isThere()) {
            bookkeeping.remove(id);
        }
        return failure.stream().toList();
    }

    /**
     * After a switch: what it emptied, and what was given up.
     *
     * @return what could not be dropped
     */
    List<String> afterSwitch(String staged) throws SQLException {
        var notes = new ArrayList<>(schemas.drop(staged).stream().toList());
        for (var leftover : bookkeeping.read().leftovers()) {
            notes.addAll(discard(leftover.id()));
        }
        return notes;
    }
}
