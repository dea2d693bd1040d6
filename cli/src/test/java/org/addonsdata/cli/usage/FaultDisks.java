package org.addonsdata.cli.usage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where machines lie whose operations are made to fail. */
final class FaultDisks {
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final String SIZE = "size=700m";

    private FaultDisks() {}

    /** In memory where there is such a disk: a killed process loses nothing that it wrote there. */
    static Path quick() {
        return Files.isWritable(MEMORY) ? MEMORY : Path.of(System.getProperty("java.io.tmpdir"));
    }

    /** A disk that can be filled; empty where this user may not mount one. */
    static Optional<Mounted> small() {
        try {
            var directory = Files.createTempDirectory("addons-data-disk-");
            var mount =
                    new ProcessBuilder(
                                    "mount",
                                    "-t",
                                    "tmpfs",
                                    "-o",
                                    SIZE,
                                    "tmpfs",
                                    directory.toString())
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (mount.waitFor() == 0) {
                return Optional.of(new Mounted(directory));
            }
            Files.delete(directory);
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A disk of its own until it is closed. */
    record Mounted(Path directory) implements AutoCloseable {
        @Override
        public void close() {
            Shell.run("umount", directory.toString());
            Shell.run("rmdir", directory.toString());
        }
    }
}
