package org.addonsdata.core.progress;

enum SilentProgress implements Progress, Progress.Task {
    INSTANCE;

    @Override
    public Task start(String name, Unit unit) {
        return this;
    }

    @Override
    public void note(String message) {}

    @Override
    public void total(long units) {}

    @Override
    public void advance(long units) {}

    @Override
    public void done(String summary) {}

    @Override
    public void skipped(String reason) {}

    @Override
    public void close() {}
}
