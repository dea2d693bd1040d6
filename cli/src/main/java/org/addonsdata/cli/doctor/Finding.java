package org.addonsdata.cli.doctor;

import org.jspecify.annotations.Nullable;

/**
 * What a check found.
 *
 * @param text a sentence without a full stop
 * @param advice what to do about it; null where there is nothing to do
 * @param remedy does it, where that is safe without asking; null elsewhere
 */
public record Finding(
        Severity severity, String text, @Nullable String advice, @Nullable Remedy remedy) {
    /** How bad it is. */
    public enum Severity {
        /** As it should be. */
        FINE,
        /** Worth knowing. */
        NOTE,
        /** Something does not work, or soon will not. */
        WRONG
    }

    /** Does something about a finding. */
    @FunctionalInterface
    public interface Remedy {
        /** Does it, and says what was done. */
        String apply();
    }

    public static Finding fine(String text) {
        return new Finding(Severity.FINE, text, null, null);
    }

    public static Finding note(String text, String advice) {
        return new Finding(Severity.NOTE, text, advice, null);
    }

    public static Finding wrong(String text, String advice) {
        return new Finding(Severity.WRONG, text, advice, null);
    }

    /** The same with a remedy for {@code --fix}. */
    public Finding withRemedy(Remedy cure) {
        return new Finding(severity, text, advice, cure);
    }
}
