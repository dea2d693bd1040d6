package org.addonsdata.services;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Servers that were found to answer. */
public final class AnsweringServers implements ServiceStack.Running {
    private final DatabaseEndpoint database;
    private final Supplier<SearchEndpoint> ask;
    private @Nullable SearchEndpoint search;

    /**
     * @param ask for the search server, when it is first needed
     */
    public AnsweringServers(DatabaseEndpoint database, Supplier<SearchEndpoint> ask) {
        this.database = database;
        this.ask = ask;
    }

    @Override
    public DatabaseEndpoint database() {
        return database;
    }

    @Override
    public SearchEndpoint search() {
        if (search == null) {
            search = ask.get();
        }
        return search;
    }

    @Override
    public void close() {}
}
