package org.addonsdata.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.services.process.Ports;

/**
 * Runs every quick command once in one process, which the JVM records for its AOT cache, and the
 * long ones on data that are large enough for the second compiler to find what is worth its time.
 * It is a smoke test of a new distribution as well: what fails here fails the recording.
 */
public final class Training {
    private static final String[][] LINES = {
        {"--version"},
        {"up"},
        {"status"},
        {"status", "--json"},
        {"env"},
        {"initialize"},
        {"volume", "list"},
        {"volume", "inspect"},
        {"initialize", "--force-db", "--yes"},
        {"undo", "--yes"},
        {"initialize", "--force-db", "--yes", "--seed-addons", "3000"},
        {"reindex"},
        {"export"},
        {"snapshots", "list"},
        {"restore", "--yes"},
        {"search", "tab", "--explain"},
        {"up"},
        {"down"}
    };

    private Training() {}

    /**
     * @param arguments none
     */
    public static void main(String[] arguments) {
        var environment = new HashMap<>(System.getenv());
        environment.put("MYSQL_PORT", Integer.toString(Ports.anyFree()));
        environment.put("SEARCH_PORT", Integer.toString(Ports.anyFree()));
        int status = 0;
        for (var line : LINES) {
            System.out.println("$ addons-data " + String.join(" ", line));
            status = Math.max(status, run(line, environment));
        }
        System.exit(status);
    }

    private static int run(String[] line, Map<String, String> environment) {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        return Main.run(line, environment, out, out, new Cancellation());
    }
}
