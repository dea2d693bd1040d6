package org.addonsdata.lifecycle.generation;

import static org.addonsdata.core.sql.Names.quote;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.addonsdata.core.faults.FaultPoints;
import org.addonsdata.core.sql.Connections;
import org.addonsdata.lifecycle.LibraryApplication;
import org.addonsdata.testing.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Which of the replaced generations are kept, and in which order undo has them. */
@ParameterizedClass
@MethodSource("org.addonsdata.testing.TestServer#all")
class RetentionIT {
    private final SchemaContent content;
    private final String live;
    private final GenerationBuilder builder;
    private final Generations generations;

    RetentionIT(TestServer server) {
        content = new SchemaContent(server.connections());
        live = server.freshSchemaName();
        builder = builder(server.connections());
        generations =
                new Generations(server.connections(), builder.application(), FaultPoints.NONE);
    }

    private GenerationBuilder builder(Connections connections) {
        return new GenerationBuilder(connections, new LibraryApplication(live));
    }

    @AfterEach
    void dropEverything() {
        content.dropAllOf(live);
    }

    private String switchToNew(String author, int keep) {
        var staged = builder.build(generations, author);
        generations.switchTo(staged.id());
        assertThat(generations.trim(keep)).isEmpty();
        return staged.id();
    }

    private List<String> kept() {
        return generations.kept().stream().map(Generation::id).toList();
    }

    @Test
    void theOldestGoesWhereMoreAreKeptThanAreToBe() {
        var first = switchToNew("first", 2);
        var second = switchToNew("second", 2);
        var third = switchToNew("third", 2);
        assertThat(kept()).containsExactly(second, first);

        switchToNew("fourth", 2);

        assertThat(kept()).containsExactly(third, second);
        assertThat(content.schemasOf(live))
                .containsExactlyInAnyOrder(
                        live, generations.schemaOf(third), generations.schemaOf(second));
    }

    @Test
    void oneCommandDropsOneAtMost() {
        switchToNew("first", 4);
        var second = switchToNew("second", 4);
        var third = switchToNew("third", 4);
        var fourth = switchToNew("fourth", 4);

        switchToNew("fifth", 1);

        assertThat(kept()).containsExactly(fourth, third, second);
        assertThat(generations.recover()).isEmpty();
        assertThat(kept()).hasSize(3);
    }

    @Test
    void undoTogglesAndOnlyANamedOneIsFurtherBack() {
        var first = switchToNew("first", 2);
        var second = switchToNew("second", 2);
        var third = switchToNew("third", 2);

        generations.switchTo(second);
        assertThat(kept()).containsExactly(third, first);
        generations.switchTo(third);
        assertThat(kept()).containsExactly(second, first);
        generations.switchTo(first);
        assertThat(kept()).containsExactly(third, second);
        assertThat(generations.replacedByLive().orElseThrow().id()).isEqualTo(third);
        assertThat(generations.trim(2)).isEmpty();
        assertThat(kept()).hasSize(2);
    }

    @Test
    void whenItWasReplacedIsKnown() {
        var first = switchToNew("first", 2);
        assertThat(generations.live().orElseThrow().replaced()).isNull();
        switchToNew("second", 2);
        var replaced = generations.kept().getFirst();
        assertThat(replaced.id()).isEqualTo(first);
        assertThat(replaced.replaced()).isAfterOrEqualTo(replaced.created());
    }

    @Test
    void theOnlyOneWithRowsIsNotDroppedForOnesWithout() {
        var full = switchToNew("first", 1);
        var empty = switchToNew("second", 1);
        clear();
        var next = switchToEmpty();
        assertThat(generations.trim(1))
                .singleElement()
                .asString()
                .contains(full, "no other has any rows");
        assertThat(kept()).containsExactly(empty, full);

        switchToEmpty();
        assertThat(generations.trim(1))
                .hasSize(2)
                .anyMatch(note -> note.contains(empty) && note.contains("was dropped"));
        assertThat(kept()).containsExactly(next, full);

        generations.switchTo(full);
        assertThat(content.query("SELECT COUNT(*) FROM " + quote(live, "author")))
                .containsExactly("2");
    }

    /** Dumps of other applications that this tool restored do not pile up. */
    @Test
    void whatTheToolRestoredOfSomethingElseGoesLikeTheRest() {
        for (var author : List.of("first", "second", "third")) {
            var staged = builder.build(generations, author);
            generations.foreign(staged.schema());
            generations.switchTo(staged.id());
            assertThat(generations.trim(1)).isEmpty();
        }
        assertThat(kept()).hasSize(1);
    }

    @Test
    void whatTheToolDidNotFillStaysUntilItIsForgotten() {
        content.execute("CREATE DATABASE " + quote(live));
        content.execute("CREATE TABLE " + quote(live, "mine") + " (a INT PRIMARY KEY)");
        generations.switchTo(builder.build(generations, "first").id());
        var found = generations.kept().getFirst().id();
        for (var author : List.of("second", "third", "fourth")) {
            generations.switchTo(builder.build(generations, author).id());
            assertThat(generations.trim(1))
                    .singleElement()
                    .asString()
                    .contains(found, "did not fill", "undo --forget");
        }
        assertThat(kept()).hasSize(2).contains(found);
        assertThat(content.tablesOf(generations.schemaOf(found))).containsExactly("mine");
    }

    private String switchToEmpty() {
        var staged = builder.build(generations, "nobody");
        generations.switchTo(staged.id());
        clear();
        return staged.id();
    }

    private void clear() {
        content.execute("UPDATE " + quote(live, "author") + " SET best_book=NULL");
        content.execute("DELETE FROM " + quote(live, "author"));
        assertThat(content.query("SELECT COUNT(*) FROM " + quote(live, "select")))
                .containsExactly("0");
    }
}
