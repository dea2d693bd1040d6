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
import org.addonsdata.lifecycle.usecase.Leftovers.Leftover;
import org.addonsdata.lifecycle.usecase.Workplace;

/** The live data, what undo keeps, and what runs that died left on the servers. */
final class GenerationsCheck implements Check {
    private static final Duration OLD = Duration.ofDays(30);
    private static final String LEFT = " was left by a run that died, and nothing refers to it";
    private static final String ADVICE =
            "the next command that changes data removes it, or doctor --fix";

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
        if (!report.displaced().isEmpty()) {
            findings.add(
                    Finding.wrong(
                            "there is no table, or a view in its place: "
                                    + String.join(", ", report.displaced()),
                            "find out who put it there; make restore_data or make data_undo brings the tables back"));
        }
        left.undo().forEach(parked -> findings.add(undo(parked)));
        left.schemas().forEach(schema -> findings.add(schema(schema, workplace)));
        left.unknown().forEach(parked -> findings.add(unknown(parked)));
        for (var index : left.indexes()) {
            findings.add(leftover("the index " + index, workplace));
        }
        return findings;
    }

    private static Finding state(DataReport report, Leftovers left) {
        return switch (report.database().orElseThrow()) {
            case DatabaseState.Missing() ->
                    Finding.note(
                            "there is no database",
                            "make initialize_data creates it" + orUndo(left));
            case DatabaseState.Empty() ->
                    Finding.note(
                            "the database is empty",
                            "make initialize_data fills it" + orUndo(left));
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

    private static String orUndo(Leftovers left) {
        return left.undo().isEmpty() ? "" : "; make data_undo puts back what was replaced last";
    }

    private static Finding undo(Parked parked) {
        var created = parked.generation().map(Generation::created).orElse(Instant.EPOCH);
        var age = Duration.between(created, Instant.now());
        var text =
                "undo keeps the data of %s ago, %s"
                        .formatted(Text.duration(age), Text.bytes(parked.bytes()));
        return age.compareTo(OLD) > 0
                ? Finding.note(
                        text, "later resets and restores replace it; until then it only takes room")
                : Finding.fine(text);
    }

    private static Finding schema(Leftover left, Workplace workplace) {
        var name = left.schema().schema();
        var what = "the schema %s, %s".formatted(name, Text.bytes(left.schema().bytes()));
        if (!left.strangers().isEmpty()) {
            return Finding.note(
                    what
                            + " is not needed, and cannot be dropped while there are files in its directory that are not the server's: "
                            + String.join(
                                    ", ",
                                    left.strangers().stream()
                                            .map(file -> Text.printable(file.toString()))
                                            .toList()),
                    "remove them, if nothing uses them; the next command that changes data drops the schema");
        }
        return Finding.note(what + LEFT, ADVICE)
                .withRemedy(() -> {
                    Leftovers.sweep(workplace);
                    var isThere =
                            Leftovers.isThere(
                                    workplace.servers().database(), workplace.application(), name);
                    return isThere ? "could not remove " + what : "removed " + what;
                });
    }

    private static Finding unknown(Parked parked) {
        return Finding.note(
                "the schema %s, %s, looks like a generation, and nothing is recorded of it"
                        .formatted(parked.schema(), Text.bytes(parked.bytes())),
                "nothing here uses or drops it; look at what it holds, and drop it by hand");
    }

    private static Finding leftover(String what, Workplace workplace) {
        return Finding.note(what + LEFT, ADVICE)
                .withRemedy(() -> {
                    Leftovers.sweep(workplace);
                    return "removed " + what;
                });
    }
}
