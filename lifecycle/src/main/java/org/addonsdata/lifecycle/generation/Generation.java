package org.addonsdata.lifecycle.generation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One generation's bookkeeping.
 *
 * @param id unique on the server, part of a schema's name
 * @param replaces the id of the generation that undo puts back; null where there is none
 * @param migrations the fingerprint of the application's migrations that were applied; null where
 *     nobody knows
 */
public record Generation(
        String id,
        State state,
        Origin origin,
        Instant created,
        @Nullable String replaces,
        @Nullable String migrations) {

    /** How far it is. */
    public enum State {
        /** Being filled; worth nothing when its builder is gone. */
        BUILDING,
        /** Verified, but never live. */
        COMPLETE,
        /** Live, or once was: somebody may have worked with it. */
        LIVE
    }

    /** Where its data came from. */
    public enum Origin {
        INITIALISED("initialised"),
        RESET("made by a reset"),
        RESTORED("restored"),
        /** Was there without bookkeeping and was recognised as the application's. */
        ADOPTED("found"),
        /** Was there, is not the application's, and is only named so that undo can find it. */
        FOREIGN("of something else");

        private final String text;

        Origin(String text) {
            this.text = text;
        }

        /** Completes "the data was …". */
        public String text() {
            return text;
        }
    }
}
