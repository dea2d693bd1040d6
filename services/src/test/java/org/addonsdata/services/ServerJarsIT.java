package org.addonsdata.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.services.mariadb.MariaDbBinaries;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The list of server jars, held against what the build has gathered. */
class ServerJarsIT {
    private static final Path ENGINES = Path.of(System.getProperty("addonsdata.engines"));

    @TempDir Path directory;

    /** When this fails after a change of versions: scripts/server-jars. */
    @Test
    void everyJarOfTheBuildIsListedAndEveryListedOneIsInABuild() throws IOException {
        var gathered = new ArrayList<String>();
        try (var files = Files.walk(ENGINES, 2)) {
            for (var jar : files.filter(file -> file.toString().endsWith(".jar")).toList()) {
                var name = ENGINES.relativize(jar).toString();
                if (!name.contains("-node-")) {
                    ServerJars.listed().requireListed(name, jar);
                    gathered.add(name);
                }
            }
        }
        assertThat(gathered).hasSizeGreaterThan(100);
        assertThat(ServerJars.listed().hashes().keySet())
                .filteredOn(name -> !name.startsWith("mariadb/"))
                .containsExactlyInAnyOrderElementsOf(
                        gathered.stream().filter(name -> !name.startsWith("mariadb/")).toList());
        assertThat(ServerJars.listed().hashes().keySet())
                .filteredOn(name -> name.startsWith("mariadb/"))
                .hasSize(3)
                .allMatch(
                        name -> name.endsWith(MariaDbBinaries.availableVersion(ENGINES) + ".jar"));
    }

    @Test
    void aMariaDbThatIsNotTheListedOneIsNotUnpacked() throws IOException {
        var jars = Files.createDirectories(directory.resolve("engines/mariadb"));
        try (var files = Files.newDirectoryStream(ENGINES.resolve("mariadb"), "*.jar")) {
            for (var jar : files) {
                Files.copy(jar, jars.resolve(jar.getFileName()));
                Files.writeString(
                        jars.resolve(jar.getFileName()), "one more", StandardOpenOption.APPEND);
            }
        }
        var cache = directory.resolve("cache");
        assertThatThrownBy(() -> MariaDbBinaries.unpack(directory.resolve("engines"), cache))
                .isInstanceOfSatisfying(
                        DataException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.VERIFICATION_FAILED);
                            assertThat(e).hasMessageContainingAll("mariadb/", "SHA-256");
                            assertThat(e.hint()).contains("make build");
                        });
        assertThat(cache.toFile().list()).allMatch(name -> name.endsWith(".lock"));
    }
}
