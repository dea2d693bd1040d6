package org.addonsdata.addons.seed;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.TreeMap;
import org.addonsdata.addons.load.Table;
import org.addonsdata.addons.migration.FlywayMigrations;
import org.addonsdata.addons.servers.Content;
import org.addonsdata.addons.servers.Server;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.core.sql.Connections;
import org.addonsdata.lifecycle.application.Population.SeedOptions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SeedPopulationIT {
    private static final String SERVERS = "org.addonsdata.addons.servers.Server#all";
    private static final SeedOptions GENERATED = new SeedOptions(500, 7);

    @ParameterizedTest
    @MethodSource(SERVERS)
    void theDefaultSeedHasItsNumbersAndHolds(Server server) throws SQLException {
        var schema = seeded(server, server.streaming(), SeedOptions.DEFAULT);
        assertThat(
                        server.query(
                                schema,
                                "SELECT COUNT(*) FROM addons GROUP BY addontype_id ORDER BY addontype_id"))
                .containsExactly("81", "17");
        assertThat(server.number(schema, "SELECT COUNT(*) FROM collections")).isEqualTo(70);
        assertThat(server.number(schema, "SELECT COUNT(*) FROM reviews")).isEqualTo(158);
        assertThat(server.number(schema, "SELECT COUNT(*) FROM users")).isEqualTo(155);
        assertThat(
                        server.query(
                                schema,
                                "SELECT slug FROM collections WHERE author_id = (SELECT id FROM users WHERE username = 'mozilla')"))
                .contains(
                        "bookmark-managers",
                        "password-managers",
                        "ad-blockers",
                        "smarter-shopping",
                        "be-more-productive",
                        "watching-videos",
                        "youtube-boosters",
                        "feed-readers",
                        "privacy-matters");
        assertThat(server.query(schema, "SELECT guid FROM addons WHERE slug = 'ui-test-install'"))
                .containsExactly("@webextension-guid");
        assertThat(
                        server.query(
                                schema,
                                "SELECT average_daily_users FROM addons WHERE slug IN ('ui-test', 'ui-test-2')"
                                        + " ORDER BY 1"))
                .containsExactly("4242", "5000");
        assertThat(server.query(schema, "SELECT email FROM users WHERE username = 'local_admin'"))
                .containsExactly("local_admin@mozilla.com");
        Truths.check(server, schema);
        server.drop(schema);
    }

    @ParameterizedTest
    @MethodSource(SERVERS)
    void generatedAddonsHold(Server server) throws SQLException {
        var schema = seeded(server, server.streaming(), GENERATED);
        assertThat(server.number(schema, "SELECT COUNT(*) FROM addons")).isEqualTo(598);
        assertThat(server.number(schema, "SELECT COUNT(DISTINCT status) FROM addons")).isEqualTo(5);
        assertThat(server.number(schema, "SELECT COUNT(DISTINCT defaultlocale) FROM addons"))
                .isGreaterThan(10);
        assertThat(server.number(schema, "SELECT COUNT(*) FROM log_activity"))
                .isGreaterThan(server.number(schema, "SELECT COUNT(*) FROM translations"));
        Truths.check(server, schema);
        server.drop(schema);
    }

    @ParameterizedTest
    @MethodSource(SERVERS)
    void theSameNumberGivesTheSameRowsHoweverTheyAreLoaded(Server server) throws Exception {
        var streamed = seeded(server, server.streaming(), GENERATED);
        var inserted = seeded(server, server.inserting(), GENERATED);
        var other = seeded(server, server.streaming(), new SeedOptions(500, 8));
        var checksums = Content.checksums(server, streamed);
        assertThat(Content.checksums(server, inserted)).isEqualTo(checksums);
        assertThat(Content.checksums(server, other).get("addons"))
                .isNotEqualTo(checksums.get("addons"));
        server.drop(streamed);
        server.drop(inserted);
        server.drop(other);
    }

    @Test
    void everyServerHoldsTheSameRows() throws Exception {
        Assumptions.assumeFalse(
                Server.others().isEmpty(),
                "no server but the embedded one: TEST_DATABASE_URL is not set");
        var embedded = Server.embedded();
        var schema = seeded(embedded, embedded.streaming(), GENERATED);
        var checksums = Content.checksums(embedded, schema);
        for (var server : Server.others()) {
            var there = seeded(server, server.streaming(), GENERATED);
            assertThat(Content.checksums(server, there)).as(server.name()).isEqualTo(checksums);
            server.drop(there);
        }
        embedded.drop(schema);
    }

    /** Migrates and fills a fresh schema, and compares what was reported with what is there. */
    private static String seeded(Server server, Connections connections, SeedOptions options)
            throws SQLException {
        var schema = server.freshSchema();
        var task = Progress.silent().start("seed", Progress.Unit.ROWS);
        new FlywayMigrations().migrate(connections, schema, task);
        var population = new SeedPopulation();
        var reported = new TreeMap<>(population.loadInitialData(connections, schema, task));
        population
                .seed(connections, schema, options, task)
                .forEach((table, rows) -> reported.merge(table, rows, Long::sum));
        for (var table : Table.values()) {
            assertThat(server.number(schema, "SELECT COUNT(*) FROM " + table.table()))
                    .as(table.table())
                    .isEqualTo(reported.getOrDefault(table.table(), 0L));
        }
        return schema;
    }
}
