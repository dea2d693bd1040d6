package org.addonsdata.cli.doctor;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.addonsdata.lifecycle.index.SearchServers;
import org.addonsdata.lifecycle.usecase.Workplace;
import org.addonsdata.search.cluster.Call;
import org.addonsdata.services.Mode;
import org.addonsdata.services.StackStatus.ServerState;
import org.addonsdata.services.embedded.StrayServers;

/** Whether the servers run and answer. */
final class ServersCheck implements Check {
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Finding OPEN_TO_USERS =
            Finding.note(
                    "the search server has no passwords: every user of this machine can read and change the index",
                    "if that is too many, use MODE=external with a search server that has accounts");

    @Override
    public String topic() {
        return "servers";
    }

    @Override
    public List<Finding> look(Patient patient) {
        if (patient.trouble().isPresent()) {
            // The doctor shows it with its hint.
            throw patient.trouble().get();
        }
        var findings = new ArrayList<Finding>();
        state(patient, patient.status().database(), findings);
        state(patient, patient.status().search(), findings);
        strays(patient, findings);
        patient.workplace()
                .ifPresent(workplace -> {
                    database(workplace, findings);
                    search(workplace, findings);
                    if (patient.status().mode() == Mode.EMBEDDED) {
                        findings.add(OPEN_TO_USERS);
                    }
                });
        return findings;
    }

    private static void state(Patient patient, ServerState server, List<Finding> findings) {
        if (server.problem() != null) {
            findings.add(
                    Finding.wrong(
                            server.server() + " " + server.problem(), advice(patient, server)));
        } else if (!server.running()) {
            findings.add(
                    Finding.note(
                            server.server() + " does not run, so its data were not looked at",
                            "start it with make up, or look with doctor --start"));
        }
    }

    private static String advice(Patient patient, ServerState server) {
        if (patient.status().mode() != Mode.EMBEDDED) {
            return "make up says more, and what to do";
        }
        return server.running()
                ? "make down stops it"
                : "make up starts it again on the same volume, and it recovers";
    }

    /** Left by a run whose directory was deleted; no run file names them any more. */
    private static void strays(Patient patient, List<Finding> findings) {
        for (var stray : StrayServers.all()) {
            var daemon = stray.daemon();
            if (daemon.pid() != patient.status().database().pid()
                    && daemon.pid() != patient.status().search().pid()) {
                findings.add(
                        Finding.note(
                                "%s (process %d) runs on %s, which was moved or deleted"
                                        .formatted(daemon.name(), daemon.pid(), stray.volume()),
                                "end it with: kill " + daemon.pid()));
            }
        }
    }

    private static void database(Workplace workplace, List<Finding> findings) {
        long started = System.nanoTime();
        try (var connection = workplace.servers().database().connections(ANSWER).open(null);
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT VERSION()")) {
            findings.add(
                    Finding.fine(
                            "the database answers in %d ms: %s"
                                    .formatted(
                                            millisSince(started),
                                            row.next() ? row.getString(1) : "")));
        } catch (SQLException e) {
            findings.add(
                    Finding.wrong(
                            "the database does not answer: " + e.getMessage(),
                            "look at its log, which 'status' names, then make down and make up"));
        }
    }

    private static void search(Workplace workplace, List<Finding> findings) {
        long started = System.nanoTime();
        var health =
                SearchServers.cluster(workplace.servers().search())
                        .send(
                                Call.get("/_cluster/health", "look at the search server's health")
                                        .within(ANSWER))
                        .json();
        var colour = health.path("status").asString("unknown");
        var text =
                "the search server answers in %d ms: %s, nodes: %d"
                        .formatted(
                                millisSince(started),
                                colour,
                                health.path("number_of_nodes").asInt());
        findings.add(
                switch (colour) {
                    case "green" -> Finding.fine(text);
                    case "yellow" ->
                            Finding.note(
                                    text,
                                    "replicas have no node to be on: set index.replicas to 0, or add nodes");
                    default ->
                            Finding.wrong(
                                    text,
                                    "data of an index are missing: look at its log, then make reindex_data");
                });
    }

    private static long millisSince(long started) {
        return Duration.ofNanos(System.nanoTime() - started).toMillis();
    }
}
