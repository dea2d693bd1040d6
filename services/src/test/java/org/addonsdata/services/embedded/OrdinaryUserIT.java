package org.addonsdata.services.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.services.process.Ports;
import org.addonsdata.services.searchnode.SearchEngine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Started by root, another process does the same as somebody with no rights at all. */
class OrdinaryUserIT {
    private static final Path ENGINES = Path.of(System.getProperty("addonsdata.engines"));
    private static final Path SETPRIV = Path.of("/usr/bin/setpriv");
    private static final String NOBODY = "65534";

    @TempDir Path directory;
    private String classPath = "";

    @BeforeEach
    void makeEverythingReadable() throws IOException {
        assumeTrue(Files.isExecutable(SETPRIV) && "root".equals(System.getProperty("user.name")));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setAttribute(directory, "unix:uid", Integer.parseInt(NOBODY));
        var jars = Files.createDirectory(directory.resolve("jars"));
        var copies = new ArrayList<String>();
        for (var entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            var copy = jars.resolve(copies.size() + "-" + Path.of(entry).getFileName());
            copyTree(Path.of(entry), copy);
            copies.add(copy.toString());
        }
        classPath = String.join(File.pathSeparator, copies);
        copyTree(ENGINES, directory.resolve("engines"));
    }

    @Test
    void bothServersStartAndStop() throws Exception {
        assertThat(asNobody(directory.resolve("volumes"))).isEqualTo("stopped with 1 row\n");
        assertThat(
                        Files.getAttribute(
                                directory.resolve("volumes/data/database/ibdata1"), "unix:uid"))
                .isEqualTo(Integer.parseInt(NOBODY));
    }

    @Test
    void aDirectoryOfSomebodyElseIsRefused() throws Exception {
        var private_ =
                Files.createDirectory(
                        directory.resolve("private"),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwxr-xr-x")));
        assertThat(asNobody(private_.resolve("volumes")))
                .startsWith("PATH_NOT_WRITABLE")
                .contains("permission denied");
        assertThat(private_).isEmptyDirectory();
    }

    private String asNobody(Path volumes) throws IOException {
        var command =
                List.of(
                        SETPRIV.toString(),
                        "--reuid=" + NOBODY,
                        "--regid=" + NOBODY,
                        "--clear-groups",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath,
                        UpAndDown.class.getName(),
                        volumes.toString(),
                        directory.resolve("cache").toString(),
                        directory.resolve("engines").toString());
        var process =
                new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .directory(directory.toFile())
                        .start();
        return new String(process.getInputStream().readAllBytes(), UTF_8);
    }

    private static void copyTree(Path from, Path to) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(from)) {
            all = walk.collect(Collectors.toList());
        }
        for (var file : all) {
            var target = to.resolve(from.relativize(file).toString());
            if (!Files.isDirectory(file)) {
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
                target.toFile().setReadable(true, false);
            }
        }
    }

    /** What the other process does. */
    static final class UpAndDown {
        public static void main(String[] arguments) throws Exception {
            var stack =
                    new EmbeddedStack(
                            new EmbeddedSettings(
                                    "data",
                                    Path.of(arguments[0]),
                                    Path.of(arguments[1]),
                                    Path.of(arguments[2]),
                                    Ports.anyFree(),
                                    Ports.anyFree(),
                                    SearchEngine.OPENSEARCH));
            try (var _ = stack.lock("up", Duration.ZERO, _ -> {})) {
                var rows = 0;
                try (var running = stack.start(Progress.silent(), new Cancellation());
                        var connection = running.database().connections().open(null);
                        var result = connection.createStatement().executeQuery("SELECT 1")) {
                    running.search();
                    while (result.next()) {
                        rows++;
                    }
                } finally {
                    stack.stop(Progress.silent());
                }
                System.out.println("stopped with " + rows + " row");
            } catch (DataException e) {
                System.out.println(e.code() + " " + e.getMessage());
            }
        }
    }
}
