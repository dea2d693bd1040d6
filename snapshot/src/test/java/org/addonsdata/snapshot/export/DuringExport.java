package org.addonsdata.snapshot.export;

import java.util.concurrent.atomic.AtomicBoolean;
import org.addonsdata.core.progress.ForwardingTask;
import org.addonsdata.core.progress.Progress;

/** Does something, once, when the first rows have been read. */
final class DuringExport extends ForwardingTask implements Progress {
    private final AtomicBoolean done = new AtomicBoolean();
    private final Action action;

    /** May fail, which fails the export. */
    interface Action {
        void run() throws Exception;
    }

    DuringExport(Action action) {
        super(Progress.silent().start("", Progress.Unit.ROWS));
        this.action = action;
    }

    @Override
    public Task start(String name, Unit unit) {
        return this;
    }

    @Override
    public void note(String message) {}

    @Override
    public void advance(long units) {
        if (done.compareAndSet(false, true)) {
            try {
                action.run();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
