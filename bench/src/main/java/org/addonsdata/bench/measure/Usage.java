package org.addonsdata.bench.measure;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What one process took.
 *
 * @param seconds until it had done what is measured
 * @param secondsInAll until it ended
 * @param cpuSeconds of all its threads, its start included
 * @param peakBytes the most it had in memory at once (VmHWM)
 */
public record Usage(double seconds, double secondsInAll, double cpuSeconds, long peakBytes) {
    private static final double NANOS = 1e9;
    private static final double TICKS_PER_SECOND = 100;

    /** Of the process that asks, since it began; its start is not part of the seconds given. */
    public static Usage ofThisProcess(long nanos) throws IOException {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        var seconds = nanos / NANOS;
        return new Usage(seconds, seconds, system.getProcessCpuTime() / NANOS, peak());
    }

    private static long peak() throws IOException {
        return peakBytes("self")
                .orElseThrow(() -> new IOException("no VmHWM in /proc/self/status"));
    }

    /**
     * The most memory a process had at once so far; nothing of one that has ended (proc(5)).
     *
     * @param process its id, or {@code self}
     */
    static OptionalLong peakBytes(String process) throws IOException {
        for (var line : Files.readAllLines(Path.of("/proc", process, "status"))) {
            if (line.startsWith("VmHWM:")) {
                return OptionalLong.of(Long.parseLong(line.replaceAll("\\D", "")) * 1024);
            }
        }
        return OptionalLong.empty();
    }

    /**
     * User and system time of all children of this process that have ended, and of theirs (proc(5),
     * fields 16 and 17).
     */
    static double endedChildrenCpuSeconds() throws IOException {
        var fields = stat("self");
        return (Long.parseLong(fields[13]) + Long.parseLong(fields[14])) / TICKS_PER_SECOND;
    }

    /** User and system time of another process so far (proc(5), fields 14 and 15). */
    public static double cpuSeconds(long pid) throws IOException {
        var fields = stat(Long.toString(pid));
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    }

    /** Beginning with field 3, as the second may hold blanks. */
    private static String[] stat(String process) throws IOException {
        var stat = Files.readString(Path.of("/proc", process, "stat"));
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    }

    public String toJson() {
        return JsonMapper.shared()
                .createObjectNode()
                .put("seconds", seconds)
                .put("cpuSeconds", cpuSeconds)
                .put("peakBytes", peakBytes)
                .toString();
    }

    public static Usage of(JsonNode json) {
        var seconds = json.path("seconds").asDouble();
        return new Usage(
                seconds,
                seconds,
                json.path("cpuSeconds").asDouble(),
                json.path("peakBytes").asLong());
    }
}
