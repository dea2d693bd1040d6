package org.addonsdata.cli.usage;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What became of one operation with one fault at one of its points.
 *
 * @param status with which the operation ended; -1 where the fault does not apply
 * @param found which data were there after the next command, or what was wrong
 */
record FaultFinding(
        FaultOperation operation,
        String point,
        Fault fault,
        int status,
        String found,
        @Nullable String failure) {
    private static final int NONE = -1;
    private static final String NOT_APPLICABLE = "–";
    private static final String FAILED = "**failed**";
    private static final Pattern RUN = Pattern.compile("(\\w+), (\\d+)");

    /** Where there is nothing to kill. */
    static FaultFinding notApplicable(FaultOperation operation, String point, Fault fault) {
        return new FaultFinding(operation, point, fault, NONE, "", null);
    }

    static FaultFinding notRun(FaultOperation operation, String point, Fault fault, String reason) {
        return new FaultFinding(operation, point, fault, NONE, reason, null);
    }

    /** What a table's cell says; empty where the cell is. */
    static Optional<FaultFinding> read(
            FaultOperation operation, String point, Fault fault, String cell) {
        var run = RUN.matcher(cell);
        if (cell.isEmpty()) {
            return Optional.empty();
        }
        if (run.matches()) {
            int status = Integer.parseInt(run.group(2));
            return Optional.of(
                    new FaultFinding(operation, point, fault, status, run.group(1), null));
        }
        return Optional.of(
                switch (cell) {
                    case NOT_APPLICABLE -> notApplicable(operation, point, fault);
                    case FAILED -> new FaultFinding(operation, point, fault, 0, "", "on record");
                    default -> notRun(operation, point, fault, cell);
                });
    }

    /** Whether it tells what this fault does there, so that the trial need not be repeated. */
    boolean isResult() {
        return failure == null && (wasRun() || found.isEmpty());
    }

    boolean wasRun() {
        return status != NONE;
    }

    /** For the table. */
    String cell() {
        if (failure != null) {
            return FAILED;
        }
        if (!wasRun()) {
            return found.isEmpty() ? NOT_APPLICABLE : found;
        }
        return "%s, %d".formatted(found, status);
    }
}
