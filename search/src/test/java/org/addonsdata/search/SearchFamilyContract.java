package org.addonsdata.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.search.build.BuiltIndex;
import org.addonsdata.search.build.IndexBuild;
import org.addonsdata.search.cluster.Call;
import org.addonsdata.search.cluster.ClusterAddress;
import org.addonsdata.search.cluster.Json;
import org.addonsdata.search.cluster.SearchCluster;
import org.addonsdata.search.compare.IndexCheck;
import org.addonsdata.search.index.AliasState;
import org.addonsdata.search.index.IndexSettings;
import org.addonsdata.search.index.Indexes;
import org.addonsdata.search.testkit.Books;
import org.addonsdata.search.testkit.FaultProxy;
import org.addonsdata.search.testkit.FaultProxy.Fault;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** What must hold on every family of servers; its subclasses say on which. */
abstract class SearchFamilyContract extends FamilyFixture {
    private static final String FLOOD = "{\"errors\":true,\"items\":[%s]}";

    abstract String expectedFamily();

    @Test
    void tellsItsFamily() {
        assertThat(cluster.family().toString()).startsWith(expectedFamily());
    }

    @Test
    void buildsPublishesAndKeepsThePreviousGeneration() {
        var books = Books.of(5_000);
        var first = publish(books, "one");
        assertThat(first.documents()).isEqualTo(books.size());
        assertThat(liveName()).isEqualTo(first.name());
        assertThat(search("title:4000")).isEqualTo(1);

        var second = publish(books, "two");
        assertThat(second.name()).isNotEqualTo(first.name());
        var third = publish(books, "three");
        assertThat(indexes.prune(alias, Set.of("two", "three"))).containsExactly(first.name());
        assertThat(indexes.find(alias, "two").orElseThrow().name()).isEqualTo(second.name());
        indexes.publish(alias, second.name());
        assertThat(liveName()).isEqualTo(second.name());
        assertThat(indexes.find(alias, "three").orElseThrow().name()).isEqualTo(third.name());
        assertTrue(books);
    }

    @Test
    void findsDocumentsThroughTheAlias() {
        indexes.refresh(publish(Books.of(50), "one").name());
        var query =
                (ObjectNode) Json.parse("{\"size\":3,\"query\":{\"match\":{\"title\":\"book\"}}}");
        var found = cluster.search(alias, query);
        assertThat(found.total()).isEqualTo(43);
        assertThat(found.exact()).isTrue();
        assertThat(found.hits()).hasSize(3).allMatch(hit -> hit.path("_source").has("title"));
    }

    @Test
    void buildsAnEmptyIndex() {
        var built = publish(new Books(), "one");
        assertThat(built.documents()).isZero();
        assertThat(liveName()).isEqualTo(built.name());
    }

    @Test
    void catchesUpWithWhatChangesDuringTheLoad() {
        var books = Books.of(5_000);
        var changed = new AtomicBoolean();
        books.onRange(() -> {
            if (changed.compareAndSet(false, true)) {
                books.put(3, "changed");
                books.put(9_000, "added behind");
                books.put(14, "added between");
                books.remove(1);
                books.remove(4_999);
            }
        });
        var built = build(books, "one");
        assertThat(built.caughtUp()).isEqualTo(5);
        indexes.publish(alias, built.name());
        assertTrue(books);
    }

    @Test
    void settlesWhatWasCommittedBeforeTheSwitch() {
        var books = Books.of(3_000);
        var built = build(books, "one");
        books.put(5, "changed late");
        books.put(8_000, "added late");
        books.remove(6);
        indexes.publish(alias, built.name());
        indexes.refresh(built.name());
        assertThat(
                        new IndexBuild(cluster, definition(), IndexSettings.defaults(), options())
                                .settle(built, books, cancellation))
                .isEqualTo(3);
        assertTrue(books);
    }

    @Test
    void isTrueAfterAReindexWhileAWriterGoesOn() {
        var books = Books.of(8_000);
        var writing = new AtomicBoolean(true);
        var random = new Random(7);
        var writer =
                Thread.ofVirtual()
                        .start(() -> {
                            while (writing.get()) {
                                var key = 1 + random.nextInt(9_000);
                                if (random.nextInt(3) == 0) {
                                    books.remove(key);
                                } else {
                                    books.put(key, "written " + random.nextInt());
                                }
                                LockSupport.parkNanos(3_000_000);
                            }
                        });
        BuiltIndex built;
        try {
            built = publish(books, "one");
        } finally {
            writing.set(false);
            join(writer);
        }
        assertThat(built.caughtUp()).isPositive();
        new IndexBuild(cluster, definition(), IndexSettings.defaults(), options())
                .settle(built, books, cancellation);
        assertTrue(books);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aRepairDoesNotOverwriteWhatTheApplicationWritesMeanwhile() {
        var books = Books.of(100);
        var name = publish(books, "one").name();
        books.put(10, "changed");
        books.onOpen(view -> {
            if (view > 3) {
                write(name, 10);
            }
        });
        assertThat(check().repair(books, task, cancellation).repaired()).isZero();
        assertThat(search("title:foreign")).isEqualTo(1);
    }

    @Test
    void checkNamesWhatDiffersAndRepairIndexesJustThat() {
        var books = Books.of(4_000);
        var name = publish(books, "one").name();
        books.put(10, "changed");
        books.put(5_000, "added");
        books.remove(20);
        write(name, 30_000);

        var report = check().check(books, task, cancellation);
        assertThat(report.isTrue()).isFalse();
        assertThat(report.stale().firstKeys()).containsExactly(10L);
        assertThat(report.missing().firstKeys()).containsExactly(5_000L);
        assertThat(report.surplus().firstKeys()).containsExactlyInAnyOrder(20L, 30_000L);

        assertThat(check().repair(books, task, cancellation).repaired()).isEqualTo(4);
        assertTrue(books);
        assertThat(check().repair(books, task, cancellation).repaired()).isZero();
    }

    @Test
    void repairsAnIndexThatLostEverything() {
        var books = Books.of(6_000);
        var name = publish(books, "one").name();
        var all = Json.object();
        all.putObject("query").putObject("match_all");
        cluster.send(
                Call.query("/" + name + "/_delete_by_query?refresh=true", all, "empty the index"));
        assertThat(check().check(books, task, cancellation).missing().total())
                .isEqualTo(books.size());
        assertThat(check().repair(books, task, cancellation).repaired()).isEqualTo(books.size());
        assertTrue(books);
    }

    @Test
    void quickCheckSeesAnotherMapping() {
        assertThat(check().quick()).isEmpty();
        publish(Books.of(50), "one");
        var quick = check().quick().orElseThrow();
        assertThat(quick.documents()).isEqualTo(43);
        assertThat(quick.index().documents()).isEqualTo(43);
        assertThat(quick.index().generation()).isEqualTo("one");
        assertThat(quick.mappingMatches()).isTrue();
        var overrides =
                (ObjectNode)
                        Json.parse(
                                "{\"mapping\":{\"properties\":{\"year\":{\"type\":\"integer\"}}}}");
        var other =
                new IndexCheck(
                        cluster, definition(), new IndexSettings(1, 0, "1s", overrides), options());
        assertThat(other.quick().orElseThrow().mappingMatches()).isFalse();
    }

    @Test
    void appliesSettingsWhenTheIndexIsComplete() {
        var settings = new IndexSettings(2, 1, "7s", Json.object());
        var built =
                new IndexBuild(cluster, definition(), settings, options())
                        .run(Books.of(10), "one", task, cancellation);
        var index =
                cluster.send(Call.get("/" + built.name() + "/_settings", "read settings"))
                        .json()
                        .path(built.name())
                        .path("settings")
                        .path("index");
        assertThat(index.path("number_of_shards").asString()).isEqualTo("2");
        assertThat(index.path("number_of_replicas").asString()).isEqualTo("1");
        assertThat(index.path("refresh_interval").asString()).isEqualTo("7s");
    }

    @Test
    void keepsTheDefinitionsOwnMeta() {
        var definition = definition();
        definition.mapping().putObject("_meta").put("owner", "library");
        var built =
                new IndexBuild(cluster, definition, IndexSettings.defaults(), options())
                        .run(Books.of(10), "one", task, cancellation);
        assertThat(
                        cluster.send(Call.get("/" + built.name() + "/_mapping", "read the mapping"))
                                .json()
                                .toString())
                .contains("\"owner\":\"library\"");
        assertThat(indexes.find(alias, "one").orElseThrow().documents()).isEqualTo(9);
    }

    @Test
    void aCancelledLoadRemovesItsIndex() {
        var live = publish(Books.of(20), "zero").name();
        var ranges = new AtomicInteger();
        var books =
                Books.of(20_000)
                        .onRange(() -> {
                            if (ranges.incrementAndGet() == 5) {
                                cancellation.cancel();
                            }
                        });
        assertFails(() -> build(books, "one"), ErrorCode.INTERRUPTED);
        assertUntouched(live);
    }

    @Test
    void aSourceThatFailsRemovesTheIndex() {
        var live = publish(Books.of(20), "zero").name();
        var books =
                Books.of(5_000)
                        .onRange(() -> {
                            throw DataException.of(
                                    ErrorCode.DATABASE_ERROR, "the database has gone");
                        });
        assertFails(() -> build(books, "one"), ErrorCode.DATABASE_ERROR);
        assertUntouched(live);
    }

    @Test
    void goesOnWhenTheServerIsBusy() {
        try (var proxy = new FaultProxy(node())) {
            connect(proxy.uri());
            proxy.inject((_, path, number) ->
                    path.contains("_bulk") && number % 2 == 0
                            ? Optional.of(new Fault(number % 4 == 0 ? 429 : 503, "{}"))
                            : Optional.empty());
            var books = Books.of(5_000);
            publish(books, "one");
            proxy.inject((_, _, _) -> Optional.empty());
            assertTrue(books);
        }
    }

    @Test
    void repeatsJustTheDocumentsThatWereRejected() {
        try (var proxy = new FaultProxy(node())) {
            connect(proxy.uri());
            var rejected = new AtomicBoolean();
            var books = new Books();
            books.put(1, "one");
            books.put(2, "two");
            proxy.inject((_, path, _) ->
                    path.contains("_bulk") && rejected.compareAndSet(false, true)
                            ? Optional.of(new Fault(200, rejectedItems()))
                            : Optional.empty());
            assertThat(publish(books, "one").documents()).isEqualTo(2);
            assertThat(rejected).isTrue();
            assertTrue(books);
        }
    }

    private static String rejectedItems() {
        var item =
                "{\"index\":{\"status\":429,\"error\":{\"type\":\"es_rejected_execution_exception\",\"reason\":\"queue\"}}}";
        return FLOOD.formatted(item + "," + item);
    }

    @Test
    void goesOnWhenConnectionsBreakAndAnswersAreLost() {
        try (var proxy = new FaultProxy(node())) {
            connect(proxy.uri());
            proxy.inject((_, path, number) ->
                    !path.contains("_bulk")
                            ? Optional.empty()
                            : switch (number % 3) {
                                case 0 -> Optional.of(Fault.BROKEN);
                                case 1 -> Optional.of(Fault.LOST_ANSWER);
                                default -> Optional.empty();
                            });
            var books = Books.of(5_000);
            publish(books, "one");
            proxy.inject((_, _, _) -> Optional.empty());
            assertTrue(books);
        }
    }

    @Test
    void usesTheOtherNodeWhenOneGoesAwayInTheMiddle() {
        var books = Books.of(20_000);
        try (var proxy = new FaultProxy(node());
                var other = new FaultProxy(node())) {
            cluster = new SearchCluster(ClusterAddress.of(proxy.uri(), other.uri()));
            indexes = new Indexes(cluster);
            var ranges = new AtomicInteger();
            books.onRange(() -> {
                if (ranges.incrementAndGet() == 8) {
                    proxy.goAway();
                }
            });
            publish(books, "one");
            books.onRange(() -> {});
            assertTrue(books);
        }
    }

    @Test
    void failsWhenTheServerGoesAwayAndTheNextRunSweeps() {
        var live = publish(Books.of(20), "zero").name();
        try (var proxy = new FaultProxy(node())) {
            connect(proxy.uri());
            var ranges = new AtomicInteger();
            var books =
                    Books.of(20_000)
                            .onRange(() -> {
                                if (ranges.incrementAndGet() == 8) {
                                    proxy.goAway();
                                }
                            });
            assertFails(() -> build(books, "one"), ErrorCode.SERVER_UNREACHABLE);
        }
        connect(node());
        assertThat(indexes.list(alias)).hasSize(2);
        assertThat(indexes.sweepUnfinished(alias)).hasSize(1);
        assertUntouched(live);
    }

    @Test
    void saysThatTheDiskIsFull() {
        var live = publish(Books.of(20), "zero").name();
        var blocked = new AtomicBoolean();
        var books = Books.of(5_000);
        books.onRange(() -> {
            if (blocked.compareAndSet(false, true)) {
                block(indexes.list(alias).getLast().name());
            }
        });
        assertFails(() -> build(books, "one"), ErrorCode.DISK_FULL);
        assertUntouched(live);
    }

    @Test
    void refusesAMappingTheServerDoesNotTake() {
        var live = publish(Books.of(20), "zero").name();
        var wrong = definition();
        wrong.mapping().withObject("/properties/title").put("type", "nonsense");
        assertThatThrownBy(() ->
                        new IndexBuild(cluster, wrong, IndexSettings.defaults(), options())
                                .run(Books.of(20), "one", task, cancellation))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("nonsense");
        assertUntouched(live);
    }

    @Test
    void leavesAnIndexOfThatNameToItsOwner() {
        send("PUT", "/" + alias, "{}");
        assertThat(indexes.aliasState(alias)).isEqualTo(new AliasState.ForeignIndex(alias));
        assertFails(() -> build(Books.of(10), "one"), ErrorCode.INDEX_NOT_OURS);
        assertFails(() -> indexes.delete(alias), ErrorCode.INDEX_NOT_OURS);
        assertThat(indexes.list(alias)).isEmpty();
        assertThat(indexes.aliasState(alias)).isEqualTo(new AliasState.ForeignIndex(alias));
    }

    @Test
    void leavesAnAliasOfAForeignIndexAlone() {
        var foreign = alias + "-foreign";
        send("PUT", "/" + foreign, "{\"aliases\":{\"" + alias + "\":{}}}");
        var state = new AliasState.ForeignTarget(alias, foreign);
        assertThat(indexes.aliasState(alias)).isEqualTo(state);
        assertFails(() -> build(Books.of(10), "one"), ErrorCode.INDEX_NOT_OURS);
        assertThat(indexes.sweepUnfinished(alias)).isEmpty();
        assertThat(indexes.prune(alias, Set.of())).isEmpty();
        assertFails(() -> indexes.delete(foreign), ErrorCode.INDEX_NOT_OURS);
        assertThat(indexes.aliasState(alias)).isEqualTo(state);
    }

    @Test
    void leavesAnAliasOfTwoIndexesAlone() {
        var first = publish(Books.of(10), "one").name();
        var second = build(Books.of(10), "two").name();
        send(
                "POST",
                "/_aliases",
                "{\"actions\":[{\"add\":{\"index\":\""
                        + second
                        + "\",\"alias\":\""
                        + alias
                        + "\"}}]}");
        assertThat(indexes.aliasState(alias))
                .isEqualTo(new AliasState.SeveralTargets(alias, List.of(first, second)));
        assertFails(() -> indexes.publish(alias, second), ErrorCode.INDEX_NOT_OURS);
        assertFails(() -> build(Books.of(10), "three"), ErrorCode.INDEX_NOT_OURS);
        assertThat(indexes.prune(alias, Set.of())).isEmpty();
    }

    @Test
    void twoIndexesWithinASecondHaveTwoNames() {
        var first = indexes.create(definition(), IndexSettings.defaults(), "one");
        var second = indexes.create(definition(), IndexSettings.defaults(), "one");
        assertThat(second.name()).isNotEqualTo(first.name()).matches(alias + "-\\d{14}");
        assertThat(indexes.find(alias, "one")).isEmpty();
        assertThat(indexes.sweepUnfinished(alias))
                .containsExactlyInAnyOrder(first.name(), second.name());
        assertThat(indexes.list(alias)).isEmpty();
    }

    @Test
    void publishesThoughTheAnswerIsLost() {
        var built = build(Books.of(10), "one");
        try (var proxy = new FaultProxy(node())) {
            proxy.inject((_, path, _) ->
                    path.equals("/_aliases") ? Optional.of(Fault.LOST_ANSWER) : Optional.empty());
            new Indexes(new SearchCluster(ClusterAddress.of(proxy.uri())))
                    .publish(alias, built.name());
        }
        assertThat(liveName()).isEqualTo(built.name());
        indexes.withdraw(alias);
        assertThat(indexes.aliasState(alias)).isEqualTo(new AliasState.Missing());
        assertThat(indexes.find(alias, "one")).isPresent();
    }
}
