package org.addonsdata.services.searchnode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.services.process.Daemon;
import org.addonsdata.services.process.Ports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SearchNodeIT {
    @ParameterizedTest
    @EnumSource
    void whatWasAcknowledgedIsThereAfterStopAndAfterKill(SearchEngine engine) throws Exception {
        try (var fixture = NodeFixture.of(engine)) {
            fixture.started();
            fixture.put("/things", "{\"settings\": {\"number_of_replicas\": 0}}");
            fixture.put("/things/_doc/1", "{\"name\": \"first\"}");
            fixture.node().stop();
            assertThat(fixture.node().last()).isEmpty();

            var second = fixture.started();
            assertThat(fixture.get("/things/_search").at("/hits/total/value").asInt()).isEqualTo(1);
            fixture.put("/things/_doc/2", "{\"name\": \"second\"}");
            ProcessHandle.of(second.pid()).orElseThrow().destroyForcibly();
            await().until(() -> !second.isAlive());
            assertThat(fixture.node().last()).isPresent();

            fixture.started();
            assertThat(fixture.get("/things/_doc/2").at("/_source/name").asString())
                    .isEqualTo("second");
            fixture.node().stop();
            assertThat(Files.readString(fixture.settings().log())).doesNotContain("FATAL");
        }
    }

    @Test
    void aRunningNodeIsFoundAndNotStartedAgain() {
        try (var fixture = NodeFixture.of(SearchEngine.OPENSEARCH)) {
            var first = fixture.started();
            var again = new SearchNode(fixture.settings()).start();
            assertThat(again.pid()).isEqualTo(first.pid());
            assertThat(SearchNode.answers(again)).isTrue();
            assertThat(SearchNode.port(again)).isEqualTo(fixture.settings().port());
        }
    }

    @Test
    void itListensOnTheLoopbackOnlyAndItsFilesArePrivate() throws Exception {
        try (var fixture = NodeFixture.of(SearchEngine.OPENSEARCH)) {
            fixture.started();
            var bound = fixture.get("/_nodes/_local/http,transport").toString();
            assertThat(bound).contains("127.0.0.1:" + fixture.settings().port());
            assertThat(bound).doesNotContain("0.0.0.0", "[::]");
            try (var files = Files.walk(fixture.settings().directory())) {
                assertThat(files)
                        .allSatisfy(file ->
                                assertThat(
                                                PosixFilePermissions.toString(
                                                        Files.getPosixFilePermissions(file)))
                                        .endsWith("------"));
            }
        }
    }

    @Test
    void aMissingIndexIsNotMadeByADocument() {
        try (var fixture = NodeFixture.of(SearchEngine.OPENSEARCH)) {
            fixture.started();
            assertThatThrownBy(() -> fixture.put("/addons/_doc/1", "{}"))
                    .hasMessageContaining("404");
        }
    }

    @Test
    void aTakenPortIsNamedBeforeAnythingStarts() throws Exception {
        try (var fixture = NodeFixture.of(SearchEngine.OPENSEARCH);
                var taken =
                        new ServerSocket(
                                fixture.settings().port(), 1, InetAddress.ofLiteral("127.0.0.1"))) {
            assertThatThrownBy(() -> fixture.node().start())
                    .isInstanceOfSatisfying(
                            DataException.class,
                            e -> {
                                assertThat(e.code()).isEqualTo(ErrorCode.PORT_IN_USE);
                                assertThat(e).hasMessageContaining("" + taken.getLocalPort());
                                assertThat(e.hint()).contains("SEARCH_PORT");
                            });
            assertThat(fixture.node().last()).isEmpty();
        }
    }

    @Test
    void anotherNodeOnThePortIsNotTakenForOurs() {
        try (var theirs = NodeFixture.of(SearchEngine.OPENSEARCH)) {
            var daemon = theirs.started();
            var spoofed =
                    Daemon.start(
                            new org.addonsdata.services.process.DaemonSpec(
                                    "sleeper",
                                    java.util.List.of("/bin/sleep", "60"),
                                    java.util.Map.of(),
                                    theirs.settings().volume().resolve("sleeper.log"),
                                    theirs.settings().volume().resolve("sleeper.json")),
                            java.util.Map.of("port", "" + theirs.settings().port(), "node", "x"));
            assertThat(SearchNode.answers(daemon)).isTrue();
            assertThat(SearchNode.answers(spoofed)).isFalse();
            spoofed.kill();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aNodeThatCannotStartShowsWhyAtOnce(SearchEngine engine) throws Exception {
        try (var fixture = NodeFixture.of(engine)) {
            Files.createDirectories(fixture.settings().directory());
            Files.writeString(fixture.settings().directory().resolve("data"), "in the way");
            var begin = System.nanoTime();
            fixture.node().start();
            assertThatThrownBy(() -> fixture.node().await(new Cancellation()))
                    .isInstanceOfSatisfying(
                            DataException.class,
                            e -> {
                                assertThat(e.code()).isEqualTo(ErrorCode.SERVER_START_FAILED);
                                assertThat(e).hasMessageContaining("Not a directory");
                            });
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isLessThan(Duration.ofSeconds(60));
        }
    }

    @Test
    void anotherPortFindsTheRunningNodeAllTheSame() {
        try (var fixture = NodeFixture.of(SearchEngine.OPENSEARCH)) {
            var first = fixture.started();
            var other = otherPort(fixture.settings());
            assertThat(other.start().pid()).isEqualTo(first.pid());
            assertThat(other.await(new Cancellation()).nodes().getFirst().getPort())
                    .isEqualTo(fixture.settings().port());
        }
    }

    @Test
    void dataOfANewerVersionIsLeftAlone() throws Exception {
        try (var newer = NodeFixture.of(SearchEngine.OPENSEARCH);
                var older = NodeFixture.of(SearchEngine.ELASTICSEARCH)) {
            newer.started();
            newer.put("/things", "{}");
            newer.node().stop();
            Files.createDirectories(older.settings().directory());
            Files.move(
                    newer.settings().directory().resolve("data"),
                    older.settings().directory().resolve("data"));

            older.node().start();
            assertThatThrownBy(() -> older.node().await(new Cancellation()))
                    .isInstanceOfSatisfying(
                            DataException.class,
                            e -> {
                                assertThat(e.code()).isEqualTo(ErrorCode.SERVER_START_FAILED);
                                assertThat(e).hasMessageContaining("is in the future");
                            });

            Files.move(
                    older.settings().directory().resolve("data"),
                    newer.settings().directory().resolve("data"));
            newer.started();
            assertThat(newer.get("/_cat/indices?format=json").size()).isEqualTo(1);
        }
    }

    @Test
    void aDirectoryThatCannotBeMadeIsNamed() {
        var settings =
                SearchNodeSettings.of(
                        SearchEngine.OPENSEARCH,
                        Path.of("/proc/volume"),
                        NodeFixture.ENGINES,
                        NodeFixture.CACHE,
                        Ports.anyFree());
        assertThatThrownBy(() -> new SearchNode(settings).start())
                .isInstanceOfSatisfying(
                        DataException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.PATH_NOT_WRITABLE);
                            assertThat(e).hasMessageContaining("/proc/volume");
                        });
    }

    @Test
    void anUnknownEngineAndAHeapThatIsNoneAreWrongSettings() {
        assertThatThrownBy(() -> SearchEngine.named("solr"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("solr");
        for (var heap : new String[] {"", "512", "x", "1k", "64m", "-1g", "512m -version"}) {
            assertThatThrownBy(() ->
                            new SearchNodeSettings(
                                    SearchEngine.OPENSEARCH,
                                    Path.of("/v"),
                                    Path.of("/e"),
                                    Path.of("/c"),
                                    1,
                                    heap,
                                    SearchNodeSettings.ClassLoading.CACHED))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("SEARCH_HEAP");
        }
    }

    private static SearchNode otherPort(SearchNodeSettings settings) {
        return new SearchNode(
                SearchNodeSettings.of(
                        settings.engine(),
                        settings.volume(),
                        settings.engines(),
                        settings.cache(),
                        Ports.anyFree()));
    }
}
