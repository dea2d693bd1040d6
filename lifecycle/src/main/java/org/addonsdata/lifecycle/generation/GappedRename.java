package org.addonsdata.lifecycle.generation;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.addonsdata.core.faults.FaultPoints;
import org.addonsdata.core.sql.Connections;

/**
 * Where tables cannot be kept locked from the old triggers' end to the new ones' beginning: in
 * between rows can be written, and it is measured for how long.
 */
final class GappedRename implements RenameWay {
    private final Connections connections;
    private final SwitchPlan plan;
    private final FaultPoints faults;
    private final String reason;
    private TriggerGap gap = TriggerGap.NONE;

    /**
     * @param reason completes "because …"
     */
    GappedRename(Connections connections, SwitchPlan plan, FaultPoints faults, String reason) {
        this.connections = connections;
        this.plan = plan;
        this.faults = faults;
        this.reason = reason;
    }

    @Override
    public TriggerGap attempt() throws SQLException {
        try (var session = RenameWay.session(connections, TableSwitch.TRY_SECONDS)) {
            var start = System.nanoTime();
            try {
                rename(session);
            } finally {
                var time = Duration.ofNanos(System.nanoTime() - start);
                gap = gap.and(TriggerGap.of(plan.tablesWithTriggers(), time, reason));
            }
            return gap;
        }
    }

    private void rename(Connection session) throws SQLException {
        try {
            plan.dropTriggers(session);
            faults.reached("switch.triggers-dropped");
            Sql.execute(session, plan.statement());
        } catch (SQLException e) {
            plan.putBack(session, e);
            throw e;
        }
        SwitchPlan.create(plan.fresh(), session);
        faults.reached("switch.triggers-created");
    }
}
