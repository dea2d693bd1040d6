package org.addonsdata.cli.usage;

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

    /** Where there is nothing to kill. */
    static FaultFinding notApplicable(FaultOperation operation, String point, Fault fault) {
        return new FaultFinding(operation, point, fault, NONE, "", null);
    }

    static FaultFinding notRun(FaultOperation operation, String point, Fault fault, String reason) {
        return new FaultFinding(operation, point, fault, NONE, reason, null);
    }

    boolean wasRun() {
        return status != NONE;
    }

    /** For the table. */
    String cell() {
        if (failure != null) {
            return "**failed**";
        }
        if (!wasRun()) {
            return found.isEmpty() ? "–" : found;
        }
        return "%s, %d".formatted(found, status);
    }
}
