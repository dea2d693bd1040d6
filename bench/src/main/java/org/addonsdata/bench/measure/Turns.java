package org.addonsdata.bench.measure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * In which order things are measured, so that what disturbs the machine for a while disturbs all.
 */
public final class Turns {
    private Turns() {}

    /**
     * All of them, another one first in each round.
     *
     * @param round from 0
     */
    public static <T> List<T> of(List<T> things, int round) {
        var turns = new ArrayList<>(things);
        Collections.rotate(turns, -round);
        return turns;
    }
}
