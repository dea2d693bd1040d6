package org.addonsdata.lifecycle.generation;

import org.addonsdata.core.faults.FaultPoints;

/**
 * Ends an operation at one of its points as a kill would: nothing after it runs, no cleaning up.
 */
record DyingAt(String point) implements FaultPoints {
    @Override
    public void reached(String passed) {
        if (passed.equals(point)) {
            throw new Died();
        }
    }

    static final class Died extends Error {}
}
