package org.addonsdata.services.volume;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.addonsdata.core.concurrent.Deadline;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.files.AtomicFiles;
import org.addonsdata.core.files.ProcessLock;
import org.addonsdata.services.process.Daemon;
import org.addonsdata.services.volume.VolumeDescription.DatabaseRecord;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * One directory that holds everything of one stack: {@code volume.json}, {@code database/}, {@code
 * search-<engine>/} (derived: losing it costs a reindex), {@code logs/}, {@code run/}, {@code
 * credentials.json} and {@code lock}.
 */
public final class Volume {
    private static final String DESCRIPTION = "volume.json";
    static final String SEARCH_PREFIX = "search-";

    private final String name;
    private final Path path;

    Volume(String name, Path path) {
        this.name = name;
        this.path = path;
    }

    /** What a directory is to us. */
    public enum Kind {
        MISSING,
        /** There, and empty but for what a file system or an interrupted creation leaves. */
        EMPTY,
        OURS,
        FOREIGN
    }

    /** As the user gave it: a plain name or an absolute path. */
    public String name() {
        return name;
    }

    public Path path() {
        return path;
    }

    public Path database() {
        return path.resolve("database");
    }

    /** A database being made; nothing in it is of value. */
    public Path partialDatabase() {
        return path.resolve("database.partial");
    }

    public Path logs() {
        return path.resolve("logs");
    }

    public Path run() {
        return path.resolve("run");
    }

    public Path temporary() {
        return path.resolve("temporary");
    }

    private Path descriptionFile() {
        return path.resolve(DESCRIPTION);
    }

    public Kind kind() {
        if (Files.exists(descriptionFile(), LinkOption.NOFOLLOW_LINKS)) {
            return Kind.OURS;
        }
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return Kind.MISSING;
        }
        if (!Files.isDirectory(path)) {
            return Kind.FOREIGN;
        }
        try {
            return VolumeFiles.children(path).stream().allMatch(Volume::isNothing)
                    ? Kind.EMPTY
                    : Kind.FOREIGN;
        } catch (IOException e) {
            throw VolumeFiles.failure("read", path, e);
        }
    }

    /** A fresh ext4 file system's directory, or a description whose writer was killed. */
    private static boolean isNothing(Path child) {
        var file = child.getFileName().toString();
        return file.equals("lost+found")
                || (file.startsWith("." + DESCRIPTION) && file.endsWith(".tmp"));
    }

    /**
     * What the volume says about itself; nothing if there is none yet.
     *
     * @throws DataException {@link ErrorCode#VOLUME_NOT_OURS}, {@link
     *     ErrorCode#VOLUME_FORMAT_NEWER} or {@link ErrorCode#VOLUME_DAMAGED}
     */
    public Optional<VolumeDescription> description() {
        return switch (kind()) {
            case MISSING, EMPTY -> Optional.empty();
            case OURS -> Optional.of(VolumeDescription.read(descriptionFile()));
            case FOREIGN ->
                    throw DataException.of(
                                    ErrorCode.VOLUME_NOT_OURS,
                                    "%s holds something that is not a volume of addons-data"
                                            .formatted(path))
                            .withHint(
                                    "it was not touched; choose another DATA_VOLUME, or an empty directory");
        };
    }

    /**
     * Makes the directory ours, if it is not: missing or empty directories become volumes, anything
     * else is refused untouched. A removal that was interrupted is finished first.
     */
    public VolumeDescription claim() {
        var existing = description();
        try {
            if (existing.isPresent()) {
                requireOwner();
                if (!existing.get().removing()) {
                    return existing.get();
                }
            }
            if (existing.isPresent()) {
                empty();
            }
            AtomicFiles.createPrivateDirectories(path);
            makePrivate();
            var description = VolumeDescription.create();
            description.write(descriptionFile());
            return description;
        } catch (IOException e) {
            throw VolumeFiles.failure("create", path, e);
        }
    }

    /** A server run by root would leave files that the volume's owner cannot open any more. */
    private void requireOwner() throws IOException {
        var self = Path.of("/proc/self");
        if (!Files.exists(self)) {
            return;
        }
        var owner = Files.getAttribute(descriptionFile(), "unix:uid");
        if (!owner.equals(Files.getAttribute(self, "unix:uid"))) {
            throw DataException.of(
                            ErrorCode.VOLUME_NOT_OURS,
                            "the volume %s belongs to the user %s"
                                    .formatted(path, Files.getOwner(descriptionFile()).getName()))
                    .withHint("run this command as that user, or choose another DATA_VOLUME");
        }
    }

    /** Creates the directories that servers write to. */
    public void createDirectories() {
        try {
            for (var directory : List.of(logs(), run())) {
                AtomicFiles.createPrivateDirectories(directory);
            }
        } catch (IOException e) {
            throw VolumeFiles.failure("write", path, e);
        }
    }

    /**
     * Records which database server the volume is for, and whether its data directory is complete.
     */
    public void recordDatabase(DatabaseRecord record) {
        try {
            claim().withDatabase(record).write(descriptionFile());
        } catch (IOException e) {
            throw VolumeFiles.failure("write", descriptionFile(), e);
        }
    }

    /** Deletes a data directory that was not finished. */
    public void sweepPartialDatabase() {
        try {
            AtomicFiles.deleteTree(partialDatabase());
        } catch (IOException e) {
            throw VolumeFiles.failure("delete", partialDatabase(), e);
        }
    }

    /** Gives the finished data directory its name, durably. */
    public void publishDatabase() {
        try {
            Files.move(partialDatabase(), database(), java.nio.file.StandardCopyOption.ATOMIC_MOVE);
            AtomicFiles.syncDirectory(path);
        } catch (IOException e) {
            throw VolumeFiles.failure("create", database(), e);
        }
    }

    /**
     * Serialises what changes the volume. The directory becomes a volume if it is not yet.
     *
     * @throws DataException {@link ErrorCode#LOCKED} that names the holder
     */
    public ProcessLock lock(String purpose, Duration wait, Consumer<String> onWait) {
        var deadline = Deadline.after(wait);
        while (true) {
            claim();
            try {
                return ProcessLock.acquire(lockFile(), purpose, deadline.remaining(), onWait);
            } catch (DataException e) {
                // Whoever held it has removed the volume.
                if (Files.exists(path) || deadline.isOver()) {
                    throw e;
                }
            }
        }
    }

    private Path lockFile() {
        return path.resolve("lock");
    }

    /** The same without making anything: nothing when there is no volume. */
    public Optional<ProcessLock> lockIfExists(
            String purpose, Duration wait, Consumer<String> onWait) {
        if (description().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(ProcessLock.acquire(lockFile(), purpose, wait, onWait));
        } catch (DataException e) {
            if (Files.exists(path)) {
                throw e;
            }
            return Optional.empty();
        }
    }

    Optional<ProcessLock> tryLock(String purpose) {
        return Optional.ofNullable(ProcessLock.tryAcquire(lockFile(), purpose));
    }

    /**
     * The passwords by account; none where there is no file.
     *
     * @throws DataException {@link ErrorCode#VOLUME_DAMAGED} for a file that cannot be understood
     */
    public Map<String, String> credentials() {
        var passwords = new TreeMap<String, String>();
        try {
            if (!Files.exists(credentialsFile())) {
                return passwords;
            }
            JsonMapper.shared()
                    .readTree(Files.readString(credentialsFile()))
                    .properties()
                    .forEach(entry -> passwords.put(entry.getKey(), entry.getValue().asString()));
            return passwords;
        } catch (IOException e) {
            throw VolumeFiles.failure("read", credentialsFile(), e);
        } catch (JacksonException e) {
            // No cause: its message would quote the file.
            throw DataException.of(
                    ErrorCode.VOLUME_DAMAGED, credentialsFile() + " cannot be understood");
        }
    }

    /** Replaces the passwords; private and durable when it returns. */
    public void writeCredentials(Map<String, String> passwords) {
        var object = JsonMapper.shared().createObjectNode();
        new TreeMap<>(passwords).forEach(object::put);
        try {
            AtomicFiles.write(credentialsFile(), object.toPrettyString() + "\n");
        } catch (IOException e) {
            throw VolumeFiles.failure("write", credentialsFile(), e);
        }
    }

    private Path credentialsFile() {
        return path.resolve("credentials.json");
    }

    /** The servers that live on the volume now. */
    public List<Daemon> daemons() {
        return runFiles().stream().map(Daemon::find).flatMap(Optional::stream).toList();
    }

    private List<Path> runFiles() {
        try {
            if (!Files.isDirectory(path)) {
                return List.of();
            }
            var directories =
                    VolumeFiles.children(path).stream()
                            .filter(child ->
                                    child.equals(run())
                                            || child.getFileName()
                                                    .toString()
                                                    .startsWith(SEARCH_PREFIX))
                            .filter(Files::isDirectory)
                            .toList();
            var files = Stream.<Path>builder();
            for (var directory : directories) {
                VolumeFiles.children(directory).stream()
                        .filter(file -> file.getFileName().toString().endsWith(".json"))
                        .forEach(files);
            }
            return files.build().toList();
        } catch (IOException e) {
            throw VolumeFiles.failure("read", path, e);
        }
    }

    /**
     * Deletes everything but the directory itself; interrupted, the rest still says that it is
     * being removed.
     */
    void empty() throws IOException {
        description().orElseThrow().beingRemoved().write(descriptionFile());
        for (var child : VolumeFiles.children(path)) {
            if (!child.equals(descriptionFile())
                    && !child.getFileName().toString().equals("lost+found")) {
                AtomicFiles.deleteTree(child);
            }
        }
        Files.deleteIfExists(descriptionFile());
    }

    private void makePrivate() throws IOException {
        if (Files.getFileStore(path).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
        }
    }
}
