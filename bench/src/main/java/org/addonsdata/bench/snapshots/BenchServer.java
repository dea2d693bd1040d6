package org.addonsdata.bench.snapshots;

import java.util.List;
import org.addonsdata.services.DatabaseEndpoint;

/** A database server with our tool and its own tools for it. */
interface BenchServer {
    /** The database that our tool manages. */
    String LIVE = "olympia";

    /** Product and version, such as {@code "MySQL 9.7.4"}. */
    String name();

    /** Of the server. */
    long pid();

    DatabaseEndpoint database();

    /** Our tool, for this server. */
    Tool tool();

    /** The server's own dump tool and client. */
    StockTools stock();

    /**
     * Tools of a server's makers.
     *
     * @param dumpName as people know it
     * @param dump how it is run, without options
     */
    record StockTools(String dumpName, List<String> dump, String clientName, List<String> client) {}
}
