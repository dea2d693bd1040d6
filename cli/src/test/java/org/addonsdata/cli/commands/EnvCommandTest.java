package org.addonsdata.cli.commands;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is quoted comes out of a shell as it went in. */
class EnvCommandTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "",
                "with blanks",
                "it's",
                "''",
                "$HOME `id` \"x\" \\ \\\\ !",
                "a;b|c&d>e<f(g)*?[h]~#",
                "line\nfeed",
                "=x",
                "~",
                "pässwörd€"
            })
    void aShellReadsBackWhatWasQuoted(String value) throws IOException, InterruptedException {
        var script = "export NAME=" + EnvCommand.quoted(value) + "\nprintf '%s' \"$NAME\"";
        var shell = new ProcessBuilder("/bin/sh", "-euc", script).start();
        assertThat(new String(shell.getInputStream().readAllBytes(), UTF_8)).isEqualTo(value);
        assertThat(shell.waitFor()).isZero();
    }
}
