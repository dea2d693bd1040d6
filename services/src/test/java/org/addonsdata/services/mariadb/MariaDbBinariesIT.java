package org.addonsdata.services.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.addonsdata.core.concurrent.TaskScope;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MariaDbBinariesIT {
    private static final Path ENGINES = Path.of(System.getProperty("addonsdata.engines"));

    @TempDir Path cache;

    @Test
    void twoAtOnceUnpackOneServerThatRuns() throws Exception {
        try (var scope = new TaskScope("unpack")) {
            var first = scope.fork(() -> MariaDbBinaries.unpack(ENGINES, cache));
            var second = scope.fork(() -> MariaDbBinaries.unpack(ENGINES, cache));
            scope.join(Duration.ofMinutes(1));
            assertThat(first.resultNow()).isEqualTo(second.resultNow());
        }
        assertWholeServerAlone();
    }

    @Test
    void twoProcessesAtOnceUnpackOneServerThatRuns() throws Exception {
        var first = unpackInAnotherProcess();
        var second = unpackInAnotherProcess();
        assertThat(first.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(second.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(first.exitValue()).isZero();
        assertThat(second.exitValue()).isZero();
        assertWholeServerAlone();
    }

    @Test
    void whatAKilledUnpackingLeftIsReplaced() throws Exception {
        var partial = cache.resolve("mariadb-11.4.5-linux64-1.partial/bin");
        Files.createDirectories(partial);
        Files.writeString(partial.resolve("mariadbd"), "half");
        MariaDbBinaries.unpack(ENGINES, cache);
        assertWholeServerAlone();
    }

    @Test
    void theSecondTimeNothingIsWritten() throws IOException {
        var executable = MariaDbBinaries.unpack(ENGINES, cache).executable();
        var written = Files.getLastModifiedTime(executable);
        assertThat(MariaDbBinaries.unpack(ENGINES, cache).executable()).isEqualTo(executable);
        assertThat(Files.getLastModifiedTime(executable)).isEqualTo(written);
    }

    @Test
    void aMissingEngineAndAnUnwritableCacheAreExplained() throws IOException {
        assertThatThrownBy(() -> MariaDbBinaries.unpack(cache.resolve("none"), cache))
                .isInstanceOfSatisfying(
                        DataException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.ENGINE_MISSING);
                            assertThat(e.hint()).contains("make");
                        });
        var file = Files.writeString(cache.resolve("file"), "");
        assertThatThrownBy(() -> MariaDbBinaries.unpack(ENGINES, file))
                .isInstanceOfSatisfying(
                        DataException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.PATH_NOT_WRITABLE));
    }

    private void assertWholeServerAlone() throws Exception {
        var binaries = MariaDbBinaries.unpack(ENGINES, cache);
        assertThat(cache.toFile().list())
                .containsExactlyInAnyOrder(
                        "mariadb-11.4.5-linux64-1", "mariadb-11.4.5-linux64-1.lock");
        assertThat(Files.size(binaries.executable())).isBetween(20L << 20, 40L << 20);
        var process =
                new ProcessBuilder(binaries.executable().toString(), "--no-defaults", "--version")
                        .start();
        assertThat(
                        new String(
                                process.getInputStream().readAllBytes(),
                                java.nio.charset.StandardCharsets.UTF_8))
                .contains("11.4.5-MariaDB");
        assertThat(process.waitFor()).isZero();
    }

    private Process unpackInAnotherProcess() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Unpacking.class.getName(),
                        ENGINES.toString(),
                        cache.toString())
                .inheritIO()
                .start();
    }

    /** What the other process does. */
    static final class Unpacking {
        public static void main(String[] arguments) {
            MariaDbBinaries.unpack(Path.of(arguments[0]), Path.of(arguments[1]));
        }
    }
}
