package org.addonsdata.services.searchnode;

import java.nio.file.Path;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.services.process.Ports;

/** What the test for ordinary users runs in a process of theirs. */
final class OrdinaryUser {
    private OrdinaryUser() {}

    /** Starts and stops a node; arguments are volume, engines and cache. */
    public static void main(String[] arguments) {
        var node =
                new SearchNode(
                        SearchNodeSettings.of(
                                SearchEngine.OPENSEARCH,
                                Path.of(arguments[0]),
                                Path.of(arguments[1]),
                                Path.of(arguments[2]),
                                Ports.anyFree()));
        try {
            node.start();
            node.await(new Cancellation());
            System.out.println("answers");
            node.stop();
            System.out.println("stopped " + node.last().isEmpty());
        } catch (DataException e) {
            System.out.println(e.code() + ": " + e.getMessage());
        }
    }
}
