package org.addonsdata.cli.commands;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.addonsdata.cli.manual.Completion;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The completion as a real shell reads it. */
class CompletionTest {
    private static final String BASH_QUESTION =
            """
            set -u
            source ./completion
            COMP_WORDS=("$@")
            COMP_CWORD=$(($# - 1))
            _addons_data
            printf '%s\\n' ${COMPREPLY[@]+"${COMPREPLY[@]}"}
            """;

    /** zsh hands the words over in the same variables, to a function that runs as in ksh. */
    private static final String ZSH_QUESTION =
            """
            source ./completion
            ask() {
              emulate -L ksh
              COMP_WORDS=("$@")
              COMP_CWORD=$(($# - 1))
              _addons_data
              print -rl -- "${COMPREPLY[@]}"
            }
            ask "$@"
            """;

    @TempDir private Path directory;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(directory.resolve("completion"), Completion.script(CommandModels.root()));
        Files.createDirectories(directory.resolve(".local/share/addons-data/volumes/my volume"));
        Files.createDirectories(directory.resolve(".local/share/addons-data/volumes/other"));
        Files.createDirectories(directory.resolve("backups/20261122175810"));
        Files.writeString(directory.resolve("dump.sql"), "");
    }

    @Test
    void commandsAreCompleted() throws Exception {
        assertThat(completed("re")).containsExactlyInAnyOrder("restore", "reindex");
        assertThat(completed("volume", "")).contains("list", "create", "inspect", "remove");
        assertThat(completed("")).contains("up", "down", "status").doesNotContain("man-pages");
        assertThat(completed("help", "")).isNotNull();
    }

    @Test
    void optionsAreCompleted() throws Exception {
        assertThat(completed("up", "--s"))
                .containsExactlyInAnyOrder(
                        "--search-port",
                        "--search-engine",
                        "--skip-seed",
                        "--skip-index",
                        "--skip-bad-documents",
                        "--seed-addons",
                        "--seed-number");
        assertThat(completed("snapshots", "prune", "--k")).containsExactly("--keep");
        assertThat(completed("up", "--quiet", "--force")).containsExactly("--force-db");
        assertThat(completed("--v")).containsExactly("--version");
    }

    @Test
    void valuesAreCompleted() throws Exception {
        assertThat(completed("up", "--search-engine", "")).contains("opensearch", "elasticsearch");
        assertThat(completed("up", "--search-engine", "=", "o")).containsExactly("opensearch");
        assertThat(completed("export", "--compress", "z")).containsExactly("zstd");
        assertThat(completed("up", "--volume", "o")).containsExactly("other");
        assertThat(completed("snapshots", "verify", "2")).containsExactly("20261122175810");
        assertThat(completed("restore", "du")).containsExactly("dump.sql");
        assertThat(completed("restore", "back")).containsExactly("backups");
        assertThat(completed("completion", "")).containsExactly("bash", "zsh");
    }

    @Test
    void zshReadsItToo() throws Exception {
        assumeTrue(run("sh", "-c", "command -v zsh || true").size() == 1);
        var question =
                new String[] {"zsh", "-fc", ZSH_QUESTION, "zsh", "addons-data", "volume", ""};
        assertThat(run(question)).contains("list", "create", "inspect", "remove");
    }

    private List<String> completed(String... words) throws Exception {
        var command =
                new java.util.ArrayList<>(
                        List.of("bash", "-c", BASH_QUESTION, "bash", "addons-data"));
        command.addAll(List.of(words));
        return run(command.toArray(String[]::new));
    }

    private List<String> run(String... command) throws Exception {
        var builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().put("HOME", directory.toString());
        builder.environment().remove("XDG_DATA_HOME");
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.lines().filter(line -> !line.isEmpty()).toList();
    }
}
