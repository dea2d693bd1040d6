package org.addonsdata.cli.doctor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.addonsdata.cli.console.Text;
import org.addonsdata.lifecycle.generation.DatabaseState;
import org.addonsdata.lifecycle.generation.Generation;
import org.addonsdata.lifecycle.generation.Inventory.Parked;
import org.addonsdata.lifecycle.usecase.DataReport;
import org.addonsdata.lifecycle.usecase.Leftovers;
import org.addonsdata.lifecycle.usecase.Workplace;

/** The live data, what undo keeps, and what runs that died left on the servers. */
final class GenerationsCheck implements Check {
    private static final Duration OLD = Duration.ofDays(30);

    @Override
    public String topic() {
        return "data";
    }

    @Override
    public List<Finding> look(Patient patient) {
        return patient.workplace().map(GenerationsCheck::look).orElse(List.of());
    }

    private static List<Finding> look(Workplace workplace) {
        var servers = workplace.servers();
        var application = workplace.application();
        var report = DataReport.read(application, servers.database(), servers.search());
        var left = Leftovers.read(application, servers.database(), servers.search());
        var findings = new ArrayList<Finding>();
        findings.add(state(report, left));
        left.undo().ifPresent(parked -> findings.add(undo(parked)));
        for (var parked : left.schemas()) {
            findings.add(
                    leftover(
                            "the schema " + parked.schema() + ", " + Text.bytes(parked.bytes()),
                            workplace));
        }
        for (var index : left.indexes()) {
            findings.add(leftover("the index " + index, workplace));
        }
        return findings;
    }

    private static Finding state(DataReport report, Leftovers left) {
        return switch (report.database()) {
            case DatabaseState.Missing() ->
                    Finding.note("there is no database", "make initialize_data creates it");
            case DatabaseState.Empty() ->
                    Finding.note("the database is empty", "make initialize_data fills it");
            case DatabaseState.Unrecorded() ->
                    Finding.note("the data are not recorded yet", "make initialize_data does");
            case DatabaseState.Foreign(var tables) ->
                    Finding.note(
                            "the database holds something else: " + String.join(", ", tables),
                            "another volume has room for ours: make up DATA_VOLUME=another");
            case DatabaseState.Ours(_) ->
                    report.migrated()
                            ? Finding.fine(
                                    "initialised and migrated, " + Text.bytes(left.liveBytes()))
                            : Finding.note("migrations are waiting", "make initialize_data");
        };
    }

    private static Finding undo(Parked parked) {
        var created = parked.generation().map(Generation::created).orElse(Instant.EPOCH);
        var age = Duration.between(created, Instant.now());
        var text =
                "undo keeps the data of %s ago, %s"
                        .formatted(Text.duration(age), Text.bytes(parked.bytes()));
        return age.compareTo(OLD) > 0
                ? Finding.note(
                        text,
                        "the next reset or restore replaces it; until then it only takes room")
                : Finding.fine(text);
    }

    private static Finding leftover(String what, Workplace workplace) {
        return Finding.note(
                        what + " was left by a run that died, and nothing refers to it",
                        "the next command that changes data removes it, or doctor --fix")
                .withRemedy(() -> {
                    Leftovers.sweep(workplace);
                    return "removed " + what;
                });
    }
}
