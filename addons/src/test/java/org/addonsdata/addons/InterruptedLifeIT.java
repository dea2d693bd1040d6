package org.addonsdata.addons;

import static org.addonsdata.addons.InitialisationContract.FORCE;
import static org.addonsdata.addons.InitialisationContract.PLAIN;
import static org.addonsdata.addons.InitialisationContract.assertCode;
import static org.addonsdata.core.sql.Names.quote;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.concurrent.TaskScope;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.faults.FaultPoints;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.core.sql.Connections;
import org.addonsdata.lifecycle.application.Application;
import org.addonsdata.lifecycle.application.Population;
import org.addonsdata.lifecycle.index.IndexCondition;
import org.addonsdata.lifecycle.usecase.Initialisation;
import org.addonsdata.lifecycle.usecase.Reindex;
import org.addonsdata.lifecycle.usecase.Step;
import org.addonsdata.search.index.AliasState;
import org.addonsdata.services.SearchEndpoint;
import org.addonsdata.services.process.Ports;
import org.addonsdata.testing.TestSearch;
import org.addonsdata.testing.TestServer;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that fail, are interrupted, die or meet each other. */
class InterruptedLifeIT {
    private static final Duration JOIN = Duration.ofMinutes(2);

    private final Workbench bench = new Workbench(TestServer.embedded(), TestSearch.shared());

    @BeforeEach
    @AfterEach
    void clear() {
        bench.clear();
    }

    /** What must be as it was after a reset that was not. */
    private record Before(Map<String, Long> rows, AliasState alias, int indexes) {}

    private Before live() {
        bench.initialise(PLAIN);
        bench.execute("DELETE FROM " + quote(bench.live(), "reviews"));
        return now();
    }

    private Before now() {
        return new Before(bench.rows(), bench.aliasState(), bench.indexes().size());
    }

    private void assertUntouched(Before before) {
        assertThat(now()).isEqualTo(before);
        assertThat(bench.schemas()).containsExactly(bench.live());
        assertThat(bench.report().index().orElseThrow())
                .isInstanceOf(IndexCondition.Faithful.class);
    }

    @Test
    void aSeedThatFailsLeavesTheLiveDataAndNothingBehind() {
        var before = live();
        var failing =
                bench.application()
                        .with(
                                new OtherSeed(
                                        bench.application().population(),
                                        rows -> {
                                            throw DataException.of(
                                                    ErrorCode.OPERATION_FAILED, "no more seeds");
                                        }));
        assertCode(
                ErrorCode.OPERATION_FAILED,
                () -> Initialisation.run(bench.workplace(failing), FORCE));
        assertUntouched(before);
    }

    @Test
    void aSeedThatWroteLessThanItSaysIsNotMadeLive() {
        var before = live();
        var lying =
                bench.application()
                        .with(
                                new OtherSeed(
                                        bench.application().population(),
                                        rows -> {
                                            var more = new HashMap<>(rows);
                                            more.merge("addons", 1L, Long::sum);
                                            return more;
                                        }));
        assertCode(
                ErrorCode.VERIFICATION_FAILED,
                () -> Initialisation.run(bench.workplace(lying), FORCE));
        assertUntouched(before);
    }

    private interface Change {
        Map<String, Long> of(Map<String, Long> rows);
    }

    private record OtherSeed(Population real, Change change) implements Population {
        @Override
        public Map<String, Long> loadInitialData(
                Connections connections, String schema, Progress.Task task) {
            return real.loadInitialData(connections, schema, task);
        }

        @Override
        public Map<String, Long> seed(
                Connections connections, String schema, SeedOptions options, Progress.Task task) {
            return change.of(real.seed(connections, schema, options, task));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create.before",
                "stage.schema-created",
                "migrate.after",
                "initial-data.after",
                "seed.after",
                "index.before",
                "index.after"
            })
    void aCancelledResetLeavesTheLiveDataAndNothingBehind(String point) {
        var before = live();
        var cancellation = new Cancellation();
        FaultPoints cancelling =
                passed -> {
                    if (passed.equals(point)) {
                        cancellation.cancel();
                    }
                };
        assertCode(
                ErrorCode.INTERRUPTED,
                () -> Initialisation.run(bench.workplace(cancelling, cancellation), FORCE));
        assertUntouched(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stage.schema-created",
                "seed.after",
                "index.after",
                "switch.generation-complete",
                "switch.objects-recorded",
                "switch.begun",
                "switch.tables-renamed",
                "switch.defaults-set",
                "switch.objects-detached",
                "switch.objects-attached",
                "switch.index-published"
            })
    void whateverMomentAResetDiesTheNextRunFindsTheOldOrTheNew(String point) {
        var before = live();
        Assertions.assertThatThrownBy(() ->
                        Initialisation.run(
                                bench.workplace(new DyingAt(point), new Cancellation()), FORCE))
                .isInstanceOf(Died.class);

        assertThat(bench.initialise(PLAIN).performed()).doesNotContain(Step.Name.SEED);

        assertThat(bench.rows().get("reviews")).isIn(before.rows().get("reviews"), 158L);
        assertThat(bench.report().index().orElseThrow())
                .isInstanceOf(IndexCondition.Faithful.class);
        assertThat(Reindex.check(bench.workplace()).isTrue()).isTrue();
        var kept = bench.report().undo().isPresent() ? 2 : 1;
        assertThat(bench.schemas()).hasSize(kept);
        assertThat(bench.indexes()).hasSize(kept);
    }

    @Test
    void whatWasWrittenAfterASwitchThatDiedIsInTheIndexAfterTheNextRun() {
        live();
        Assertions.assertThatThrownBy(() ->
                        Initialisation.run(
                                bench.workplace(
                                        new DyingAt("switch.tables-renamed"), new Cancellation()),
                                FORCE))
                .isInstanceOf(Died.class);
        touchAddons(3);

        assertThat(bench.initialise(PLAIN).performed()).isEmpty();

        assertThat(bench.notes())
                .anyMatch(note -> note.startsWith("moved the search alias"))
                .anyMatch(note -> note.startsWith("3 documents"));
        assertThat(Reindex.check(bench.workplace()).isTrue()).isTrue();
    }

    @Test
    void anIndexThatADeadReindexingLeftIsNotPublishedLater() {
        live();
        var searched = bench.aliasState();
        Assertions.assertThatThrownBy(() ->
                        Reindex.run(
                                bench.workplace(new DyingAt("index.complete"), new Cancellation())))
                .isInstanceOf(Died.class);
        assertThat(bench.indexes()).hasSize(2);

        assertThat(bench.initialise(PLAIN).performed()).isEmpty();

        assertThat(bench.aliasState()).isEqualTo(searched);
        assertThat(bench.indexes()).hasSize(1);
    }

    @Test
    void aSearchServerThatIsGoneLeavesTheLiveDataAndNothingBehind() {
        var before = live();
        var gone =
                new SearchEndpoint(
                        List.of(java.net.URI.create("http://127.0.0.1:" + Ports.anyFree())));
        assertCode(
                ErrorCode.SERVER_UNREACHABLE,
                () ->
                        Initialisation.run(
                                bench.workplace(
                                        bench.application(),
                                        FaultPoints.NONE,
                                        new Cancellation(),
                                        Duration.ZERO,
                                        gone),
                                FORCE));
        assertUntouched(before);
    }

    @Test
    void ofTwoRunsAtOnceExactlyOneBuilds() {
        var built = new ArrayList<Integer>();
        try (var scope = new TaskScope("runs")) {
            var first = scope.fork(() -> Initialisation.run(bench.workplace(), PLAIN));
            var second = scope.fork(() -> Initialisation.run(bench.workplace(), PLAIN));
            scope.join(JOIN);
            built.add(first.resultNow().performed().size());
            built.add(second.resultNow().performed().size());
        }
        assertThat(built).containsExactlyInAnyOrder(5, 0);
        assertThat(bench.notes()).anyMatch(note -> note.startsWith("waiting for another run"));
        assertThat(bench.schemas()).containsExactly(bench.live());
        assertThat(bench.indexes()).hasSize(1);
    }

    @Test
    void aSecondRunThatDoesNotWaitSaysWhoHoldsTheLock() {
        FaultPoints meeting =
                point -> {
                    if (point.equals("seed.before")) {
                        assertCode(
                                ErrorCode.LOCKED,
                                () -> Initialisation.run(impatient(bench.application()), PLAIN));
                    }
                };
        Initialisation.run(bench.workplace(meeting, new Cancellation()), PLAIN);
    }

    private org.addonsdata.lifecycle.usecase.Workplace impatient(Application application) {
        return bench.workplace(
                application,
                FaultPoints.NONE,
                new Cancellation(),
                Duration.ZERO,
                TestSearch.shared().endpoint());
    }

    /** What is written after the switch is the application's to index: the writer ends before. */
    @Test
    void aReindexingWhileOthersWriteIsTrueAtItsEnd() {
        bench.initialise(PLAIN);
        var done = new AtomicBoolean();
        try (var scope = new TaskScope("writers")) {
            var rounds = scope.fork(() -> writeUntil(done));
            Reindex.run(
                    bench.workplace(
                            point -> {
                                if (point.equals("index.complete")) {
                                    done.set(true);
                                    rounds.join();
                                }
                            },
                            new Cancellation()));
            assertThat(rounds.resultNow()).isPositive();
        } finally {
            done.set(true);
        }
        var report = Reindex.check(bench.workplace());
        assertThat(report.isTrue()).as(report.toString()).isTrue();
        assertThat(bench.indexes()).hasSize(1);
    }

    /** Changes, adds and deletes add-ons. */
    private int writeUntil(AtomicBoolean done) {
        var addons = quote(bench.live(), "addons");
        int round = 0;
        while (!done.get()) {
            touchAddons(2);
            bench.execute(
                    "INSERT INTO %s (guid, slug) VALUES ('@written-%d', 'written-%d')"
                            .formatted(addons, round, round));
            if (round >= 3) {
                bench.execute(
                        "DELETE FROM %s WHERE slug = 'written-%d'".formatted(addons, round - 3));
            }
            round++;
        }
        return round;
    }

    private void touchAddons(int count) {
        bench.execute(
                "UPDATE %s SET average_daily_users=average_daily_users+1, modified=UTC_TIMESTAMP(6) ORDER BY id LIMIT %d"
                        .formatted(quote(bench.live(), "addons"), count));
    }

    /** Ends a run as a kill would: nothing after it, no cleaning up but what closing frees. */
    private record DyingAt(String point) implements FaultPoints {
        @Override
        public void reached(String passed) {
            if (passed.equals(point)) {
                throw new Died();
            }
        }
    }

    private static final class Died extends Error {}
}
