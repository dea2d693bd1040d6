package org.addonsdata.lifecycle.generation;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.addonsdata.lifecycle.generation.Generation.State;

/**
 * What the bookkeeping held at one moment.
 *
 * @param generations by id
 * @param marked the id that the marker of the live generation names; whether its tables are there
 *     is for the schema to say
 */
record Ledger(Map<String, Generation> generations, Optional<String> marked) {
    static final Ledger EMPTY = new Ledger(Map.of(), Optional.empty());

    Optional<Generation> find(String id) {
        return Optional.ofNullable(generations.get(id));
    }

    /** The generation that is live, provided that its tables are there. */
    Optional<Generation> live() {
        return marked.flatMap(this::find)
                .filter(generation -> generation.state() != State.DISCARDED);
    }

    /** Those that were live and wait beside, the one that was live last first. */
    List<Generation> kept() {
        return generations.values().stream()
                .filter(generation -> generation.state() == State.LIVE)
                .filter(generation -> !marked.equals(Optional.of(generation.id())))
                .sorted(
                        Comparator.comparing(Generation::lastLive)
                                .thenComparing(Generation::id)
                                .reversed())
                .toList();
    }

    /** Those that are worth nothing: a builder that died has left them, or they were given up. */
    List<Generation> leftovers() {
        return generations.values().stream()
                .filter(generation -> generation.state() != State.LIVE)
                .filter(generation ->
                        generation.state() == State.DISCARDED
                                || !marked.equals(Optional.of(generation.id())))
                .toList();
    }
}
