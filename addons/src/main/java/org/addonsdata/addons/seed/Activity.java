package org.addonsdata.addons.seed;

import org.addonsdata.addons.load.Table;
import org.addonsdata.addons.load.TableLoader;

/** Writes the log of what people did. */
final class Activity {
    private final TableLoader loader;
    private final Ids ids;

    Activity(TableLoader loader, Ids ids) {
        this.loader = loader;
        this.ids = ids;
    }

    /** What can be logged, with addons-server's number. */
    enum Action {
        CREATE_ADDON(1),
        EDIT_PROPERTIES(2),
        CHANGE_STATUS(12),
        ADD_VERSION(16),
        DELETE_VERSION(18),
        APPROVE_VERSION(21),
        ADD_TAG(25),
        ADD_TO_COLLECTION(27),
        ADD_RATING(29),
        DELETE_RATING(41);

        private final int number;

        Action(int number) {
            this.number = number;
        }
    }

    /** Something done to an add-on. */
    void log(Action action, int user, long time, int addon) {
        write(action, user, time, "[{\"addons.addon\": " + addon + "}]");
    }

    /** Something done to what belongs to an add-on, such as a {@code versions.version}. */
    void log(Action action, int user, long time, int addon, String kind, long id) {
        write(
                action,
                user,
                time,
                "[{\"addons.addon\": " + addon + "}, {\"" + kind + "\": " + id + "}]");
    }

    private void write(Action action, int user, long time, String arguments) {
        var row = loader.row(Table.LOG_ACTIVITY).number(ids.next(Table.LOG_ACTIVITY)).number(user);
        row.number(action.number).text(arguments).text("{}").end(time, time);
    }
}
