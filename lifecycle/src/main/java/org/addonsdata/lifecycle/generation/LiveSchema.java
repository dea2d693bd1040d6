package org.addonsdata.lifecycle.generation;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.addonsdata.core.sql.Connections;
import org.addonsdata.lifecycle.application.Application;

/** What the live schema holds, as its tables and the bookkeeping say together. */
final class LiveSchema {
    private static final int TABLES_NAMED = 5;

    private final Connection connection;
    private final Connections owners;
    private final Application application;
    private final String live;
    private final Schemas schemas;
    private final Bookkeeping bookkeeping;

    /**
     * @param owners connections of the application's account, which reads the rows
     */
    LiveSchema(Connection connection, Connections owners, Application application) {
        this.connection = connection;
        this.owners = owners;
        this.application = application;
        this.live = application.databaseName();
        this.schemas = new Schemas(connection, live);
        this.bookkeeping = new Bookkeeping(connection, live);
    }

    DatabaseState state() throws SQLException {
        if (!schemas.exists(live)) {
            return new DatabaseState.Missing();
        }
        var ledger = bookkeeping.read();
        var tables = schemas.tables(live);
        var recognised = !tables.isEmpty() && recognises();
        if (recognised) {
            return current(ledger)
                    .filter(generation -> !generation.origin().isForeign())
                    .<DatabaseState>map(DatabaseState.Ours::new)
                    .orElseGet(DatabaseState.Unrecorded::new);
        }
        SchemaObjects.listed(connection, live).forEach(object -> tables.add(object.name()));
        return tables.isEmpty()
                ? new DatabaseState.Empty()
                : new DatabaseState.Foreign(
                        tables.subList(0, Math.min(TABLES_NAMED, tables.size())));
    }

    /** Whether the tables are the application's. */
    boolean recognises() throws SQLException {
        try (var reader = owners.open(null)) {
            return application.migrations().recognises(reader, live);
        }
    }

    /**
     * The generation that the live schema holds. The marker alone does not tell: the application
     * can drop its schema, and somebody can fill another one by hand.
     */
    Optional<Generation> current() throws SQLException {
        return current(bookkeeping.read());
    }

    private Optional<Generation> current(Ledger ledger) throws SQLException {
        var marked = ledger.live();
        return marked.isPresent() && isThere(marked.get()) ? marked : Optional.empty();
    }

    /** The generation that the tables of this run's own migrations belong to. */
    Optional<Generation> migrated() throws SQLException {
        return recognises() ? bookkeeping.read().live() : Optional.empty();
    }

    private boolean isThere(Generation marked) throws SQLException {
        if (!marked.origin().isForeign()) {
            return recognises() && new LiveTables(connection, live).areStillThoseOf(marked.id());
        }
        return !schemas.isEmpty(live) || !bookkeeping.objects(marked.id()).isEmpty();
    }

    /**
     * First what the live generation replaced; where that is not there, as after somebody dropped
     * the live schema or loaded a dump into it by hand, the one that was live last.
     */
    List<Generation> kept() throws SQLException {
        var ledger = bookkeeping.read();
        var there = schemas.parked();
        var kept = new ArrayList<>(ledger.kept());
        kept.removeIf(generation -> !there.contains(schemas.of(generation.id())));
        var replaced = idReplacedByLive();
        kept.sort(Comparator.comparing(generation -> !generation.id().equals(replaced)));
        return List.copyOf(kept);
    }

    /** Empty where nothing was live before. */
    String idReplacedByLive() throws SQLException {
        return current().map(Generation::replaces).orElse("");
    }
}
