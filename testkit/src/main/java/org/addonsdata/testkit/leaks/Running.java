package org.addonsdata.testkit.leaks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Everything of this JVM's tests that runs or is open now, one line each. */
public final class Running {
    static final String RUN_VARIABLE = "ADDONS_DATA_TEST_RUN";

    /** Threads that live as long as the JVM, started at somebody's first use. */
    private static final List<String> KEPT_THREADS =
            List.of(
                    "mysql-cj-abandoned-connection-cleanup",
                    "process reaper",
                    "Cleaner-",
                    "Common-Cleaner",
                    "ForkJoinPool",
                    "VirtualThread-unblocker",
                    "VirtualThread-unparker",
                    "Attach Listener",
                    "Keep-Alive-",
                    "surefire-",
                    "junit-",
                    "MasterPoller",
                    "Read-Poller",
                    "Write-Poller",
                    "JVMCI",
                    "C1 Compiler",
                    "C2 Compiler");

    /** What tests share, and what ends with the JVM. */
    private static final Set<String> SHARED = ConcurrentHashMap.newKeySet();

    private Running() {}

    /** Starts what all tests of this JVM share, which is no leak of the one that came first. */
    public static <T> T sharing(Supplier<T> start) {
        var before = processes();
        var started = start.get();
        var after = processes();
        after.removeAll(before);
        SHARED.addAll(after);
        return started;
    }

    static Set<String> now() {
        var running = processes();
        running.removeAll(SHARED);
        Thread.getAllStackTraces().keySet().stream()
                .filter(thread ->
                        thread.isAlive()
                                && KEPT_THREADS.stream().noneMatch(thread.getName()::startsWith))
                .forEach(thread ->
                        running.add("thread " + thread.threadId() + " " + thread.getName()));
        running.addAll(OpenFiles.now());
        return running;
    }

    private static Set<String> processes() {
        var running = new TreeSet<String>();
        Stream.concat(ProcessHandle.current().descendants(), daemons())
                .filter(process ->
                        process.pid() != ProcessHandle.current().pid()
                                && process.isAlive()
                                && !isZombie(process))
                .forEach(process ->
                        running.add(
                                "process "
                                        + process.pid()
                                        + " "
                                        + process.info().command().orElse("")));
        return running;
    }

    private static Stream<ProcessHandle> daemons() {
        var run = System.getenv(RUN_VARIABLE);
        if (run == null) {
            return Stream.of();
        }
        return ProcessHandle.allProcesses()
                .filter(process ->
                        read(process, "environ").contains(RUN_VARIABLE + "=" + run + "\0"));
    }

    /** One that has ended and that nobody has waited for yet. */
    private static boolean isZombie(ProcessHandle process) {
        return read(process, "stat").contains(") Z ");
    }

    private static String read(ProcessHandle process, String file) {
        try {
            return Files.readString(
                    Path.of("/proc", Long.toString(process.pid()), file),
                    StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
