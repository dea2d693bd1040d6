package org.addonsdata.lifecycle.generation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the bookkeeping says of one generation.
 *
 * @param id unique on the server, part of a schema's name
 * @param replaces the id of the generation that undo puts back; null where there is none
 * @param replaced when it was last replaced; null where it never was
 * @param migrations the fingerprint of the application's migrations that were applied; null where
 *     nobody knows
 */
public record Generation(
        String id,
        State state,
        Origin origin,
        Instant created,
        @Nullable String replaces,
        @Nullable Instant replaced,
        @Nullable String migrations) {

    /** One that nothing else is known of yet. */
    static Generation of(String id, State state, Origin origin, Instant created) {
        return new Generation(id, state, origin, created, null, null, null);
    }

    /** The same in another state. */
    Generation in(State other) {
        return new Generation(id, other, origin, created, replaces, replaced, migrations);
    }

    /** When it was last in use: it was replaced then, or has not been since it was made. */
    Instant lastLive() {
        return replaced == null ? created : replaced;
    }

    /** Whether every row came from this tool, rather than from somebody who may miss it. */
    public boolean isFilledByThisTool() {
        return switch (origin) {
            case INITIALISED, RESET, RESTORED, RESTORED_FOREIGN -> true;
            case ADOPTED, FOREIGN -> false;
        };
    }

    /** How far it is. */
    public enum State {
        /** Being filled; worth nothing when its builder is gone. */
        BUILDING,
        /** Verified, but never live. */
        COMPLETE,
        /** Live, or once was: somebody may have worked with it. */
        LIVE,
        /** Given up: whatever is left of it is to be dropped. */
        DISCARDED
    }

    /** Where its data came from. */
    public enum Origin {
        INITIALISED("initialised"),
        RESET("made by a reset"),
        RESTORED("restored"),
        /** Was there without bookkeeping and was recognised as the application's. */
        ADOPTED("found"),
        /** Was there, is not the application's, and is only named so that undo can find it. */
        FOREIGN("of something else"),
        /** A dump of something else that this tool restored. */
        RESTORED_FOREIGN("restored, of something else");

        private final String text;

        Origin(String text) {
            this.text = text;
        }

        /** Whether it is not the application's. */
        public boolean isForeign() {
            return this == FOREIGN || this == RESTORED_FOREIGN;
        }

        /** Completes "the data was …". */
        public String text() {
            return text;
        }
    }
}
