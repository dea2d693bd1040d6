package org.addonsdata.cli.doctor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import org.addonsdata.cli.console.Text;
import org.addonsdata.core.files.FileErrors;
import org.addonsdata.services.volume.VolumeSummary;

/** Room and speed of where the data and the snapshots lie. */
final class DiskCheck implements Check {
    /** Below this the database's own log files find no room. */
    private static final long LEAST_BYTES = 500_000_000;

    private static final int SYNCS = 20;
    private static final int BLOCK_BYTES = 4096;

    /** A commit waits for a sync: beyond this a seed or a restore is told by it. */
    private static final Duration SLOW_SYNC = Duration.ofMillis(50);

    @Override
    public String topic() {
        return "disk";
    }

    @Override
    public List<Finding> look(Patient patient) {
        var findings = new ArrayList<Finding>();
        var places = new LinkedHashSet<Path>();
        places.add(existing(patient.place()));
        places.add(existing(patient.snapshots().root()));
        long data = patient.volume().map(VolumeSummary::databaseBytes).orElse(0L);
        for (var place : places) {
            findings.add(room(place, data));
        }
        speed(existing(patient.place()), findings);
        return findings;
    }

    private static Finding room(Path place, long data) {
        try {
            long free = Files.getFileStore(place).getUsableSpace();
            var text = "%s free in %s".formatted(Text.bytes(free), place);
            if (free < LEAST_BYTES) {
                return Finding.wrong(
                        text, "free at least " + Text.bytes(LEAST_BYTES) + ", or use another disk");
            }
            return free < data
                    ? Finding.note(
                            text + ", less than the database takes, " + Text.bytes(data),
                            "a reset or a restore keeps the old data beside the new: free some first")
                    : Finding.fine(text);
        } catch (IOException e) {
            return Finding.wrong(
                    "cannot tell how much room there is in " + place + ": " + FileErrors.reason(e),
                    "look whether the directory can be read");
        }
    }

    private static void speed(Path place, List<Finding> findings) {
        try {
            var sync = medianSync(place);
            var text = "a write is on the disk after %.1f ms".formatted(sync.toNanos() / 1e6);
            findings.add(
                    sync.compareTo(SLOW_SYNC) > 0
                            ? Finding.note(
                                    text + ", and every commit waits for one",
                                    "a local solid-state disk takes a few ms; DATA_VOLUME=/path uses another one")
                            : Finding.fine(text));
        } catch (IOException e) {
            findings.add(
                    Finding.wrong(
                            "cannot write in " + place + ": " + FileErrors.reason(e),
                            "make the directory writable for you, or use another volume"));
        }
    }

    private static Duration medianSync(Path place) throws IOException {
        var file = Files.createTempFile(place, ".addons-data-doctor", ".tmp");
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            var nanos = new long[SYNCS];
            for (int i = 0; i < SYNCS; i++) {
                channel.write(ByteBuffer.allocate(BLOCK_BYTES));
                long started = System.nanoTime();
                channel.force(false);
                nanos[i] = System.nanoTime() - started;
            }
            Arrays.sort(nanos);
            return Duration.ofNanos(nanos[SYNCS / 2]);
        } finally {
            Files.delete(file);
        }
    }

    /** The directory itself, or where it would be made. */
    private static Path existing(Path path) {
        var place = path;
        while (!Files.isDirectory(place) && place.getParent() != null) {
            place = place.getParent();
        }
        return place;
    }
}
