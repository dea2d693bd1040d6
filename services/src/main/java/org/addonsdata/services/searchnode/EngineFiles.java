package org.addonsdata.services.searchnode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.files.AtomicFiles;
import org.addonsdata.core.files.ProcessLock;
import org.addonsdata.core.files.TrustedDirectory;
import org.addonsdata.services.ServerJars;

/**
 * The jars of an engine: as the distribution has them, and as the cache has them. The copy's
 * directory is named by the jars' content, is complete from the moment it has its name, and is
 * never written to again; the node runs from there.
 *
 * @param version such as {@code "3.8.0"}
 * @param name of the copy: engine, version, and a hash of all jars' names and contents
 * @param jars of the distribution, by name
 */
record EngineFiles(SearchEngine engine, String version, String name, List<Path> jars) {
    private static final Duration OTHERS_COPY = Duration.ofMinutes(2);
    private static final int BUFFER_BYTES = 256 * 1024;
    private static final String UNFINISHED = ".unfinished";

    /**
     * Finds the engine in the distribution.
     *
     * @throws DataException with {@link ErrorCode#ENGINE_MISSING}
     */
    static EngineFiles in(Path engines, SearchEngine engine) {
        var directory = engines.resolve(engine.text());
        try {
            var jars = jarsIn(directory);
            var version = version(jars, engine).orElseThrow(() -> missing(engine, directory));
            var name = "%s-%s-%s".formatted(engine.text(), version, fingerprint(jars));
            return new EngineFiles(engine, version, name, jars);
        } catch (IOException e) {
            throw unreadable(engine, directory, e);
        }
    }

    /**
     * The version alone, without reading a jar.
     *
     * @throws DataException with {@link ErrorCode#ENGINE_MISSING}
     */
    static String versionIn(Path engines, SearchEngine engine) {
        var directory = engines.resolve(engine.text());
        try {
            return version(jarsIn(directory), engine).orElseThrow(() -> missing(engine, directory));
        } catch (IOException e) {
            throw unreadable(engine, directory, e);
        }
    }

    /**
     * The jars of the copy, made now if there is none. Of several processes that want it at once
     * one makes it; what a killed one left is swept.
     *
     * @param known which jars may be copied; asked only when they are
     * @throws DataException with {@link ErrorCode#VERIFICATION_FAILED} for another one
     */
    List<Path> installed(Path cache, ServerJars known) {
        var parent = cache.resolve("engines");
        var target = parent.resolve(name);
        TrustedDirectory.require(target, TrustedDirectory.CACHE_HINT);
        try {
            if (!isComplete(target)) {
                AtomicFiles.createPrivateDirectories(parent);
                try (var _ =
                        ProcessLock.acquire(
                                parent.resolve("lock"), "copying " + name, OTHERS_COPY, _ -> {})) {
                    if (!isComplete(target)) {
                        install(target, known);
                    }
                }
            }
        } catch (IOException e) {
            throw DataException.of(
                            ErrorCode.PATH_NOT_WRITABLE,
                            "cannot copy %s to %s: %s"
                                    .formatted(engine.product(), target, e.getMessage()),
                            e)
                    .withHint("it needs a directory on a disk with some 60 MB to spare");
        }
        return jars.stream().map(jar -> target.resolve(jar.getFileName())).toList();
    }

    private void install(Path target, ServerJars known) throws IOException {
        var unfinished = target.resolveSibling(name + UNFINISHED);
        AtomicFiles.deleteTree(unfinished);
        // A copy that lacks something survived a loss of power badly; nothing can run from it.
        AtomicFiles.deleteTree(target);
        AtomicFiles.createPrivateDirectories(unfinished);
        for (var jar : jars) {
            var copy = unfinished.resolve(jar.getFileName());
            Files.copy(jar, copy);
            if (!isBuiltHere(jar)) {
                known.requireListed(engine.text() + "/" + jar.getFileName(), copy);
            }
        }
        Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The one with our {@code main}. */
    private boolean isBuiltHere(Path jar) {
        return jar.getFileName().toString().startsWith(engine.text() + "-node-");
    }

    /** Whether every jar is there in full length: after a loss of power a file can be empty. */
    private boolean isComplete(Path target) throws IOException {
        if (!Files.isDirectory(target)) {
            return false;
        }
        for (var jar : jars) {
            var copy = target.resolve(jar.getFileName());
            if (!Files.exists(copy) || Files.size(copy) != Files.size(jar)) {
                return false;
            }
        }
        return true;
    }

    private static List<Path> jarsIn(Path directory) throws IOException {
        var jars = new ArrayList<Path>();
        if (Files.isDirectory(directory)) {
            try (var found = Files.newDirectoryStream(directory, "*.jar")) {
                found.forEach(jars::add);
            }
        }
        jars.sort(null);
        return List.copyOf(jars);
    }

    private static java.util.Optional<String> version(List<Path> jars, SearchEngine engine) {
        var server = Pattern.compile(engine.text() + "-([0-9][0-9.]*)\\.jar");
        return jars.stream()
                .map(jar -> server.matcher(jar.getFileName().toString()))
                .filter(java.util.regex.Matcher::matches)
                .map(matcher -> matcher.group(1))
                .findFirst();
    }

    /** Sixteen hexadecimal digits that change when any jar's name, length or content does. */
    private static String fingerprint(List<Path> jars) throws IOException {
        var lines = new StringBuilder();
        var buffer = new byte[BUFFER_BYTES];
        for (var jar : jars) {
            lines.append(jar.getFileName()).append(' ');
            lines.append(contentHash(jar, buffer)).append('\n');
        }
        return Digests.shortHash(lines.toString());
    }

    /** Tells contents apart, not enemies: a checksum the processor computes as fast as it reads. */
    private static String contentHash(Path jar, byte[] buffer) throws IOException {
        var checksum = new CRC32();
        try (var content = Files.newInputStream(jar)) {
            int length;
            while ((length = content.read(buffer)) >= 0) {
                checksum.update(buffer, 0, length);
            }
        }
        return HexFormat.of().toHexDigits(checksum.getValue()) + "-" + Files.size(jar);
    }

    private static DataException missing(SearchEngine engine, Path directory) {
        return DataException.of(
                        ErrorCode.ENGINE_MISSING,
                        "%s is not in %s".formatted(engine.product(), directory))
                .withHint("build the distribution again: make build");
    }

    private static DataException unreadable(
            SearchEngine engine, Path directory, IOException cause) {
        return DataException.of(
                ErrorCode.ENGINE_MISSING,
                "cannot read %s in %s: %s"
                        .formatted(engine.product(), directory, cause.getMessage()),
                cause);
    }
}
