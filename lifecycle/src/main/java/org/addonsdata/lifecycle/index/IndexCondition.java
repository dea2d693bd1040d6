package org.addonsdata.lifecycle.index;

import java.time.Instant;

/** What is behind the alias, held against the live generation. */
public sealed interface IndexCondition {
    /** There is no such alias or index. */
    record Missing() implements IndexCondition {}

    /**
     * The live generation's index, complete, with the right mapping and as many documents as belong
     * in it, but those that it was built without on purpose.
     *
     * @param refused how many those are
     */
    record Faithful(String index, long documents, long refused, Instant created)
            implements IndexCondition {}

    /** An index of ours that is not, or no longer, that. */
    record Stale(String index, long documents, Instant created, String reason)
            implements IndexCondition {}

    /** Somebody else's index or alias has the name. */
    record Foreign(String what) implements IndexCondition {}
}
