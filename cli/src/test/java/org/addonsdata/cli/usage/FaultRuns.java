package org.addonsdata.cli.usage;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All operations with all faults at all points. The system property {@code faults} narrows it to
 * some, as in {@code -Dfaults=TOOL_KILLED,IO_ERROR}, and {@code operations} likewise; with {@code
 * -Dreliability.gaps=true} only those trials are made that the record has no result of.
 */
final class FaultRuns {
    private final FaultRecord record;
    private final boolean gapsOnly = Boolean.getBoolean("reliability.gaps");
    private final List<FaultFinding> findings = new ArrayList<>();
    private final Map<FaultOperation, List<String>> points = new EnumMap<>(FaultOperation.class);
    private @Nullable FaultLab lab;
    private Path disk = FaultDisks.quick();

    FaultRuns(FaultRecord record) {
        this.record = record;
    }

    /** Each is on record as soon as it was made. */
    List<FaultFinding> all() throws SQLException, IOException {
        try {
            learnPoints();
            for (var fault : Fault.values()) {
                if (isChosen("faults", fault.name())) {
                    inflict(fault);
                }
            }
            return findings;
        } finally {
            leave();
        }
    }

    private static boolean isChosen(String property, String name) {
        var chosen = System.getProperty(property, "");
        return chosen.isEmpty() || List.of(chosen.split(",")).contains(name);
    }

    private void learnPoints() throws SQLException, IOException {
        for (var operation : FaultOperation.values()) {
            if (!isChosen("operations", operation.name())) {
                continue;
            }
            if (operation == FaultOperation.FIRST_UP) {
                try (var empty = FaultLab.empty(disk)) {
                    points.put(operation, FaultTrial.points(empty, operation));
                }
            } else {
                points.put(operation, FaultTrial.points(lab(), operation));
            }
            record.order(operation, points.getOrDefault(operation, List.of()));
        }
    }

    private void inflict(Fault fault) throws SQLException, IOException {
        if (fault != Fault.DISK_FULL) {
            inflictEverywhere(fault, Optional.empty());
            return;
        }
        leave();
        var small = FaultDisks.small();
        try (var mounted = small.orElse(null)) {
            if (mounted == null) {
                inflictEverywhere(fault, Optional.of("not run: no disk could be mounted"));
            } else {
                disk = mounted.directory();
                inflictEverywhere(fault, Optional.empty());
            }
            leave();
        } finally {
            disk = FaultDisks.quick();
        }
    }

    private void inflictEverywhere(Fault fault, Optional<String> notRun)
            throws SQLException, IOException {
        for (var operation : FaultOperation.values()) {
            if (!isChosen("operations", operation.name())) {
                continue;
            }
            for (var point : points.getOrDefault(operation, List.of())) {
                if (gapsOnly && record.has(operation, point, fault)) {
                    continue;
                }
                var finding =
                        notRun.isPresent()
                                ? FaultFinding.notRun(operation, point, fault, notRun.get())
                                : find(operation, point, fault);
                findings.add(finding);
                record.put(finding);
            }
        }
    }

    private FaultFinding find(FaultOperation operation, String point, Fault fault)
            throws SQLException {
        if (!operation.faults().contains(fault)) {
            return FaultFinding.notApplicable(operation, point, fault);
        }
        var started = System.nanoTime();
        var finding = attemptOn(operation, point, fault);
        System.out.printf(
                "%s %s %s: %s after %d ms%n",
                fault.text(),
                operation.text(),
                point,
                finding.failure() == null ? finding.cell() : "FAILED " + finding.failure(),
                Duration.ofNanos(System.nanoTime() - started).toMillis());
        return finding;
    }

    private FaultFinding attemptOn(FaultOperation operation, String point, Fault fault)
            throws SQLException {
        if (operation == FaultOperation.FIRST_UP) {
            return attempt(operation, point, fault, FaultLab.empty(disk).like(lab()));
        }
        var finding = attempt(new FaultTrial(lab(), operation, point, fault));
        if (finding.failure() != null) {
            // Nobody knows what it left.
            leave();
        }
        return finding;
    }

    /** On a machine of its own, on which nothing may be left. */
    private static FaultFinding attempt(
            FaultOperation operation, String point, Fault fault, FaultLab own) {
        var trial = new FaultTrial(own, operation, point, fault);
        var finding = attempt(trial);
        try {
            own.close();
            return finding;
        } catch (RuntimeException | AssertionError e) {
            return finding.failure() == null ? failed(trial, e) : finding;
        }
    }

    static FaultFinding attempt(FaultTrial trial) {
        try {
            return trial.run();
        } catch (SQLException | IOException | RuntimeException | AssertionError e) {
            return failed(trial, e);
        }
    }

    private static FaultFinding failed(FaultTrial trial, Throwable e) {
        return new FaultFinding(
                trial.operation(),
                trial.point(),
                trial.fault(),
                0,
                "",
                "%s, %s at %s: %s"
                        .formatted(
                                trial.operation().text(), trial.fault().text(), trial.point(), e));
    }

    private FaultLab lab() throws SQLException {
        if (lab == null) {
            lab = FaultLab.filled(disk);
        }
        return lab;
    }

    private void leave() {
        if (lab != null) {
            var left = lab;
            lab = null;
            try {
                left.close();
            } catch (RuntimeException | AssertionError e) {
                // The finding tells what went wrong before; a machine that is whole closes.
                System.out.println("could not close: " + e);
            }
        }
    }
}
