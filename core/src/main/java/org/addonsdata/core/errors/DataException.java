package org.addonsdata.core.errors;

import org.jspecify.annotations.Nullable;

/**
 * What a user can act on: a code, one lower-case sentence without a full stop, and, where there is
 * something to do about it, a hint. Any other exception is a bug and is shown as one.
 */
public final class DataException extends RuntimeException {
    private final ErrorCode code;
    private final @Nullable String hint;

    private DataException(
            ErrorCode code, String message, @Nullable String hint, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.hint = hint;
    }

    public static DataException of(ErrorCode code, String message) {
        return new DataException(code, message, null, null);
    }

    public static DataException of(ErrorCode code, String message, Throwable cause) {
        return new DataException(code, message, null, cause);
    }

    /** The same error with a hint that says what to do. */
    public DataException withHint(String hint) {
        var copy = new DataException(code, messageText(), hint, getCause());
        copy.setStackTrace(getStackTrace());
        for (var suppressed : getSuppressed()) {
            copy.addSuppressed(suppressed);
        }
        return copy;
    }

    public ErrorCode code() {
        return code;
    }

    public @Nullable String hint() {
        return hint;
    }

    /** The sentence, never null. */
    public String messageText() {
        var message = getMessage();
        return message == null ? code.text() : message;
    }
}
