package org.addonsdata.snapshot.dump;

/**
 * The settings a dump gives its session that change what its statements mean.
 *
 * @param characterSet of the dump's text, such as {@code utf8mb4} or {@code binary}
 * @param collation of the connection, remembered by views and routines; empty when not set
 * @param sqlMode remembered by routines, triggers and events; empty when not set
 * @param timeZone of TIMESTAMP values; empty when not set
 */
public record SessionSettings(
        String characterSet, String collation, String sqlMode, String timeZone) {
    /** What holds before a dump says otherwise. */
    public static final SessionSettings INITIAL = new SessionSettings("utf8mb4", "", "", "");

    LexerModes lexerModes() {
        return LexerModes.of(sqlMode);
    }
}
