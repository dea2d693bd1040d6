package org.addonsdata.services.searchnode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.addonsdata.core.concurrent.TaskScope;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.services.ServerJars;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineFilesTest {
    @TempDir Path directory;
    private Path engines;
    private Path cache;

    @BeforeEach
    void makeAnEngine() throws IOException {
        engines = directory.resolve("engines");
        cache = directory.resolve("cache");
        Files.createDirectories(engines.resolve("opensearch"));
        jar("opensearch-3.8.0.jar", "server");
        jar("opensearch-node-0.1.0.jar", "node");
        jar("netty-4.2.jar", "netty");
    }

    @Test
    void theVersionIsTheServersAndTheNameHasItAndTheContent() throws IOException {
        var files = files();
        assertThat(files.version()).isEqualTo("3.8.0");
        assertThat(files.name()).matches("opensearch-3\\.8\\.0-[0-9a-f]{16}");
        jar("netty-4.2.jar", "nutty");
        assertThat(files().name()).isNotEqualTo(files.name());
        jar("netty-4.2.jar", "netty");
        assertThat(files()).isEqualTo(files);
    }

    @Test
    void theClassPathIsInOrderAndComplete() {
        var jars = files().installed(cache, known());
        assertThat(jars)
                .extracting(jar -> jar.getFileName().toString())
                .containsExactly(
                        "netty-4.2.jar", "opensearch-3.8.0.jar", "opensearch-node-0.1.0.jar");
        assertThat(jars).allSatisfy(jar -> assertThat(jar).exists().startsWith(cache));
    }

    @Test
    void aRebuiltDistributionLeavesTheCopyAsItWas() throws IOException {
        var jars = files().installed(cache, known());
        jar("netty-4.2.jar", "other");
        var others = files().installed(cache, known());
        assertThat(jars.getFirst()).hasContent("netty");
        assertThat(others.getFirst()).hasContent("other");
    }

    @Test
    void aCopyThatLostContentIsMadeAgain() throws IOException {
        var jars = files().installed(cache, known());
        Files.writeString(jars.getFirst(), "");
        Files.delete(jars.getLast());
        assertThat(files().installed(cache, known()).getFirst()).hasContent("netty");
        assertThat(jars.getLast()).exists();
    }

    @Test
    void aJarThatIsNotTheListedOneIsNeitherCopiedNorRun() throws IOException {
        var known = known();
        jar("netty-4.2.jar", "nutty");
        jar("stowaway-1.0.jar", "server");
        for (int bad = 0; bad < 2; bad++) {
            assertThatThrownBy(() -> files().installed(cache, known))
                    .isInstanceOfSatisfying(
                            DataException.class,
                            e -> {
                                assertThat(e.code()).isEqualTo(ErrorCode.VERIFICATION_FAILED);
                                assertThat(e)
                                        .hasMessageContainingAll(
                                                "opensearch/", "SHA-256", "listed");
                                assertThat(e.hint()).contains("make build");
                            });
            assertThat(cache.resolve("engines").resolve(files().name())).doesNotExist();
            jar("netty-4.2.jar", "netty");
        }
        Files.delete(engines.resolve("opensearch/stowaway-1.0.jar"));
        jar("opensearch-node-0.1.0.jar", "node that was built again");
        assertThat(files().installed(cache, known)).hasSize(3);
    }

    @Test
    void whatAKilledCopyLeftIsSwept() throws IOException {
        var left = cache.resolve("engines").resolve(files().name() + ".unfinished");
        Files.createDirectories(left);
        Files.writeString(left.resolve("netty-4.2.jar"), "ne");
        assertThat(files().installed(cache, known()).getFirst()).hasContent("netty");
        assertThat(left).doesNotExist();
    }

    @Test
    void severalAtOnceGetTheSameCopy() {
        try (var scope = new TaskScope("install")) {
            var copies =
                    IntStream.range(0, 4)
                            .mapToObj(_ -> scope.fork(() -> files().installed(cache, known())))
                            .toList();
            scope.join(Duration.ofSeconds(30));
            assertThat(copies.stream().map(CompletableFuture::join).distinct()).hasSize(1);
        }
    }

    @Test
    void aMissingEngineIsExplained() {
        for (var missing : List.of(directory.resolve("nothing"), directory)) {
            assertThatThrownBy(() -> EngineFiles.in(missing, SearchEngine.OPENSEARCH))
                    .isInstanceOfSatisfying(
                            DataException.class,
                            e -> {
                                assertThat(e.code()).isEqualTo(ErrorCode.ENGINE_MISSING);
                                assertThat(e.hint()).contains("make");
                            });
        }
    }

    @Test
    void aCacheThatCannotBeWrittenIsNamed() {
        assertThatThrownBy(() -> files().installed(Path.of("/proc/cache"), known()))
                .isInstanceOfSatisfying(
                        DataException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.PATH_NOT_WRITABLE);
                            assertThat(e).hasMessageContaining("/proc/cache");
                        });
    }

    /** The jars as they are now. */
    private ServerJars known() {
        var hashes = new TreeMap<String, String>();
        for (var jar : files().jars()) {
            hashes.put("opensearch/" + jar.getFileName(), sha256(jar));
        }
        return new ServerJars(hashes);
    }

    private static String sha256(Path file) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private EngineFiles files() {
        return EngineFiles.in(engines, SearchEngine.OPENSEARCH);
    }

    private void jar(String name, String content) throws IOException {
        Files.writeString(engines.resolve("opensearch").resolve(name), content);
    }
}
