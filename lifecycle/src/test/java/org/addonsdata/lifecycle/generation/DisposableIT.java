package org.addonsdata.lifecycle.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.addonsdata.core.faults.FaultPoints;
import org.addonsdata.core.sql.Connections;
import org.addonsdata.lifecycle.LibraryApplication;
import org.addonsdata.testing.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What nobody needs any more, and cannot be dropped, as a file of somebody else's lies in it. */
@ParameterizedClass
@MethodSource("org.addonsdata.testing.TestServer#all")
class DisposableIT {
    private final Connections connections;
    private final SchemaContent content;
    private final String live;
    private final LibraryApplication application;
    private final Generations generations;

    DisposableIT(TestServer server) {
        connections = server.connections();
        content = new SchemaContent(connections);
        live = server.freshSchemaName();
        application = new LibraryApplication(live);
        generations = new Generations(connections, application, FaultPoints.NONE);
    }

    @AfterEach
    void dropEverything() throws IOException {
        for (var schema : content.schemasOf(live)) {
            Files.deleteIfExists(directory(schema).resolve(".nfs0001"));
        }
        content.dropAllOf(live);
    }

    private Path directory(String schema) {
        return ServerDirectory.of(connections, schema).orElseThrow().schema();
    }

    private Path putStranger(String schema) throws IOException {
        return Files.createFile(directory(schema).resolve(".nfs0001"));
    }

    private String build(String author) {
        return new GenerationBuilder(connections, application).build(generations, author).id();
    }

    @Test
    void aSwitchSucceedsAndTheOldestIsDroppedWhenItCanBe() throws IOException {
        var first = build("first");
        generations.switchTo(first);
        var second = build("second");
        generations.switchTo(second);
        var stranger = putStranger(generations.schemaOf(first));
        generations.switchTo(build("third"));
        var expected = content.contentOf(live);

        assertThat(generations.trim(1)).singleElement().asString().contains("could not be dropped");

        assertThat(content.contentOf(live)).isEqualTo(expected);
        assertThat(generations.kept()).extracting(Generation::id).containsExactly(second);
        assertThat(content.tablesOf(generations.schemaOf(first))).isEmpty();
        assertThat(generations.recover()).singleElement().asString().contains("tries again");
        assertThat(
                        ServerDirectory.of(connections, generations.schemaOf(first))
                                .orElseThrow()
                                .strangers())
                .containsExactly(stranger);
        generations.switchTo(second);
        generations.switchTo(generations.replaced().orElseThrow().id());
        assertThat(content.contentOf(live)).isEqualTo(expected);

        Files.delete(stranger);
        assertThat(generations.recover()).singleElement().asString().contains("removed");
        assertThat(content.schemasOf(live)).containsExactly(live, generations.schemaOf(second));
        assertThat(generations.recover()).isEmpty();
    }

    @Test
    void aStagingSchemaThatStaysIsUsedWhenItsGenerationIsReplaced() throws IOException {
        generations.switchTo(build("first"));
        var first = content.contentOf(live);
        var second = build("second");
        var fresh = content.contentOf(generations.schemaOf(second));
        var stranger = putStranger(generations.schemaOf(second));

        var switched = generations.switchTo(second);

        assertThat(switched.missing()).isEmpty();
        assertThat(switched.notes()).singleElement().asString().contains("could not be dropped");
        assertThat(content.contentOf(live)).isEqualTo(fresh);
        assertThat(generations.recover()).singleElement().asString().contains("tries again");
        generations.switchTo(generations.replaced().orElseThrow().id());
        assertThat(content.contentOf(live)).isEqualTo(first);
        assertThat(generations.recover()).isEmpty();
        assertThat(content.contentOf(generations.schemaOf(second))).isEqualTo(fresh);
        generations.switchTo(second);
        Files.delete(stranger);
        generations.recover();
        assertThat(content.schemasOf(live)).hasSize(2);
    }

    @Test
    void whatIsGivenUpIsToldAndTriedAgain() throws IOException {
        generations.switchTo(build("first"));
        var staged = build("second");
        var stranger = putStranger(generations.schemaOf(staged));

        assertThat(generations.discard(staged)).singleElement().asString().contains("dropped");

        assertThat(generations.live()).isPresent();
        var third = build("third");
        generations.switchTo(third);
        assertThat(generations.live().orElseThrow().id()).isEqualTo(third);
        Files.delete(stranger);
        generations.recover();
        assertThat(content.schemasOf(live)).doesNotContain(generations.schemaOf(staged));
    }
}
