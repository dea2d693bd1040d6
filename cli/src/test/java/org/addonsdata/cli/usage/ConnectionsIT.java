package org.addonsdata.cli.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A pool of connections that an application lets grow. */
@Tag("slow")
class ConnectionsIT {
    @Test
    void anApplicationThatUsesThemAllDoesNotLockTheToolOut() throws SQLException {
        try (var machine = Machine.populated()) {
            machine.run("up").succeeds();
            var servers = new Servers(machine);
            var pool = new ArrayList<Connection>();
            try {
                fill(servers, pool);

                assertThat(machine.status().path("rows").path("addons").asLong()).isPositive();
                assertThat(machine.run("doctor").succeeds().out()).contains("the database answers");
                machine.run("export").succeeds();
                machine.run("restore", "--yes").succeeds();
                machine.run("undo", "--yes").succeeds();
                machine.run("reindex", "--check").succeeds();
                machine.run("up").succeeds();
            } finally {
                for (var connection : pool) {
                    connection.close();
                }
            }
            servers.requireWhole(machine.status().path("rows").path("addons").asLong());
            machine.run("down").succeeds();
        }
    }

    /** Until the server takes no more. */
    private static void fill(Servers servers, ArrayList<Connection> pool) throws SQLException {
        try {
            while (true) {
                pool.add(servers.administrator());
            }
        } catch (SQLException e) {
            assertThat(e.getErrorCode()).isEqualTo(1040);
        }
    }
}
