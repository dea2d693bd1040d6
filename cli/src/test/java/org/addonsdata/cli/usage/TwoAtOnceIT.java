package org.addonsdata.cli.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.addonsdata.services.searchnode.SearchEngine;
import org.addonsdata.testing.TestSearch;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every pair of commands, started together: they end as one after the other would, or one of them
 * is refused with status 6 and has changed nothing. Never a mixture.
 */
class TwoAtOnceIT {
    private static final int PATIENT_SECONDS = 120;

    /** Which pairs: a regular expression for texts such as {@code [RESET, UNDO]}. */
    private static final String CHOICE = System.getProperty("addonsdata.test.pairs", ".*");

    private static final PairCommand[][] SAMPLE = {
        {PairCommand.RESET, PairCommand.RESTORE},
        {PairCommand.UNDO, PairCommand.UNDO},
        {PairCommand.UP, PairCommand.REMOVE}
    };

    @Test
    void someOfThemOnOneVolume() throws SQLException {
        try (var machine = Machine.populated()) {
            machine.run("up").succeeds();
            var bench = new PairBench(machine);
            for (int i = 0; i < SAMPLE.length; i++) {
                bench.run(SAMPLE[i][0], SAMPLE[i][1], i % 2 == 0 ? PATIENT_SECONDS : 0);
            }
        }
    }

    @Tag("slow")
    @Test
    void allOfThemOnOneVolume() throws SQLException {
        try (var machine = Machine.populated()) {
            machine.run("up").succeeds();
            all("volume", machine);
        }
    }

    @Tag("slow")
    @Test
    void allOfThemOnOneExternalServer() throws SQLException {
        Assumptions.assumeTrue(OwnDatabase.Product.MARIADB.isThere(), "MariaDB is not installed");
        try (var database = OwnDatabase.start(OwnDatabase.Product.MARIADB);
                var search = TestSearch.start(SearchEngine.OPENSEARCH);
                var machine = Machine.used()) {
            machine.set("MODE", "external")
                    .set("DATABASE_URL", "mysql://root@127.0.0.1:%d/".formatted(database.port()))
                    .set("SEARCH_URL", search.uri().toString())
                    .set("MYSQL_PORT", Integer.toString(database.port()))
                    .set("SEARCH_PORT", Integer.toString(search.uri().getPort()));
            machine.run("up").succeeds();
            all("external", machine);
        }
    }

    /** Without patience and with it; every failure is told, not only the first. */
    private static void all(String title, Machine machine) throws SQLException {
        var bench = new PairBench(machine);
        var table = new PairTable(title);
        var failures = new ArrayList<String>();
        for (int wait : new int[] {0, PATIENT_SECONDS}) {
            for (var pair : pairs(machine.isExternal())) {
                try {
                    table.add(pair, wait, bench.run(pair.getFirst(), pair.getLast(), wait));
                } catch (AssertionError e) {
                    failures.add("%s, waiting %d s: %s".formatted(pair, wait, e.getMessage()));
                    table.add(pair, wait, "failed");
                    machine.set("LOCK_WAIT", null).run("up").succeeds();
                }
            }
        }
        assertThat(failures).isEmpty();
    }

    /** Each pair once; servers of somebody else are neither stopped nor removed. */
    static List<List<PairCommand>> pairs(boolean isExternal) {
        var pairs = new ArrayList<List<PairCommand>>();
        for (var first : PairCommand.values()) {
            for (var second : PairCommand.values()) {
                var pair = List.of(first, second);
                var isOfVolume =
                        pair.contains(PairCommand.DOWN) || pair.contains(PairCommand.REMOVE);
                if (first.compareTo(second) <= 0
                        && !(isExternal && isOfVolume)
                        && pair.toString().matches(CHOICE)) {
                    pairs.add(pair);
                }
            }
        }
        return pairs;
    }
}
