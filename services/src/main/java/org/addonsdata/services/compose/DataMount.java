package org.addonsdata.services.compose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.files.AtomicFiles;
import tools.jackson.databind.JsonNode;

/**
 * Where a container's database lies: a Docker volume, or a directory of this machine that is
 * mounted.
 *
 * @param text the volume's name, or the directory's absolute path
 */
record DataMount(String text, boolean isDirectory) {
    /**
     * What DATA_VOLUME means.
     *
     * @throws DataException {@link ErrorCode#SETTING_INVALID}
     */
    static DataMount of(String name) {
        if (name.matches("[A-Za-z0-9][A-Za-z0-9_.-]{1,127}")) {
            return new DataMount(name, false);
        }
        try {
            var path = Path.of(name).normalize();
            // Docker takes a colon or a comma for the end of a path.
            if (path.isAbsolute() && path.getNameCount() > 0 && !name.matches(".*[:,].*")) {
                return new DataMount(path.toString(), true);
            }
        } catch (InvalidPathException e) {
            throw invalid(name);
        }
        throw invalid(name);
    }

    private static DataException invalid(String name) {
        return DataException.of(
                        ErrorCode.SETTING_INVALID, "\"" + name + "\" is no name for a volume")
                .withHint(
                        "set DATA_VOLUME to a name of two or more letters, digits, '_', '-' and '.',"
                                + " or to the absolute path of a directory, without ':' and ','");
    }

    /** As a sentence names it. */
    String place() {
        return isDirectory ? "the directory " + text : "the Docker volume " + text;
    }

    boolean exists(Docker docker) {
        return isDirectory ? Files.exists(Path.of(text)) : docker.volume(text).isPresent();
    }

    /** Where its files lie on the engine's machine; the name where there is none yet. */
    String path(Docker docker) {
        return isDirectory ? text : docker.volume(text).map(DataMount::mountpoint).orElse(text);
    }

    static String mountpoint(JsonNode volume) {
        return volume.path("Mountpoint").asString("");
    }

    /** Makes it; what is there stays as it is. */
    void create(Docker docker) {
        if (!isDirectory) {
            docker.createVolume(text);
            return;
        }
        try {
            AtomicFiles.createPrivateDirectories(Path.of(text));
        } catch (IOException e) {
            throw DataException.of(
                            ErrorCode.PATH_NOT_WRITABLE,
                            "cannot create %s: %s".formatted(text, e.getMessage()),
                            e)
                    .withHint("choose another DATA_VOLUME");
        }
    }
}
