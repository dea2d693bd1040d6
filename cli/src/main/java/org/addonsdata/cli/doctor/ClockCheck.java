package org.addonsdata.cli.doctor;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.addonsdata.cli.console.Text;
import org.addonsdata.lifecycle.usecase.Workplace;
import org.addonsdata.services.volume.VolumeDescription;
import org.addonsdata.snapshot.store.SnapshotEntry;

/** Whether this machine's clock agrees with the server's and with what was written before. */
final class ClockCheck implements Check {
    private static final Duration TOLERANCE = Duration.ofMinutes(1);

    @Override
    public String topic() {
        return "clock";
    }

    @Override
    public List<Finding> look(Patient patient) {
        var findings = new ArrayList<Finding>();
        newest(patient)
                .filter(moment -> moment.isAfter(Instant.now().plus(TOLERANCE)))
                .ifPresent(moment ->
                        findings.add(
                                Finding.wrong(
                                        "something here was written at %s, which is still to come"
                                                .formatted(moment),
                                        "set the clock right; snapshots and generations go by it")));
        patient.workplace().flatMap(ClockCheck::difference).ifPresent(findings::add);
        return findings.isEmpty() ? List.of(Finding.fine("as it should be")) : findings;
    }

    private static Optional<Instant> newest(Patient patient) {
        var snapshot = patient.snapshots().list().stream().findFirst().map(SnapshotEntry::created);
        var volume =
                patient.volume()
                        .flatMap(found -> found.description())
                        .map(VolumeDescription::created);
        return snapshot.isPresent()
                        && volume.filter(moment -> moment.isAfter(snapshot.get())).isEmpty()
                ? snapshot
                : volume;
    }

    private static Optional<Finding> difference(Workplace workplace) {
        try (var connection = workplace.servers().database().connections().open(null);
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT UNIX_TIMESTAMP(NOW(3)) * 1000")) {
            if (!row.next()) {
                return Optional.empty();
            }
            var apart = Duration.between(Instant.ofEpochMilli(row.getLong(1)), Instant.now()).abs();
            return apart.compareTo(TOLERANCE) <= 0
                    ? Optional.empty()
                    : Optional.of(
                            Finding.wrong(
                                    "this clock and the database server's are %s apart"
                                            .formatted(Text.duration(apart)),
                                    "set both by a time server; reindexing catches up by their moments"));
        } catch (SQLException e) {
            return Optional.empty();
        }
    }
}
