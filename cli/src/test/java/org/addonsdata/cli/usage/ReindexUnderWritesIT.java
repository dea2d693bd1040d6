package org.addonsdata.cli.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A reindex while somebody changes, adds and deletes add-ons. What is written once the new index is
 * searched is the application's to index. So that the last write is for certain before that, the
 * command stands still (SIGSTOP) during each write, and there is none after the new index says of
 * itself that it is complete.
 */
@Tag("slow")
class ReindexUnderWritesIT {
    private static final String ADD =
            """
            INSERT INTO addons (guid, slug, addontype_id, status, current_version)
            SELECT '@written-%1$d', 'written-%1$d', addontype_id, status, current_version
            FROM addons WHERE id = 1\
            """;
    private static final int BEFORE = 500;
    private static final int TIMEOUT_MILLIS = 30_000;

    private final Random random = new Random(20_261_122);
    private final Deque<Integer> written = new ArrayDeque<>();
    private int added;
    private int writes;

    @Test
    void checkFindsNoDifferenceAfterwards() throws SQLException {
        try (var machine = Machine.used()) {
            machine.run("up", "--seed-addons=4000").succeeds();
            var servers = new Servers(machine);
            var before = machine.status().path("index").path("name").asString();
            try (var application = servers.application()) {
                execute(application, "SET SESSION lock_wait_timeout = 1");
                for (int i = 0; i < BEFORE; i++) {
                    add(application);
                }
                var reindex = machine.start("reindex");
                while (!isOver(machine, before)) {
                    Shell.run("kill", "-STOP", Long.toString(reindex.pid()));
                    if (!isOver(machine, before)) {
                        write(application);
                    }
                    Shell.run("kill", "-CONT", Long.toString(reindex.pid()));
                    LockSupport.parkNanos(5_000_000);
                }
                reindex.await().succeeds();
            }
            assertThat(writes).isGreaterThan(20);
            assertThat(machine.status().path("index").path("name").asString()).isNotEqualTo(before);
            var check = machine.run("reindex", "--check").succeeds();
            assertThat(check.out()).contains("no difference");
        }
    }

    /** Whether the new index is complete, published or not. */
    private static boolean isOver(Machine machine, String before) {
        var mappings = mappings(machine);
        for (var name : mappings.propertyNames()) {
            var meta = mappings.path(name).path("mappings").path("_meta").path("addons_data");
            if (!name.equals(before) && meta.path("complete").asBoolean()) {
                return true;
            }
        }
        return false;
    }

    private static JsonNode mappings(Machine machine) {
        var address =
                "http://127.0.0.1:%d/addons-*/_mapping?filter_path=*.mappings._meta"
                        .formatted(machine.port("SEARCH_PORT"));
        try {
            var connection = (HttpURLConnection) URI.create(address).toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            try (var answer = connection.getInputStream()) {
                return JsonMapper.shared().readTree(answer.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(Connection application) {
        try {
            switch (random.nextInt(3)) {
                case 0 -> add(application);
                case 1 ->
                        execute(
                                application,
                                "UPDATE addons SET average_daily_users = average_daily_users + 1 WHERE id = "
                                        + (1 + random.nextInt(4_000)));
                default -> {
                    execute(
                            application,
                            "DELETE FROM addons WHERE slug = 'written-%d'"
                                    .formatted(written.getFirst()));
                    written.removeFirst();
                }
            }
            writes++;
        } catch (SQLException _) {
            // The command stands still while it holds the read lock; the next write will do.
        }
    }

    private void add(Connection application) throws SQLException {
        execute(application, ADD.formatted(added));
        written.addLast(added++);
    }

    private static void execute(Connection application, String sql) throws SQLException {
        try (var statement = application.createStatement()) {
            statement.execute(sql);
        }
    }
}
