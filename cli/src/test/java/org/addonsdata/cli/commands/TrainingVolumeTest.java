package org.addonsdata.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.addonsdata.cli.console.Console;
import org.addonsdata.cli.settings.FileSettings;
import org.addonsdata.cli.settings.Setting;
import org.addonsdata.cli.settings.Settings;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.services.Mode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a training can reach. */
class TrainingVolumeTest {
    private static final String DATABASE_URL = "mysql://root@127.0.0.1:3306/olympia";

    @TempDir private Path directory;

    private Console console;
    private TrainingVolume volume;
    private Invocation invocation;

    @BeforeEach
    void create() {
        console = Console.of(nowhere(), nowhere(), Map.of());
        volume = TrainingVolume.create(directory);
        invocation = Invocation.on(volume, console, new Cancellation());
    }

    @AfterEach
    void close() {
        console.close();
        volume.close();
    }

    private static PrintStream nowhere() {
        return new PrintStream(new ByteArrayOutputStream());
    }

    @Test
    void itsServersAreThoseOfItsVolumeWhateverTheSettingsSay() {
        var elsewhere =
                Settings.resolve(
                        Map.of(
                                Setting.MODE, "external",
                                Setting.DATABASE_URL, DATABASE_URL,
                                Setting.SEARCH_URL, "http://127.0.0.1:9200"),
                        Map.of(),
                        FileSettings.none(),
                        Map.of());
        var stack = Stacks.of(invocation, elsewhere);
        assertThat(stack.mode()).isEqualTo(Mode.EMBEDDED);
        assertThat(stack.status().volume().path()).startsWith(directory.toString());
        assertThat(Stacks.volumes(invocation, elsewhere).list()).isEmpty();
    }

    @Test
    void settingsFromElsewhereEndIt() throws IOException {
        assertThat(invocation.settings(flags()).text(Setting.DATA_VOLUME)).isEqualTo("training");

        var flags = flags();
        flags.put(Setting.DATABASE_URL, DATABASE_URL);
        assertThatThrownBy(() -> invocation.settings(flags))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("a training takes no settings, and DATABASE_URL is set");

        Files.writeString(directory.resolve("home/addons-data.yaml"), "seed_addons: 7\n");
        assertThatThrownBy(() -> invocation.settings(flags()))
                .hasMessageContaining("seed_addons in " + directory);
    }

    @Test
    void aFlagCannotChooseOtherServers() {
        var flags = flags();
        flags.put(Setting.MODE, "compose");
        flags.put(Setting.DATA_VOLUME, "addons-server_data_mysqld");
        var settings = invocation.settings(flags);
        assertThat(settings.text(Setting.MODE)).isEqualTo("embedded");
        assertThat(settings.text(Setting.DATA_VOLUME)).isEqualTo("training");
    }

    @Test
    void itIsMadeAndNeverFound() {
        assertThatThrownBy(() -> TrainingVolume.create(directory))
                .isInstanceOf(UncheckedIOException.class);
    }

    private static EnumMap<Setting, String> flags() {
        return new EnumMap<>(Setting.class);
    }
}
