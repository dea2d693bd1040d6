package org.addonsdata.cli.doctor;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.addonsdata.cli.console.Text;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.lifecycle.generation.Generation;
import org.addonsdata.lifecycle.generation.Generations;
import org.addonsdata.lifecycle.usecase.Workplace;
import org.addonsdata.services.volume.VolumeSummary;

/** Whether this machine's clock agrees with the server's and with what was written before. */
final class ClockCheck implements Check {
    private static final Duration TOLERANCE = Duration.ofMinutes(1);

    @Override
    public String topic() {
        return "clock";
    }

    /** What bears a moment of its own. */
    private record Written(String what, Instant moment) {}

    @Override
    public List<Finding> look(Patient patient) {
        var limit = Instant.now().plus(TOLERANCE);
        var findings = new ArrayList<Finding>();
        written(patient).stream()
                .filter(each -> each.moment().isAfter(limit))
                .map(each ->
                        Finding.wrong(
                                "%s at %s, which is still to come"
                                        .formatted(each.what(), each.moment()),
                                "set the clock right; where it is right, it was wrong then, and nothing is lost"))
                .forEach(findings::add);
        patient.workplace().flatMap(ClockCheck::difference).ifPresent(findings::add);
        return findings.isEmpty() ? List.of(Finding.fine("as it should be")) : findings;
    }

    private static List<Written> written(Patient patient) {
        var written = new ArrayList<Written>();
        patient.volume()
                .flatMap(VolumeSummary::description)
                .map(volume -> new Written("the volume was made", volume.created()))
                .ifPresent(written::add);
        patient.snapshots().list().stream()
                .findFirst()
                .map(entry ->
                        new Written(
                                "the snapshot %s was taken".formatted(entry.name()),
                                entry.created()))
                .ifPresent(written::add);
        patient.workplace()
                .flatMap(ClockCheck::live)
                .map(live ->
                        new Written("the live data was " + live.origin().text(), live.created()))
                .ifPresent(written::add);
        return written;
    }

    private static Optional<Generation> live(Workplace workplace) {
        try {
            return Generations.of(workplace.application(), workplace.servers().database()).live();
        } catch (DataException e) {
            // The check of the data says so.
            return Optional.empty();
        }
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
