package org.addonsdata.services.volume;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.files.AtomicFiles;
import org.addonsdata.services.process.Daemon;
import org.addonsdata.services.volume.Volume.Kind;

/**
 * All volumes of a user: those with a name below one directory, and those at absolute paths that
 * were used before.
 */
public final class Volumes implements VolumeStore {
    /** The volume's name upstream. */
    public static final String DEFAULT_NAME = "addons-server_data_mysqld";

    private static final String REMOVED_PREFIX = ".removed-";

    private final Path root;
    private final Registry registry;

    /**
     * @param root of named volumes; need not be there yet
     */
    public Volumes(Path root) {
        this.root = root.toAbsolutePath().normalize();
        this.registry = new Registry(this.root);
    }

    /**
     * The volume of that name, there or not.
     *
     * @param name plain, or an absolute path
     * @throws DataException {@link ErrorCode#SETTING_INVALID}
     */
    public Volume volume(String name) {
        return new Volume(name, VolumeName.resolve(root, name));
    }

    /** Makes the volume ours if it is not yet, and remembers where it is. */
    public Volume open(String name) {
        var volume = volume(name);
        volume.claim();
        if (!isNamed(volume)) {
            registry.change(content -> content.paths().add(volume.path()));
        }
        return volume;
    }

    /**
     * {@inheritDoc}
     *
     * @throws DataException also as {@link Volume#claim}
     */
    @Override
    public void create(String name) {
        sweep();
        var existing = volume(name).description();
        if (existing.isPresent() && !existing.get().removing()) {
            throw DataException.of(
                            ErrorCode.VOLUME_EXISTS, "the volume " + name + " exists already")
                    .withHint("addons-data volume inspect %s tells what is on it".formatted(name));
        }
        var _ = open(name);
    }

    @Override
    public List<VolumeSummary> list() {
        sweep();
        var summaries = new ArrayList<VolumeSummary>();
        for (var name : names()) {
            summaries.add(summary(new Volume(name, root.resolve(name))));
        }
        for (var path : registry.read().paths()) {
            summaries.add(summary(new Volume(path.toString(), path)));
        }
        return summaries;
    }

    @Override
    public VolumeSummary inspect(String name) {
        var volume = volume(name);
        if (volume.kind() == Kind.MISSING || volume.kind() == Kind.EMPTY) {
            throw notFound(name);
        }
        return summary(volume);
    }

    /**
     * {@inheritDoc} In one step it stops being a volume, so that nothing half deleted looks like
     * one; a mount point, which cannot be renamed, says of itself that it is being removed until it
     * is empty.
     */
    @Override
    public void remove(String name) {
        sweep();
        var volume = volume(name);
        if (volume.description().isEmpty()) {
            registry.change(content -> content.paths().remove(volume.path()));
            throw notFound(name);
        }
        try (var _ =
                volume.tryLock("volume remove")
                        .orElseThrow(() -> inUse(volume, "another command"))) {
            volume.daemons().stream()
                    .findFirst()
                    .map(Daemon::name)
                    .ifPresent(server -> {
                        throw inUse(volume, server);
                    });
            delete(volume);
        } catch (IOException e) {
            throw VolumeFiles.failure("remove", volume.path(), e);
        }
        registry.change(content -> content.paths().remove(volume.path()));
    }

    private void delete(Volume volume) throws IOException {
        var aside = aside(volume);
        if (!isNamed(volume)) {
            registry.change(content -> content.leftovers().add(aside));
        }
        try {
            Files.move(volume.path(), aside, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            // A mount point, or a directory in one that is not ours.
            volume.empty();
            registry.change(content -> content.leftovers().remove(aside));
            return;
        }
        AtomicFiles.deleteTree(aside);
        registry.change(content -> content.leftovers().remove(aside));
    }

    private Path aside(Volume volume) {
        var name = REMOVED_PREFIX + volume.path().getFileName() + "-" + UUID.randomUUID();
        return volume.path().resolveSibling(name);
    }

    /** Deletes what an interrupted removal left. */
    private void sweep() {
        try {
            if (Files.isDirectory(root)) {
                for (var child : VolumeFiles.children(root)) {
                    if (isLeftover(child)) {
                        AtomicFiles.deleteTree(child);
                    }
                }
            }
            for (var leftover : registry.read().leftovers()) {
                AtomicFiles.deleteTree(leftover);
                registry.change(content -> content.leftovers().remove(leftover));
            }
        } catch (IOException e) {
            throw VolumeFiles.failure("sweep", root, e);
        }
    }

    /** Whether it has the name that a removal gives to what it deletes. */
    static boolean isLeftover(Path path) {
        var name = path.getFileName();
        return name != null && name.toString().startsWith(REMOVED_PREFIX);
    }

    private List<String> names() {
        try {
            if (!Files.isDirectory(root)) {
                return List.of();
            }
            return VolumeFiles.children(root).stream()
                    .filter(child ->
                            Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)
                                    || Files.isDirectory(child))
                    .map(child -> child.getFileName().toString())
                    .filter(VolumeName::isPlain)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw VolumeFiles.failure("read", root, e);
        }
    }

    private static VolumeSummary summary(Volume volume) {
        Optional<VolumeDescription> description = Optional.empty();
        Optional<String> problem = Optional.empty();
        try {
            description = volume.description();
            if (description.isEmpty()) {
                problem = Optional.of(volume.kind() == Kind.MISSING ? "missing" : "empty");
            } else if (description.get().removing()) {
                problem = Optional.of("its removal was interrupted");
            }
        } catch (DataException e) {
            problem = Optional.of(e.messageText());
        }
        var all = VolumeFiles.size(volume.path());
        var database = VolumeFiles.size(volume.database());
        var search = searchBytes(volume);
        return new VolumeSummary(
                volume.name(),
                volume.path(),
                description,
                problem,
                database,
                search,
                Math.max(0, all - database - search),
                volume.daemons().stream().map(Daemon::name).sorted().toList());
    }

    private static long searchBytes(Volume volume) {
        try {
            return Files.isDirectory(volume.path())
                    ? VolumeFiles.children(volume.path()).stream()
                            .filter(child ->
                                    child.getFileName().toString().startsWith(Volume.SEARCH_PREFIX))
                            .mapToLong(VolumeFiles::size)
                            .sum()
                    : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    private boolean isNamed(Volume volume) {
        return root.equals(volume.path().getParent());
    }

    private static DataException notFound(String name) {
        return DataException.of(ErrorCode.VOLUME_NOT_FOUND, "there is no volume " + name)
                .withHint("addons-data volume list shows those there are");
    }

    private static DataException inUse(Volume volume, String by) {
        return DataException.of(
                        ErrorCode.VOLUME_IN_USE,
                        "the volume %s is in use by %s".formatted(volume.name(), by))
                .withHint("stop its servers first: make down");
    }
}
