package org.addonsdata.lifecycle.generation;

import java.util.List;

/** What the live schema holds. */
public sealed interface DatabaseState {
    /** There is no such schema. */
    record Missing() implements DatabaseState {}

    /** There is a schema with nothing in it. */
    record Empty() implements DatabaseState {}

    /** The application's data, with our bookkeeping. */
    record Ours(Generation generation) implements DatabaseState {}

    /**
     * The application's data without our bookkeeping, such as a dump that somebody loaded by hand.
     */
    record Unrecorded() implements DatabaseState {}

    /** Tables of somebody else; a few of their names. */
    record Foreign(List<String> tables) implements DatabaseState {}
}
