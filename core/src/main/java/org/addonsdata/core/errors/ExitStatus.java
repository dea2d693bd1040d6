package org.addonsdata.core.errors;

/** The exit statuses of the command line, as documented in {@code docs/commands.md}. */
public enum ExitStatus {
    DONE(0, "done, or nothing to do"),
    FAILED(1, "failed; what was live stays live"),
    USAGE(2, "a wrong flag or setting; nothing was started"),
    NOT_READY(3, "a server did not start, does not answer, or cannot run here"),
    REFUSED(4, "refused: not confirmed, or it would touch what is not ours"),
    INTEGRITY(5, "data is not what it should be"),
    LOCKED(6, "another run holds the lock"),
    INTERRUPTED(130, "interrupted; Ctrl-C once cleans up, twice ends at once");

    private final int value;
    private final String meaning;

    ExitStatus(int value, String meaning) {
        this.value = value;
        this.meaning = meaning;
    }

    /** The process's exit status, 0 to 255. */
    public int value() {
        return value;
    }

    /** What it says, as help, man pages and {@code docs/commands.md} have it. */
    public String meaning() {
        return meaning;
    }
}
