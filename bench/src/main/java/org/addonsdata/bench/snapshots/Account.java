package org.addonsdata.bench.snapshots;

import java.util.List;
import java.util.Map;
import org.addonsdata.services.DatabaseEndpoint;

/**
 * How the other tools reach a server. The password goes by the environment, which all of them read.
 */
record Account(DatabaseEndpoint endpoint) {
    List<String> words() {
        return List.of(
                "-h", endpoint.host(),
                "-P", Integer.toString(endpoint.port()),
                "-u", endpoint.administrator().user());
    }

    Map<String, String> environment() {
        return Map.of("MYSQL_PWD", endpoint.administrator().password());
    }
}
