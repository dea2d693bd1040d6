package org.addonsdata.bench.index;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What one process took.
 *
 * @param cpuSeconds of all its threads, its start included
 * @param peakBytes the most it had in memory at once (VmHWM)
 */
record Usage(double seconds, double cpuSeconds, long peakBytes) {
    private static final double NANOS = 1e9;
    private static final double TICKS_PER_SECOND = 100;

    static Usage ofThisProcess(long nanos) throws IOException {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Usage(nanos / NANOS, system.getProcessCpuTime() / NANOS, peak());
    }

    private static long peak() throws IOException {
        for (var line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmHWM:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
            }
        }
        throw new IOException("no VmHWM in /proc/self/status");
    }

    /** User and system time of another process so far (proc(5), fields 14 and 15). */
    static double cpuSeconds(long pid) throws IOException {
        var stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    }

    String toJson() {
        return JsonMapper.shared()
                .createObjectNode()
                .put("seconds", seconds)
                .put("cpuSeconds", cpuSeconds)
                .put("peakBytes", peakBytes)
                .toString();
    }

    static Usage of(JsonNode json) {
        return new Usage(
                json.path("seconds").asDouble(),
                json.path("cpuSeconds").asDouble(),
                json.path("peakBytes").asLong());
    }
}
