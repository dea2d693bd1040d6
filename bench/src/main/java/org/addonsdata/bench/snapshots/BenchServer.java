package org.addonsdata.bench.snapshots;

import java.nio.file.Path;
import java.util.List;
import org.addonsdata.bench.measure.Command;
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

    /** Seeds the database with our tool. */
    Command seed(int addons);

    /** Our export. */
    Command export(Path directory);

    /** Our restore, up to the switch. */
    Command restore(Path source);

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
