package org.addonsdata.services.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.services.compose.ComposeSettings.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComposeProjectTest {
    @ParameterizedTest
    @CsvSource({
        "addons-server_data_mysqld, addons-data",
        "Another.One, addons-data-another-one-[0-9a-f]{6}",
        "/mnt/disk/data, addons-data-mnt-disk-data-[0-9a-f]{6}"
    })
    void aVolumeHasOneProject(String volume, String name) {
        assertThat(project(volume, Optional.empty()).name()).matches(name);
    }

    @Test
    void volumesOfLikeNamesHaveDifferentProjects() {
        assertThat(project("a.b", Optional.empty()).name())
                .isNotEqualTo(project("a-b", Optional.empty()).name());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Upper", "-a", "a b", "a/b", ""})
    void aNameThatComposeWouldNotTakeIsAnError(String name) {
        assertThatThrownBy(() -> project("v1", Optional.of(name)))
                .isInstanceOfSatisfying(
                        DataException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.SETTING_INVALID));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "relative/path", "/", "/with:colon", "/with,comma", "-x", "b\0c"})
    void aNameThatIsNoVolumeIsAnError(String name) {
        assertThatThrownBy(() -> DataMount.of(name))
                .isInstanceOfSatisfying(
                        DataException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.SETTING_INVALID));
    }

    @ParameterizedTest
    @CsvSource({
        "0B, 0",
        "999B, 999",
        "24.25kB, 24250",
        "196.7MB, 196700000",
        "1.5GB, 1500000000",
        "N/A, 0"
    })
    void sizesAreReadAsDockerWritesThem(String text, long bytes) {
        assertThat(DockerVolumes.bytes(text)).isEqualTo(bytes);
    }

    @Test
    void thePasswordIsNowhereInText() {
        var settings = settings("v1", Optional.empty());

        assertThat(settings.toString() + ComposeProject.of(settings))
                .doesNotContain(settings.rootPassword());
    }

    private static ComposeProject project(String volume, Optional<String> name) {
        return ComposeProject.of(settings(volume, name));
    }

    private static ComposeSettings settings(String volume, Optional<String> project) {
        var server = new Server("image", false, 1024, false);
        return new ComposeSettings(
                volume,
                Path.of("/state"),
                Path.of("/docker-compose.yml"),
                project,
                server,
                server,
                "512m",
                "topsecret",
                Map.of("PATH", "/bin"));
    }
}
