package org.addonsdata.cli.commands;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.addonsdata.cli.manual.Completion;
import org.addonsdata.cli.manual.ManPages;
import org.addonsdata.cli.manual.ManPages.Entry;
import org.addonsdata.cli.settings.Setting;
import org.addonsdata.core.errors.ExitStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** For the build, which puts man pages and completion into the distribution. */
@Command(name = "man-pages", hidden = true, description = "Writes man pages and completion.")
final class ManPagesCommand implements java.util.concurrent.Callable<Integer> {
    private static final List<Entry> FILES =
            List.of(
                    new Entry("addons-data.yaml", "Settings of a project, in its directory."),
                    new Entry("~/.config/addons-data/config.yaml", "Settings of a user."),
                    new Entry("~/.local/share/addons-data/volumes", "The volumes."),
                    new Entry(
                            "~/.cache/addons-data", "Unpacked servers; made again when missing."));

    private final Invocation invocation;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "DIR", description = "The distribution's share directory.")
    private Path share = Path.of("share");

    ManPagesCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        var root = spec.root().commandLine();
        try {
            var pages = Files.createDirectories(share.resolve("man/man1"));
            int written =
                    new ManPages(new Version().getVersion()[0], environment(), FILES)
                            .write(root, pages);
            var completions = Files.createDirectories(share.resolve("bash-completion/completions"));
            Files.writeString(completions.resolve(root.getCommandName()), Completion.script(root));
            invocation.console().line("%d man pages in %s".formatted(written, pages));
            return ExitStatus.DONE.value();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Entry> environment() {
        return Arrays.stream(Setting.values())
                .map(setting -> new Entry(setting.name(), sentence(setting)))
                .toList();
    }

    private static String sentence(Setting setting) {
        var meaning = setting.meaning();
        var text = Character.toUpperCase(meaning.charAt(0)) + meaning.substring(1);
        return setting.defaultValue() == null
                ? text + "."
                : text + " (" + setting.defaultValue() + ").";
    }
}
