package org.addonsdata.cli.usage;

import static org.addonsdata.testing.DockerEngine.docker;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.addonsdata.core.concurrent.Deadline;
import org.addonsdata.testing.DockerEngine;

/** The database's container as addons-server's own docker-compose.yml has it. */
record Upstream(Machine machine, String name) implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    static Upstream start(Machine machine, String volume) {
        var upstream = new Upstream(machine, volume + "-upstream");
        docker(
                "run",
                "--detach",
                "--name=" + upstream.name(),
                "--env=MYSQL_ALLOW_EMPTY_PASSWORD=yes",
                "--env=MYSQL_DATABASE=olympia",
                "--publish=127.0.0.1:%d:3306".formatted(machine.port("MYSQL_PORT")),
                "--volume=" + volume + ":/var/lib/mysql",
                DockerEngine.mysqlImage());
        upstream.await();
        return upstream;
    }

    void startAgain() {
        docker("start", name);
        await();
    }

    private void await() {
        var deadline = Deadline.after(TIMEOUT);
        while (true) {
            try {
                query("SELECT 1");
                return;
            } catch (SQLException e) {
                if (deadline.isOver()) {
                    throw new AssertionError("does not answer: " + name, e);
                }
                Background.pause();
            }
        }
    }

    void stop() {
        docker("stop", name);
    }

    @Override
    public void close() {
        docker("rm", "--force", "--volumes", name);
    }

    void execute(String statement) throws SQLException {
        try (var connection = Servers.root(machine);
                var sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    List<String> query(String statement) throws SQLException {
        try (var connection = Servers.root(machine)) {
            return Servers.query(connection, statement);
        }
    }
}
