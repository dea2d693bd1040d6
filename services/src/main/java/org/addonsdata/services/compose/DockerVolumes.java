package org.addonsdata.services.compose;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.files.ProcessLock;
import org.addonsdata.services.volume.VolumeStore;
import org.addonsdata.services.volume.VolumeSummary;
import org.addonsdata.services.volume.Volumes;
import tools.jackson.databind.JsonNode;

/**
 * The Docker volumes that databases lie on: those that this tool made, which it knows by a label,
 * and upstream's. No other volume of the machine is listed or removed.
 */
public final class DockerVolumes implements VolumeStore {
    static final String LABEL = "org.addonsdata.volume";

    private static final Pattern SIZE = Pattern.compile("([0-9.]+)([kMGT]?)B");

    private final Docker docker;
    private final Path state;

    /**
     * @param state directory of this user's locks and passwords
     * @param environment which {@code docker} is run with
     */
    public DockerVolumes(Path state, Map<String, String> environment) {
        this.docker = Docker.of(environment, new Cancellation());
        this.state = state;
    }

    @Override
    public void create(String name) {
        var mount = DataMount.of(name);
        if (mount.exists(docker)) {
            throw DataException.of(ErrorCode.VOLUME_EXISTS, mount.place() + " exists already")
                    .withHint("addons-data volume inspect %s tells what it is".formatted(name));
        }
        mount.create(docker);
    }

    @Override
    public List<VolumeSummary> list() {
        return docker.volumesWithSizes().stream()
                .filter(DockerVolumes::isOurs)
                .map(this::summary)
                .sorted(java.util.Comparator.comparing(VolumeSummary::name))
                .toList();
    }

    @Override
    public VolumeSummary inspect(String name) {
        var mount = DataMount.of(name);
        if (mount.isDirectory()) {
            return directory(mount);
        }
        return docker.volumesWithSizes().stream()
                .filter(volume -> volume.path("Name").asString("").equals(name))
                .findFirst()
                .map(this::summary)
                .orElseThrow(() -> notFound(mount));
    }

    private VolumeSummary directory(DataMount mount) {
        if (!mount.exists(docker)) {
            throw notFound(mount);
        }
        return new VolumeSummary(
                mount.text(),
                Path.of(mount.text()),
                Optional.empty(),
                Optional.empty(),
                size(Path.of(mount.text())),
                0,
                0,
                users(mount.text()));
    }

    @Override
    public void remove(String name) {
        var mount = DataMount.of(name);
        if (mount.isDirectory()) {
            throw notOurs(
                    mount.place() + " is mounted by Docker, not owned by it",
                    "when nothing uses it any more, delete it yourself");
        }
        if (docker.volume(name).isEmpty()) {
            throw notFound(mount);
        }
        var isOurs =
                docker.volume(name)
                        .filter(volume -> isOurs(name, volume.path("Labels")))
                        .isPresent();
        if (!isOurs) {
            throw notOurs(
                    mount.place() + " was not made by addons-data",
                    "if you are certain: docker volume rm " + name);
        }
        var project = ComposeProject.nameFor(name);
        if (!Files.isDirectory(state.resolve(project))) {
            removeUnused(mount);
            return;
        }
        try (var lock =
                ProcessLock.tryAcquire(ComposeStack.lockFile(state, project), "volume remove")) {
            if (lock == null) {
                throw inUse(mount, "another command");
            }
            removeUnused(mount);
            ComposeStack.account(state, project).forget();
        }
    }

    private void removeUnused(DataMount mount) {
        users(mount.text()).stream()
                .findFirst()
                .ifPresent(user -> {
                    throw inUse(mount, "the container " + user);
                });
        docker.removeVolume(mount.text());
    }

    private VolumeSummary summary(JsonNode volume) {
        var name = volume.path("Name").asString("");
        return new VolumeSummary(
                name,
                Path.of(DataMount.mountpoint(volume)),
                Optional.empty(),
                Optional.empty(),
                bytes(volume.path("Size").asString("")),
                0,
                0,
                users(name));
    }

    /** Containers that have it, running or not: either keeps it from being removed. */
    private List<String> users(String mount) {
        return docker.containersOn(mount).stream().map(Container::name).sorted().toList();
    }

    private static boolean isOurs(JsonNode volume) {
        return volume.path("Name").asString("").equals(Volumes.DEFAULT_NAME)
                || volume.path("Labels").asString("").contains(LABEL + "=");
    }

    private static boolean isOurs(String name, JsonNode labels) {
        return name.equals(Volumes.DEFAULT_NAME) || labels.has(LABEL);
    }

    /** As Docker writes sizes, such as {@code 196.7MB}: powers of a thousand. */
    static long bytes(String text) {
        var size = SIZE.matcher(text);
        if (!size.matches()) {
            return 0;
        }
        int thousands = "kMGT".indexOf(size.group(2)) + 1;
        return new BigDecimal(size.group(1))
                .movePointRight(size.group(2).isEmpty() ? 0 : 3 * thousands)
                .longValue();
    }

    private static long size(Path directory) {
        try (var files = Files.walk(directory)) {
            return files.mapToLong(file -> file.toFile().isFile() ? file.toFile().length() : 0)
                    .sum();
        } catch (IOException | java.io.UncheckedIOException e) {
            // MySQL's files are of another user, who may keep others from looking.
            return 0;
        }
    }

    private static DataException notFound(DataMount mount) {
        return DataException.of(ErrorCode.VOLUME_NOT_FOUND, "there is no " + mount.text())
                .withHint("addons-data volume list shows the volumes there are");
    }

    private static DataException notOurs(String message, String hint) {
        return DataException.of(ErrorCode.VOLUME_NOT_OURS, message).withHint(hint);
    }

    private static DataException inUse(DataMount mount, String by) {
        return DataException.of(
                        ErrorCode.VOLUME_IN_USE, "%s is in use by %s".formatted(mount.place(), by))
                .withHint("stop its servers first: make down");
    }
}
