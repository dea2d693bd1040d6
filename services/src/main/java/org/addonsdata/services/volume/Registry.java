package org.addonsdata.services.volume;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.addonsdata.core.files.AtomicFiles;
import org.addonsdata.core.files.ProcessLock;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Remembers what lies outside the volumes' directory: volumes at absolute paths, and what an
 * interrupted removal may have left there. Losing it loses no data.
 */
final class Registry {
    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(10);

    private final Path root;

    Registry(Path root) {
        this.root = root;
    }

    /**
     * @param paths of volumes that were used
     * @param leftovers to be deleted
     */
    record Content(Set<Path> paths, Set<Path> leftovers) {}

    Content read() {
        try {
            var object = JsonMapper.shared().readTree(Files.readString(file()));
            var leftovers = paths(object.path("leftovers"));
            leftovers.removeIf(path -> !Volumes.isLeftover(path));
            return new Content(paths(object.path("volumes")), leftovers);
        } catch (NoSuchFileException | CharacterCodingException | JacksonException e) {
            return new Content(new TreeSet<>(), new TreeSet<>());
        } catch (IOException e) {
            throw VolumeFiles.failure("read", file(), e);
        }
    }

    /** Changes the file under a lock, unless there is nothing to change. */
    void change(Consumer<Content> change) {
        var after = read();
        change.accept(after);
        if (after.equals(read())) {
            return;
        }
        try {
            AtomicFiles.createPrivateDirectories(root);
            try (var _ =
                    ProcessLock.acquire(
                            root.resolve(".external.lock"),
                            "remember a volume",
                            LOCK_TIMEOUT,
                            _ -> {})) {
                var content = read();
                change.accept(content);
                write(content);
            }
        } catch (IOException e) {
            throw VolumeFiles.failure("write", file(), e);
        }
    }

    private void write(Content content) throws IOException {
        var object = JsonMapper.shared().createObjectNode();
        var volumes = object.putArray("volumes");
        content.paths().forEach(path -> volumes.add(path.toString()));
        var leftovers = object.putArray("leftovers");
        content.leftovers().forEach(path -> leftovers.add(path.toString()));
        AtomicFiles.write(file(), object.toPrettyString() + "\n");
    }

    /** The absolute ones; nobody else's text is a place to look at, let alone to delete. */
    private static Set<Path> paths(JsonNode array) {
        var paths = new TreeSet<Path>();
        for (var value : array.values()) {
            try {
                var path = Path.of(value.asString());
                if (path.isAbsolute()) {
                    paths.add(path.normalize());
                }
            } catch (InvalidPathException _) {
                // As good as none.
            }
        }
        return paths;
    }

    private Path file() {
        return root.resolve(".external.json");
    }
}
