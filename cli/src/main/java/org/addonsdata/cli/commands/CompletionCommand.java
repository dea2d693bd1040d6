package org.addonsdata.cli.commands;

import org.addonsdata.cli.manual.Completion;
import org.addonsdata.cli.manual.Manual;
import org.addonsdata.cli.manual.Manual.Example;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.errors.ExitStatus;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = "Prints what makes a shell complete commands, options and values.")
@Manual(
        changes = "Nothing.",
        examples = {
            @Example(
                    line = "source <(addons-data completion bash)",
                    does = "completes in this shell; in ~/.bashrc, in every one"),
            @Example(
                    line = "source <(addons-data completion zsh)",
                    does = "the same for zsh, in ~/.zshrc")
        })
final class CompletionCommand implements java.util.concurrent.Callable<Integer> {
    private final Invocation invocation;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "bash|zsh", description = "Which shell.")
    private @Nullable String shell;

    CompletionCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        if (!"bash".equals(shell) && !"zsh".equals(shell)) {
            throw DataException.of(ErrorCode.USAGE, "there is no completion for " + shell)
                    .withHint("it is bash or zsh");
        }
        // One script serves both; it asks which shell reads it.
        invocation.console().text(Completion.script(spec.root().commandLine()));
        return ExitStatus.DONE.value();
    }
}
