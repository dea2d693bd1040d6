package org.addonsdata.snapshot.format;

import com.github.luben.zstd.util.Native;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.files.AtomicFiles;
import org.addonsdata.core.files.TrustedDirectory;

/**
 * The native library of zstd, which is unpacked for each process that needs it, and deleted as soon
 * as it is loaded. It goes into a directory of this tool's own first: the one for temporary files
 * may be full, or mounted without the right to run what lies in it.
 */
public final class ZstdLibrary {
    /** A system property, as nothing static changes. */
    private static final String DIRECTORY = "addonsdata.zstd";

    private ZstdLibrary() {}

    /** Where to unpack from now on; the directory is made when it is needed. */
    public static void unpackIn(Path directory) {
        System.setProperty(DIRECTORY, directory.toString());
    }

    private static Path ownDirectory() {
        var directory = System.getProperty(DIRECTORY);
        return directory == null ? temporary() : Path.of(directory);
    }

    private static Path temporary() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    /**
     * Loads it, if that has not happened.
     *
     * @throws DataException with {@link ErrorCode#PATH_NOT_WRITABLE} that names the directories
     */
    public static synchronized void load() {
        if (Native.isLoaded()) {
            return;
        }
        var failures = new ArrayList<String>();
        for (var directory : List.of(ownDirectory(), temporary())) {
            try {
                loadFrom(directory);
                return;
            } catch (IOException | LinkageError e) {
                failures.add(directory + ": " + reason(e));
            }
        }
        throw DataException.of(
                        ErrorCode.PATH_NOT_WRITABLE,
                        "the library of zstd cannot be loaded from "
                                + String.join("; nor from ", failures))
                .withHint(
                        "set XDG_CACHE_HOME to a directory with 1 MB to spare on a disk that is not mounted noexec;"
                                + " COMPRESS=none needs no library");
    }

    private static void loadFrom(Path parent) throws IOException {
        if (!parent.equals(temporary())) {
            TrustedDirectory.require(parent, TrustedDirectory.CACHE_HINT);
            AtomicFiles.createPrivateDirectories(parent);
        }
        var directory = Files.createTempDirectory(parent, "zstd-");
        try {
            Native.load(directory.toFile());
        } finally {
            AtomicFiles.deleteTree(directory);
        }
    }

    private static String reason(Throwable failure) {
        var message = String.valueOf(failure.getMessage()).lines().findFirst().orElse("").strip();
        var lower = message.toLowerCase(Locale.ROOT);
        if (lower.contains("failed to map segment") || lower.contains("operation not permitted")) {
            return "what lies there may not be run (noexec)";
        }
        return lower.contains("no space left") ? "the disk is full" : message;
    }
}
