package org.addonsdata.lifecycle.usecase;

/** Tidies up after a failure without hiding it. */
final class Cleanup {
    private Cleanup() {}

    /**
     * Runs the action; what it throws is kept with the failure. The next run sweeps what could not
     * be removed now.
     */
    static void afterFailure(Throwable failure, Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }
}
