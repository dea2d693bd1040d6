package org.addonsdata.core.files;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * A directory whose files are run or believed, so nobody but this user and root may have put
 * anything there.
 */
public final class TrustedDirectory {
    /** For what is unpacked once and run from then on. */
    public static final String CACHE_HINT =
            "set XDG_CACHE_HOME to a directory that only you may write in, as what is kept there is run";

    private static final int ROOT = 0;
    private static final int STICKY = 01000;

    private TrustedDirectory() {}

    /**
     * Looks at the directory, whether it is there or not, and at every one above it.
     *
     * @param hint what to do about it
     * @throws DataException with {@link ErrorCode#DIRECTORY_NOT_TRUSTED} that names the directory
     *     and who may write in it
     */
    public static void require(Path directory, String hint) {
        try {
            for (var each = existing(directory); each != null; each = each.getParent()) {
                var reason = distrust(each);
                if (reason.isPresent()) {
                    throw DataException.of(
                                    ErrorCode.DIRECTORY_NOT_TRUSTED,
                                    "%s is not used, as %s %s"
                                            .formatted(directory, each, reason.get()))
                            .withHint(hint);
                }
            }
        } catch (IOException e) {
            throw DataException.of(
                            ErrorCode.DIRECTORY_NOT_TRUSTED,
                            "%s is not used, as it cannot be seen who owns it: %s"
                                    .formatted(directory, FileErrors.reason(e)),
                            e)
                    .withHint(hint);
        }
    }

    private static Path existing(Path directory) throws IOException {
        @Nullable Path found = directory.toAbsolutePath();
        while (found != null && !Files.exists(found)) {
            found = found.getParent();
        }
        return found == null ? directory.toAbsolutePath() : found.toRealPath();
    }

    /** Completes "the directory …"; empty where it is as it should be, or nothing can be told. */
    private static Optional<String> distrust(Path directory) throws IOException {
        if (!directory.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return Optional.empty();
        }
        var attributes = Files.readAttributes(directory, PosixFileAttributes.class);
        int owner = (int) Files.getAttribute(directory, "unix:uid");
        if (owner != ROOT && owner != new UnixSystem().getUid()) {
            return Optional.of("belongs to " + attributes.owner().getName());
        }
        var isSticky = ((int) Files.getAttribute(directory, "unix:mode") & STICKY) != 0;
        return isSticky || !isWritableByOthers(attributes)
                ? Optional.empty()
                : Optional.of("may be written in by others");
    }

    /** Many systems give each user a group of the same name, which nobody else is in. */
    private static boolean isWritableByOthers(PosixFileAttributes attributes) {
        var permissions = attributes.permissions();
        var hasOwnGroup = attributes.group().getName().equals(attributes.owner().getName());
        return permissions.contains(PosixFilePermission.OTHERS_WRITE)
                || (permissions.contains(PosixFilePermission.GROUP_WRITE) && !hasOwnGroup);
    }
}
