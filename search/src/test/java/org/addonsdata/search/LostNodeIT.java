package org.addonsdata.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.search.build.IndexBuild;
import org.addonsdata.search.index.IndexSettings;
import org.addonsdata.search.load.LoadOptions;
import org.addonsdata.search.testkit.Books;
import org.addonsdata.services.searchnode.SearchEngine;
import org.addonsdata.testing.KillableSearch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A real node that is killed or stands still in the middle of a load. */
class LostNodeIT extends FamilyFixture {
    private static KillableSearch node;

    @BeforeAll
    static void start() {
        node = KillableSearch.start(SearchEngine.OPENSEARCH);
    }

    @AfterAll
    static void end() {
        node.close();
    }

    @Override
    URI node() {
        return node.uri();
    }

    @Test
    void aNodeKilledInTheMiddleIsNamedAndTheNextRunSweeps() {
        var live = publish(Books.of(20), "zero").name();
        var books = inTheMiddle(node::kill);
        assertThatThrownBy(() -> build(books, "one"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("no search server answers at " + node.uri())
                .extracting(e -> ((DataException) e).code())
                .isEqualTo(ErrorCode.SERVER_UNREACHABLE);
        node.startAgain();
        assertSweptAndUntouched(live);
        assertTrue(publishedAnew());
    }

    @Test
    void aNodeThatComesBackInTimeIsWaitedFor() {
        var books =
                inTheMiddle(() -> {
                    node.kill();
                    node.startAgain();
                });
        var patient = options(Duration.ofSeconds(30), Duration.ofSeconds(60));
        var built =
                new IndexBuild(cluster, definition(), IndexSettings.defaults(), patient)
                        .run(books, "one", task, cancellation);
        indexes.publish(alias, built.name());
        assertThat(built.documents()).isEqualTo(books.size());
        assertTrue(books.onRange(() -> {}));
    }

    @Test
    @Tag("slow")
    void aNodeThatStandsStillIsGivenUpInTime() {
        var live = publish(Books.of(20), "zero").name();
        var books = inTheMiddle(node::pause);
        var impatient = options(Duration.ofSeconds(2), Duration.ofSeconds(3));
        var begun = System.nanoTime();
        assertThatThrownBy(() ->
                        new IndexBuild(cluster, definition(), IndexSettings.defaults(), impatient)
                                .run(books, "one", task, cancellation))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("did not answer within 2 s")
                .extracting(e -> ((DataException) e).code())
                .isEqualTo(ErrorCode.TIMED_OUT);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(45));
        node.resume();
        assertSweptAndUntouched(live);
    }

    @Test
    @Tag("slow")
    void whoIsAskedToStopDoesNotWaitForANodeThatStandsStill() {
        var live = publish(Books.of(20), "zero").name();
        var books =
                inTheMiddle(() -> {
                    node.pause();
                    cancelSoon();
                });
        var begun = System.nanoTime();
        var patient = options(Duration.ofMinutes(2), Duration.ofMinutes(2));
        assertFails(
                () ->
                        new IndexBuild(cluster, definition(), IndexSettings.defaults(), patient)
                                .run(books, "one", task, cancellation),
                ErrorCode.INTERRUPTED);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(40));
        node.resume();
        assertSweptAndUntouched(live);
    }

    private void cancelSoon() {
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        // So that requests wait for the node by then.
                        Thread.sleep(1_000);
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt();
                    }
                    cancellation.cancel();
                });
    }

    private static Books inTheMiddle(Runnable action) {
        var ranges = new AtomicInteger();
        return Books.of(20_000)
                .onRange(() -> {
                    if (ranges.incrementAndGet() == 8) {
                        action.run();
                    }
                });
    }

    private Books publishedAnew() {
        var books = Books.of(2_000);
        publish(books, "two");
        return books;
    }

    private static LoadOptions options(Duration request, Duration reconnect) {
        var usual = options();
        return new LoadOptions(
                usual.readers(),
                usual.maximumStreams(),
                usual.initialBytes(),
                usual.maximumBytes(),
                usual.documentsPerRange(),
                request,
                reconnect,
                reconnect,
                false);
    }

    private void assertSweptAndUntouched(String live) {
        connect();
        indexes.sweepUnfinished(alias);
        assertUntouched(live);
    }
}
