package org.addonsdata.services.embedded;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.addonsdata.core.progress.Progress;

/** Keeps the notes. */
final class RecordedProgress implements Progress {
    private final List<String> notes = new CopyOnWriteArrayList<>();

    List<String> notes() {
        return notes;
    }

    @Override
    public Task start(String name, Unit unit) {
        return Progress.silent().start(name, unit);
    }

    @Override
    public void note(String message) {
        notes.add(message);
    }
}
