package org.addonsdata.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.addonsdata.cli.console.Text;

/** Whether both servers find room in memory. */
final class MemoryCheck implements Check {
    private static final Path MEMORY = Path.of("/proc/meminfo");

    /** What both take at rest, and their caches when they work. */
    private static final long NEEDED_BYTES = 800_000_000;

    @Override
    public String topic() {
        return "memory";
    }

    @Override
    public List<Finding> look(Patient patient) {
        var available = available();
        if (available.isEmpty()) {
            return List.of();
        }
        var text = Text.bytes(available.getAsLong()) + " available";
        boolean tight = available.getAsLong() < NEEDED_BYTES && !patient.status().isRunning();
        return List.of(
                tight
                        ? Finding.note(
                                text + ", and the servers take up to " + Text.bytes(NEEDED_BYTES),
                                "end other programs, or set SEARCH_HEAP=256m")
                        : Finding.fine(text));
    }

    /** As Linux estimates it, "MemAvailable" in proc(5); nothing elsewhere. */
    private static OptionalLong available() {
        try {
            return Files.isReadable(MEMORY)
                    ? Files.readAllLines(MEMORY).stream()
                            .filter(line -> line.startsWith("MemAvailable:"))
                            .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                            .findFirst()
                    : OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
