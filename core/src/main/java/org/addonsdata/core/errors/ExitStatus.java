package org.addonsdata.core.errors;

/** The exit statuses of the command line, as documented in {@code docs/commands.md}. */
public enum ExitStatus {
    /** Done, or nothing to do. */
    DONE(0),
    /** The operation failed; what was live stays live. */
    FAILED(1),
    /** The command line or a setting is wrong. */
    USAGE(2),
    /** A server did not start, does not answer, or cannot start here. */
    NOT_READY(3),
    /** Refused: not confirmed, or it would touch what is not ours. */
    REFUSED(4),
    /** Data is not what it should be. */
    INTEGRITY(5),
    /** Another run holds the lock. */
    LOCKED(6),
    /** Interrupted by the user. */
    INTERRUPTED(130);

    private final int value;

    ExitStatus(int value) {
        this.value = value;
    }

    /** The process's exit status, 0 to 255. */
    public int value() {
        return value;
    }
}
