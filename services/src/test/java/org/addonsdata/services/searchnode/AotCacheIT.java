package org.addonsdata.services.searchnode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import org.addonsdata.core.files.AtomicFiles;
import org.addonsdata.services.searchnode.SearchNodeSettings.ClassLoading;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AotCacheIT {
    private static final long SEED = 20_261_122;

    private Path engines;
    private Path trained;

    @BeforeAll
    void train() throws IOException {
        engines = Files.createTempDirectory("engines-");
        copyJars(SearchEngine.OPENSEARCH);
        var settings = training(NodeFixture.settings(SearchEngine.OPENSEARCH, engines));
        try (var fixture = new NodeFixture(settings)) {
            trained = fixture.node().aotCacheFile();
            assertThat(trained).doesNotExist();
            fixture.started();
            fixture.node().stop();
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(trained)))
                .isEqualTo("rw-r--r--");
        assertThat(trained.getParent()).isDirectoryNotContaining("glob:**.unfinished*");
    }

    @AfterAll
    void clean() throws IOException {
        AtomicFiles.deleteTree(engines);
    }

    @Test
    void aTrainedCacheIsUsedWithJarsInAnotherDirectory() throws IOException {
        var elsewhere = Files.createTempDirectory("cache-of-somebody-else-");
        var settings = NodeFixture.settings(engine(), engines);
        try (var fixture =
                new NodeFixture(
                        SearchNodeSettings.of(
                                engine(),
                                settings.volume(),
                                engines,
                                elsewhere,
                                settings.port()))) {
            var daemon = fixture.started();
            assertThat(daemon.attributes()).containsEntry("classLoading", "cached");
            assertThat(Files.readString(Path.of("/proc/" + daemon.pid() + "/maps")))
                    .contains(trained.getFileName().toString());
            assertThat(fixture.settings().log()).content().doesNotContain("aot", "Exception");
        } finally {
            AtomicFiles.deleteTree(elsewhere);
        }
    }

    enum Damage {
        EMPTY,
        TEXT,
        HEADER,
        CUT,
        SCATTERED
    }

    @ParameterizedTest
    @EnumSource
    void aDamagedCacheDoesNotKeepTheNodeFromStarting(Damage damage) throws Exception {
        var whole = Files.createTempFile("whole", ".aot");
        Files.copy(trained, whole, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        try (var fixture = fixture()) {
            inflict(damage);
            fixture.started();
            fixture.put("/things", "{}");
            assertThat(fixture.get("/_cat/indices?format=json").size()).isEqualTo(1);
        } finally {
            Files.move(whole, trained, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Test
    void otherJarsHaveAnotherCache() throws IOException {
        var before = AotCache.of(engines, files(), NodeCommand.javaOptions(engine()));
        var jar = engines.resolve("opensearch").resolve("extra.jar");
        Files.writeString(jar, "a");
        var withExtra = AotCache.of(engines, files(), NodeCommand.javaOptions(engine()));
        Files.writeString(jar, "b");
        var withOther = AotCache.of(engines, files(), NodeCommand.javaOptions(engine()));
        Files.delete(jar);

        assertThat(withExtra.file()).isNotEqualTo(before.file()).isNotEqualTo(withOther.file());
        assertThat(AotCache.of(engines, files(), NodeCommand.javaOptions(engine())))
                .isEqualTo(before);
    }

    private NodeFixture fixture() {
        return new NodeFixture(NodeFixture.settings(SearchEngine.OPENSEARCH, engines));
    }

    private void inflict(Damage damage) throws IOException {
        try (var file = new RandomAccessFile(trained.toFile(), "rw")) {
            switch (damage) {
                case EMPTY -> file.setLength(0);
                case TEXT -> {
                    file.setLength(0);
                    file.writeBytes("not a cache");
                }
                case HEADER -> {
                    file.seek(100);
                    file.write(new byte[100]);
                }
                case CUT -> file.setLength(file.length() / 2);
                case SCATTERED -> scatter(file);
            }
        }
    }

    private static void scatter(RandomAccessFile file) throws IOException {
        var random = new Random(SEED);
        for (var i = 0; i < 20_000; i++) {
            file.seek(8192 + random.nextLong(file.length() - 8192));
            file.write(random.nextInt(256));
        }
    }

    private void copyJars(SearchEngine engine) throws IOException {
        var target = Files.createDirectories(engines.resolve(engine.text()));
        for (var jar : EngineFiles.in(NodeFixture.ENGINES, engine).jars()) {
            Files.copy(jar, target.resolve(jar.getFileName()));
        }
    }

    private EngineFiles files() {
        return EngineFiles.in(engines, engine());
    }

    private static SearchEngine engine() {
        return SearchEngine.OPENSEARCH;
    }

    private static SearchNodeSettings training(SearchNodeSettings settings) {
        return new SearchNodeSettings(
                settings.engine(),
                settings.volume(),
                settings.engines(),
                settings.cache(),
                settings.port(),
                settings.heap(),
                ClassLoading.TRAINING);
    }
}
