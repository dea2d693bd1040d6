package org.addonsdata.cli.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.addonsdata.core.concurrent.Deadline;
import org.addonsdata.core.concurrent.TaskScope;

/** One operation, one point, one fault; then the next command, and a look at everything. */
record FaultTrial(FaultLab lab, FaultOperation operation, String point, Fault fault) {
    private static final Duration TO_POINT = Duration.ofMinutes(2);
    private static final Duration TO_END = Duration.ofMinutes(4);

    /** The points that the operation passes, in their order. */
    static List<String> points(FaultLab lab, FaultOperation operation)
            throws SQLException, IOException {
        var prepared = operation.prepare(lab);
        var list = lab.machine().directory().resolve("points.txt");
        Files.deleteIfExists(list);
        lab.runWith("list " + list, prepared.arguments().toArray(String[]::new)).succeeds();
        return Files.readAllLines(list).stream().filter(operation::covers).distinct().toList();
    }

    FaultFinding run() throws SQLException, IOException {
        var prepared = operation.prepare(lab);
        var words = prepared.arguments().toArray(String[]::new);
        var paused = lab.machine().directory().resolve("paused");
        Files.deleteIfExists(paused);
        var ended =
                switch (fault) {
                    case TOOL_KILLED -> killTool(paused, words);
                    case IO_ERROR -> lab.runWith("fail " + point, words);
                    case DATABASE_KILLED, SEARCH_KILLED, DISK_FULL -> disturb(paused, words);
                };
        if (ended == null) {
            operation.recover(lab);
            return FaultFinding.notApplicable(operation, point, fault);
        }
        requireTold(ended);
        if (operation.showsAtOnce() && lab.databaseRuns()) {
            var _ = prepared.found().look();
        }
        operation.recover(lab);
        var found = prepared.found().look();
        lab.requireWhole();
        return new FaultFinding(operation, point, fault, ended.status(), found, null);
    }

    private Result killTool(Path paused, String... words) throws IOException {
        lab.machine().set("ADDONS_DATA_FAULT", "pause %s %s".formatted(point, paused));
        try {
            var tool = lab.machine().start(words);
            var deadline = Deadline.after(TO_POINT);
            while (!Files.exists(paused)) {
                assertThat(tool.isAlive() && !deadline.isOver())
                        .as("%s reaches %s", operation, point)
                        .isTrue();
                Background.pause();
            }
            return tool.kill().await();
        } finally {
            lab.machine().set("ADDONS_DATA_FAULT", null);
            Files.deleteIfExists(paused);
        }
    }

    /** Null where the server that is to be killed does not run at this point. */
    @org.jspecify.annotations.Nullable
    private Result disturb(Path paused, String... words) throws IOException {
        try (var scope = new TaskScope("tool")) {
            var tool = scope.fork(() -> lab.runWith("pause %s %s".formatted(point, paused), words));
            var deadline = Deadline.after(TO_POINT);
            while (!Files.exists(paused) && !tool.isDone() && !deadline.isOver()) {
                Background.pause();
            }
            assertThat(paused).as("%s reaches %s", operation, point).exists();
            boolean applies = inflict();
            Files.delete(paused);
            scope.join(TO_END);
            return applies ? tool.join() : null;
        } finally {
            Files.deleteIfExists(filler());
        }
    }

    private boolean inflict() {
        return switch (fault) {
            case DATABASE_KILLED -> kill(lab.databaseRuns(), lab.machine().databaseRunFile());
            case SEARCH_KILLED -> kill(lab.searchRuns(), lab.machine().searchRunFile());
            case DISK_FULL -> fill();
            case TOOL_KILLED, IO_ERROR -> throw new IllegalStateException(fault.text());
        };
    }

    private boolean kill(boolean runs, Path runFile) {
        if (runs) {
            lab.machine().kill(runFile);
        }
        return runs;
    }

    private Path filler() {
        return lab.machine().directory().resolve("filler");
    }

    private boolean fill() {
        try (var file = Files.newOutputStream(filler())) {
            fill(file, 1 << 20);
            fill(file, 1 << 12);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void fill(OutputStream file, int blockBytes) {
        var block = new byte[blockBytes];
        try {
            while (true) {
                file.write(block);
            }
        } catch (IOException full) {
            // That is what was wanted.
            return;
        }
    }

    /** The exit status and the message are right. */
    private void requireTold(Result ended) {
        assertThat(ended.error()).as(ended.toString()).doesNotContain("this is a bug", "\tat ");
        switch (fault) {
            case TOOL_KILLED -> ended.endsWith(Result.KILLED);
            case IO_ERROR -> ended.failsWith(Result.FAILED, "Input/output error at " + point);
            case DATABASE_KILLED, SEARCH_KILLED, DISK_FULL -> requireMessage(ended);
        }
    }

    /**
     * Where the operation needs no more of what was taken away, it may end well. The lock is held
     * by a connection, and lost with it.
     */
    private static void requireMessage(Result ended) {
        assertThat(ended.status())
                .as(ended.toString())
                .isIn(Result.DONE, Result.FAILED, Result.NOT_READY, Result.LOCKED);
        if (ended.status() != Result.DONE) {
            assertThat(ended.error()).as(ended.toString()).contains("addons-data: ");
        }
    }
}
