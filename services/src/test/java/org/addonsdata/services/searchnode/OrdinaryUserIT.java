package org.addonsdata.services.searchnode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.attribute.PosixFilePermissions.asFileAttribute;
import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.addonsdata.core.files.AtomicFiles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Run as root, the other tests say nothing about ordinary users: these give root's rights up. */
@EnabledIf("isRoot")
class OrdinaryUserIT {
    private static final int NOBODY = 65_534;

    private Path directory;
    private Path engines;
    private Path cache;

    @BeforeEach
    void copyWhatOnlyRootCanRead() throws IOException {
        directory =
                Files.createTempDirectory("ordinary-", asFileAttribute(fromString("rwxr-xr-x")));
        engines = Files.createDirectory(directory.resolve("engines"));
        var jars = Files.createDirectory(engines.resolve("opensearch"));
        for (var jar : EngineFiles.in(NodeFixture.ENGINES, SearchEngine.OPENSEARCH).jars()) {
            Files.copy(jar, jars.resolve(jar.getFileName()));
        }
        cache = theirs("cache");
    }

    @AfterEach
    void clean() throws IOException {
        AtomicFiles.deleteTree(directory);
    }

    @Test
    void aNodeRunsWithoutRoot() throws Exception {
        assertThat(runAsNobody(theirs("volume"))).contains("answers", "stopped true");
    }

    @Test
    void aVolumeOfSomebodyElseIsNamed() throws Exception {
        var roots = Files.createDirectory(directory.resolve("volume"));
        assertThat(runAsNobody(roots)).contains("PATH_NOT_WRITABLE", roots.toString());
    }

    private Path theirs(String name) throws IOException {
        var path = Files.createDirectory(directory.resolve(name));
        Files.setAttribute(path, "unix:uid", NOBODY);
        Files.setAttribute(path, "unix:gid", NOBODY);
        return path;
    }

    private String runAsNobody(Path volume) throws Exception {
        var process =
                new ProcessBuilder(
                                "setpriv",
                                "--reuid=" + NOBODY,
                                "--regid=" + NOBODY,
                                "--clear-groups",
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                String.join(File.pathSeparator, readableClassPath()),
                                OrdinaryUser.class.getName(),
                                volume.toString(),
                                engines.toString(),
                                cache.toString())
                        .redirectErrorStream(true)
                        .directory(directory.toFile())
                        .start();
        try (var output = process.getInputStream()) {
            return new String(output.readAllBytes(), UTF_8);
        }
    }

    private List<String> readableClassPath() throws IOException {
        var target = Files.createDirectory(directory.resolve("classpath"));
        var copies = new ArrayList<String>();
        for (var entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            var copy = target.resolve(copies.size() + "-" + Path.of(entry).getFileName());
            copyTree(Path.of(entry), copy);
            copies.add(copy.toString());
        }
        return copies;
    }

    private static void copyTree(Path from, Path to) throws IOException {
        if (!Files.exists(from)) {
            return;
        }
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }
}
