package org.addonsdata.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.addonsdata.search.build.IndexBuild;
import org.addonsdata.search.cluster.Call;
import org.addonsdata.search.cluster.ClusterAddress;
import org.addonsdata.search.cluster.Json;
import org.addonsdata.search.cluster.SearchCluster;
import org.addonsdata.search.index.IndexSettings;
import org.addonsdata.search.index.Indexes;
import org.addonsdata.search.testkit.Books;
import org.addonsdata.testing.TestCluster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A cluster of three real nodes that loses one of them in the middle of a load. */
@Tag("slow")
class LostMemberIT extends FamilyFixture {
    private TestCluster nodes;

    @BeforeEach
    @Override
    void connect() {
        nodes = TestCluster.start(3);
        connect(node());
    }

    @AfterEach
    @Override
    void leaveNothing() {
        nodes.close();
    }

    @Override
    URI node() {
        return nodes.uris().getLast();
    }

    @Test
    void theLoadGoesOnWithTheOthers() {
        loseInTheMiddle(false);
    }

    /** While it is filled there is one copy of the index, which goes with its node. */
    @Test
    void theIndexIsBuiltAnewWhenItGoesWithItsNode() {
        loseInTheMiddle(true);
    }

    private void loseInTheMiddle(boolean theOneWithTheIndex) {
        cluster = new SearchCluster(ClusterAddress.of(nodes.uris().toArray(URI[]::new)));
        indexes = new Indexes(cluster);
        var lost = new AtomicReference<URI>();
        var ranges = new AtomicInteger();
        var books =
                Books.of(20_000)
                        .onRange(() -> {
                            if (ranges.incrementAndGet() == 8) {
                                lost.set(kill(theOneWithTheIndex));
                            }
                        });
        var settings = new IndexSettings(1, 1, "1s", Json.object());
        var built =
                new IndexBuild(cluster, definition(), settings, options())
                        .run(books, "one", task, cancellation);
        indexes.publish(alias, built.name());
        assertThat(built.documents()).isEqualTo(books.size());
        assertThat(indexes.list(alias)).hasSize(1);
        assertTrue(books.onRange(() -> {}));
        assertThat(lost.get()).isNotNull();
    }

    private URI kill(boolean theOneWithTheIndex) {
        var index = indexes.list(alias).getLast().name();
        var shards =
                cluster.send(Call.get("/_cat/shards/" + index + "?format=json", "find the shard"))
                        .json();
        var holder = shards.path(0).path("node").asString();
        for (int i = 0; i < nodes.uris().size(); i++) {
            var uri = nodes.uris().get(i);
            if (holder.endsWith("-" + uri.getPort()) == theOneWithTheIndex) {
                nodes.kill(i);
                return uri;
            }
        }
        throw new IllegalStateException("nobody to kill: " + shards);
    }
}
