package org.addonsdata.bench.snapshots;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.addonsdata.bench.measure.Runs;
import org.addonsdata.bench.measure.TimedProcess;
import org.addonsdata.bench.measure.TimedProcess.FailedException;
import org.addonsdata.bench.measure.Turns;
import org.addonsdata.bench.measure.Usage;
import org.addonsdata.bench.snapshots.Contender.Role;

/**
 * Measures the cases on one server. In each round every contender runs once, another one first each
 * time. What they restore in the first round is compared with what was exported. One that cannot be
 * run, or restores something else, is told and left out; if that is us, the bench fails.
 */
final class CaseBench {
    private final BenchServer server;
    private final TimedProcess processes;
    private final int rounds;

    CaseBench(BenchServer server, TimedProcess processes, int rounds) {
        this.server = server;
        this.processes = processes;
        this.rounds = rounds;
    }

    /**
     * @param content of what was exported
     */
    List<Measured> measure(Case what, List<Contender> contenders, TableContent content)
            throws IOException, SQLException, InterruptedException {
        Map<Role, Runs<Run>> runs = new EnumMap<>(Role.class);
        Map<Role, String> problems = new EnumMap<>(Role.class);
        contenders.forEach(contender -> runs.put(contender.role(), new Runs<>()));
        for (int round = 0; round < rounds; round++) {
            for (var contender : Turns.of(contenders, round)) {
                if (problems.containsKey(contender.role())) {
                    continue;
                }
                try {
                    var run = run(contender);
                    Objects.requireNonNull(runs.get(contender.role())).add(run);
                    say(
                            what,
                            "round %d: %s, %.1f s"
                                    .formatted(round + 1, contender.title(), run.seconds()));
                    if (round == 0) {
                        requireSame(contender, content);
                    }
                } catch (FailedException e) {
                    if (contender.role().isOurs()) {
                        throw new IOException(contender.title() + " " + e.getMessage(), e);
                    }
                    problems.put(contender.role(), e.getMessage());
                    say(what, contender.title() + " " + e.getMessage());
                }
            }
        }
        return measured(contenders, runs, problems);
    }

    private Run run(Contender contender)
            throws FailedException, IOException, SQLException, InterruptedException {
        contender.preparation().run();
        new Calm(processes).await(server.pid());
        var pid = server.pid();
        var before = Usage.cpuSeconds(pid);
        var client = processes.run(contender.command());
        return new Run(client, Usage.cpuSeconds(pid) - before);
    }

    private void requireSame(Contender contender, TableContent content)
            throws FailedException, SQLException {
        if (contender.result().isEmpty()) {
            return;
        }
        try (var connection = server.database().connections().open(null)) {
            var differences = content.differences(TableContent.of(connection, contender.result()));
            if (!differences.isEmpty()) {
                throw new FailedException("restored something else: " + differences);
            }
        }
    }

    private static List<Measured> measured(
            List<Contender> contenders, Map<Role, Runs<Run>> runs, Map<Role, String> problems) {
        var measured = new ArrayList<Measured>();
        for (var contender : contenders) {
            measured.add(
                    new Measured(
                            contender.role(),
                            contender.title(),
                            Objects.requireNonNull(runs.get(contender.role())),
                            problems.getOrDefault(contender.role(), "")));
        }
        return measured;
    }

    private void say(Case what, String text) {
        System.err.println(server.name() + ", " + what.title() + ", " + text);
    }
}
