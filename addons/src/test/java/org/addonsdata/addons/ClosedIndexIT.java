package org.addonsdata.addons;

import static org.assertj.core.api.Assertions.assertThat;

import org.addonsdata.lifecycle.index.IndexCondition;
import org.addonsdata.lifecycle.usecase.Reindex;
import org.addonsdata.lifecycle.usecase.Undo;
import org.addonsdata.search.index.OwnIndex;
import org.addonsdata.testing.SearchProduct;
import org.addonsdata.testing.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** An index that something else has closed holds its documents still, and cannot be searched. */
@ParameterizedClass
@MethodSource("org.addonsdata.testing.SearchProduct#all")
class ClosedIndexIT {
    private final Workbench bench;

    ClosedIndexIT(SearchProduct product) {
        bench = new Workbench(TestServer.embedded(), product.node().get());
    }

    @BeforeEach
    @AfterEach
    void clear() {
        bench.clear();
    }

    @Test
    void statusNamesItAndTheNextInitialisationOpensIt() {
        bench.initialise(InitialisationContract.PLAIN);
        var index = bench.indexes().getFirst().name();
        bench.deleteDocument(
                bench.query("SELECT MIN(id) FROM `%s`.`addons`".formatted(bench.live()))
                        .getFirst());
        bench.closeIndex(index);

        assertThat(bench.report().index().orElseThrow())
                .isInstanceOfSatisfying(
                        IndexCondition.Stale.class,
                        stale -> {
                            assertThat(stale.index()).isEqualTo(index);
                            assertThat(stale.reason()).contains("closed");
                        });

        assertThat(bench.initialise(InitialisationContract.PLAIN).performed()).isEmpty();

        assertThat(bench.notes())
                .anyMatch(note -> note.contains("opened " + index))
                .anyMatch(note -> note.startsWith("1 document"));
        assertThat(bench.indexes()).extracting(OwnIndex::name).containsExactly(index);
        assertThat(Reindex.check(bench.workplace()).isTrue()).isTrue();
    }

    @Test
    void undoOpensTheOneItGoesBackTo() {
        bench.initialise(InitialisationContract.PLAIN);
        bench.initialise(InitialisationContract.FORCE);
        bench.indexes().forEach(index -> bench.closeIndex(index.name()));

        Undo.run(bench.workplace());

        assertThat(bench.indexes()).hasSize(2);
        assertThat(Reindex.check(bench.workplace()).isTrue()).isTrue();
    }
}
