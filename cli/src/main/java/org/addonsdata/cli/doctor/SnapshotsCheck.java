package org.addonsdata.cli.doctor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.addonsdata.cli.console.Text;
import org.addonsdata.snapshot.store.SnapshotEntry;

/** How many snapshots there are, how much room they take, and which are not whole. */
final class SnapshotsCheck implements Check {
    private static final int MANY = 20;
    private static final long MUCH_BYTES = 5_000_000_000L;
    private static final Duration OLD = Duration.ofDays(90);

    @Override
    public String topic() {
        return "snapshots";
    }

    @Override
    public List<Finding> look(Patient patient) {
        var entries = patient.snapshots().list();
        if (entries.isEmpty()) {
            return List.of(Finding.fine("none in " + patient.snapshots().root()));
        }
        var findings = new ArrayList<Finding>();
        findings.add(total(entries));
        for (var entry : entries) {
            if (!entry.isComplete() && entry.kind() == SnapshotEntry.Kind.OURS) {
                findings.add(
                        Finding.note(
                                entry.name() + " is not complete: " + entry.problem(),
                                "it is never restored; snapshots prune removes it"));
            }
        }
        return findings;
    }

    private static Finding total(List<SnapshotEntry> entries) {
        long bytes = entries.stream().mapToLong(SnapshotEntry::bytes).sum();
        var oldest = Duration.between(entries.getLast().created(), Instant.now());
        var text =
                "%d, %s, the oldest %s old"
                        .formatted(entries.size(), Text.bytes(bytes), Text.duration(oldest));
        boolean isOld = entries.size() > 1 && oldest.compareTo(OLD) > 0;
        return entries.size() > MANY || bytes > MUCH_BYTES || isOld
                ? Finding.note(
                        text, "addons-data snapshots prune --keep 5 --dry-run tells what could go")
                : Finding.fine(text);
    }
}
