package org.addonsdata.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.search.build.BuiltIndex;
import org.addonsdata.search.build.IndexBuild;
import org.addonsdata.search.cluster.Call;
import org.addonsdata.search.cluster.ClusterAddress;
import org.addonsdata.search.cluster.Json;
import org.addonsdata.search.cluster.SearchCluster;
import org.addonsdata.search.compare.IndexCheck;
import org.addonsdata.search.index.IndexSettings;
import org.addonsdata.search.index.Indexes;
import org.addonsdata.search.load.LoadOptions;
import org.addonsdata.search.testkit.Books;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A server, an alias of the test's own, and what tests do with them and ask of them. */
abstract class FamilyFixture {
    private static final AtomicInteger ALIASES = new AtomicInteger();

    final String alias = "books" + ALIASES.incrementAndGet();
    final Progress.Task task = Progress.silent().start("index", Progress.Unit.DOCUMENTS);
    final Cancellation cancellation = new Cancellation();
    SearchCluster cluster;
    Indexes indexes;

    abstract URI node();

    @BeforeEach
    void connect() {
        connect(node());
    }

    @AfterEach
    void leaveNothing() {
        connect();
        for (var index : indexes.list(alias)) {
            indexes.delete(index.name());
        }
        delete(alias);
        delete(alias + "-foreign");
    }

    void connect(URI address) {
        cluster = new SearchCluster(ClusterAddress.of(address));
        indexes = new Indexes(cluster);
    }

    IndexDefinition definition() {
        return Books.definition(alias);
    }

    static LoadOptions options() {
        return new LoadOptions(
                2,
                4,
                1 << 16,
                1 << 18,
                500,
                Duration.ofSeconds(30),
                Duration.ofSeconds(20),
                Duration.ofSeconds(2),
                false);
    }

    BuiltIndex build(Books books, String generation) {
        return new IndexBuild(cluster, definition(), IndexSettings.defaults(), options())
                .run(books, generation, task, cancellation);
    }

    BuiltIndex publish(Books books, String generation) {
        var built = build(books, generation);
        indexes.publish(alias, built.name());
        return built;
    }

    IndexCheck check() {
        return new IndexCheck(cluster, definition(), IndexSettings.defaults(), options());
    }

    void assertTrue(Books books) {
        var report = check().check(books, task, new Cancellation());
        assertThat(report.isTrue()).as(report.toString()).isTrue();
    }

    String liveName() {
        return indexes.live(alias).orElseThrow().name();
    }

    /** The live index is the same, whole, and the only one of ours. */
    void assertUntouched(String live) {
        assertThat(liveName()).isEqualTo(live);
        assertThat(indexes.count(alias)).isEqualTo(18);
        assertThat(indexes.list(alias)).extracting(index -> index.name()).containsExactly(live);
    }

    static void assertFails(Runnable work, ErrorCode code) {
        assertThatThrownBy(work::run)
                .isInstanceOf(DataException.class)
                .extracting(e -> ((DataException) e).code())
                .isEqualTo(code);
    }

    long search(String words) {
        return cluster.send(Call.get("/" + alias + "/_count?q=" + words, "search"))
                .json()
                .path("count")
                .asLong();
    }

    void block(String index) {
        send("PUT", "/" + index + "/_settings", "{\"index.blocks.read_only_allow_delete\":true}");
    }

    void write(String index, long key) {
        var source = "{\"id\":" + key + ",\"modified\":1,\"title\":\"foreign\"}";
        send("PUT", "/" + index + "/_doc/" + key + "?refresh=true", source);
    }

    void send(String method, String path, String json) {
        var call =
                method.equals("PUT")
                        ? Call.put(path, Json.parse(json), path)
                        : Call.post(path, Json.parse(json), path);
        cluster.send(call);
    }

    void delete(String index) {
        cluster.send(Call.delete("/" + index, "clean up").accepting(400, 404));
    }
}
