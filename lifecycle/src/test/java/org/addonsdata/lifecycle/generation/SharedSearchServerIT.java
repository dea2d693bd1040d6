package org.addonsdata.lifecycle.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.faults.FaultPoints;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.core.progress.Progress.Unit;
import org.addonsdata.lifecycle.LibraryApplication;
import org.addonsdata.lifecycle.index.GenerationIndex;
import org.addonsdata.lifecycle.index.SearchServers;
import org.addonsdata.search.index.Indexes;
import org.addonsdata.search.index.OwnIndex;
import org.addonsdata.testing.TestSearch;
import org.addonsdata.testing.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two databases whose indexes are on one search server, behind the same alias. */
@Tag("slow")
class SharedSearchServerIT {
    private final TestServer server = TestServer.embedded();
    private final SchemaContent content = new SchemaContent(server.connections());
    private final String alias = server.freshSchemaName();
    private final LibraryApplication one = new LibraryApplication(server.freshSchemaName(), alias);
    private final LibraryApplication two = new LibraryApplication(server.freshSchemaName(), alias);
    private final Indexes indexes =
            new Indexes(SearchServers.cluster(TestSearch.shared().endpoint()));

    @AfterEach
    void dropEverything() {
        indexes.list(alias).forEach(index -> indexes.delete(index.name()));
        content.dropAllOf(one.databaseName());
        content.dropAllOf(two.databaseName());
    }

    @Test
    void eachSweepsTheIndexesOfItsOwnOnly() {
        var first = indexed(one);
        var second = indexed(two);
        assertThat(first).isNotEqualTo(second);
        var earlier = indexes.create(one.indexDefinition(), one.indexSettings(), "unknown").name();

        var ofTwo = new GenerationIndex(two, server.connections(), TestSearch.shared().endpoint());
        assertThat(ofTwo.leftovers(Set.of())).containsExactly(second);
        assertThat(ofTwo.keepOnly(Set.of())).containsExactly(second);
        assertThat(names()).containsExactlyInAnyOrder(first, earlier);

        assertThat(ofTwo.keepOnly(Set.of("unknown")))
                .as("made by an earlier version, unfinished, from a generation that is known")
                .containsExactly(earlier);
        assertThat(names()).containsExactly(first);
    }

    private List<String> names() {
        return indexes.list(alias).stream().map(OwnIndex::name).toList();
    }

    /** Name of the index of a new generation. */
    private String indexed(LibraryApplication application) {
        var generations = new Generations(server.connections(), application, FaultPoints.NONE);
        var staged =
                new GenerationBuilder(server.connections(), application)
                        .build(generations, "somebody");
        var index =
                new GenerationIndex(
                        application, server.connections(), TestSearch.shared().endpoint());
        var task = Progress.silent().start("test", Unit.DOCUMENTS);
        return index.build(staged.schema(), staged.id(), task, new Cancellation()).name();
    }
}
