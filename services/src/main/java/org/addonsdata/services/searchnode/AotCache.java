package org.addonsdata.services.searchnode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;

/**
 * The ahead-of-time cache (JEP 483, 514, 515) of one engine, Java and set of options. The JVM
 * checks that it made the cache itself, but not that the classes are still those of the class path:
 * so the name carries a hash of the jars' content, and a cache of other jars is not found. It is
 * written under another name and moved, so the file of a name never changes.
 */
record AotCache(Path directory, String key) {
    /** The cache that fits, whether it is there or not. */
    static AotCache of(Path engines, EngineFiles files, List<String> javaOptions) {
        var java =
                String.join(
                        "\n",
                        System.getProperty("java.vm.name"),
                        System.getProperty("java.vm.version"),
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"),
                        String.join(" ", javaOptions));
        var key = files.name() + "-" + Digests.shortHash(java);
        return new AotCache(engines.resolve("aot"), key);
    }

    Path file() {
        return directory.resolve(key + ".aot");
    }

    boolean exists() {
        return Files.isRegularFile(file()) && Files.isReadable(file());
    }

    /** The options to run with a cache that is there; the JVM runs without one it cannot use. */
    List<String> useOptions() {
        return List.of("-XX:AOTCache=" + file());
    }

    /** The options to record with; the cache is written when the process ends. */
    List<String> trainingOptions() {
        try {
            Files.createDirectories(directory);
            Files.deleteIfExists(unfinished());
        } catch (IOException e) {
            throw cannotWrite(e);
        }
        return List.of("-XX:AOTCacheOutput=" + unfinished());
    }

    /** Makes the cache that a process recorded the one that is used from now on. */
    void finishTraining() {
        try {
            makeReadable(unfinished());
            Files.move(unfinished(), file(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    /** Forgets a cache that no node can start with; where that is not allowed it stays. */
    void discard() {
        try {
            Files.deleteIfExists(file());
        } catch (IOException e) {
            // The distribution belongs to somebody else. The next start finds out again.
        }
    }

    /** Whoever may run the distribution may use its cache; daemons write everything privately. */
    private static void makeReadable(Path file) throws IOException {
        var view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view != null) {
            view.setPermissions(PosixFilePermissions.fromString("rw-r--r--"));
        }
    }

    private Path unfinished() {
        return directory.resolve(key + ".unfinished");
    }

    private DataException cannotWrite(IOException cause) {
        return DataException.of(
                ErrorCode.PATH_NOT_WRITABLE,
                "cannot write the ahead-of-time cache %s: %s".formatted(file(), cause.getMessage()),
                cause);
    }
}
