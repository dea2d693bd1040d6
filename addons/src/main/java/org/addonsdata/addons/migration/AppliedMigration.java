package org.addonsdata.addons.migration;

import org.addonsdata.core.progress.Progress;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/** Tells a task of each migration that was applied. */
record AppliedMigration(Progress.Task task) implements Callback {
    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.AFTER_EACH_MIGRATE;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public void handle(Event event, Context context) {
        task.advance(1);
        task.reached("migrate.applied-" + context.getMigrationInfo().getVersion());
    }

    @Override
    public String getCallbackName() {
        return "applied";
    }
}
