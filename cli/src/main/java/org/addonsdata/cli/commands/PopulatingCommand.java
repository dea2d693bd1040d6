package org.addonsdata.cli.commands;

import java.util.function.Function;
import org.addonsdata.cli.settings.Settings;
import org.addonsdata.core.errors.ExitStatus;
import org.addonsdata.lifecycle.usecase.Initialisation;
import org.addonsdata.services.ServiceStack;
import picocli.CommandLine.Mixin;

/**
 * What commands share that bring data into being: how to, whether to ask first, and what is shown
 * afterwards.
 */
abstract class PopulatingCommand extends DataCommand {
    @Mixin private final ServerOptions servers = new ServerOptions();
    @Mixin private final InitializeOptions initialize = new InitializeOptions();
    @Mixin private final IndexOptions index = new IndexOptions();
    @Mixin private final Confirmation confirmation = new Confirmation();

    PopulatingCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    final ExitStatus run() {
        var flags = servers.flags();
        flags.putAll(initialize.flags());
        flags.putAll(index.flags());
        var settings = settings(flags);
        var replacement = new Replacement(invocation(), settings, confirmation);
        var options = initialize.options(settings, replacement::requireNamed);
        if (options.forceDatabase()) {
            replacement.requireAnswerable();
        }
        return withServers(
                settings,
                running -> {
                    confirm(replacement, running, settings, options);
                    var result =
                            Initialisation.run(invocation().workplace(running, settings), options);
                    new ServerLines(running, settings).show(console(), result);
                    return ExitStatus.DONE;
                });
    }

    private static void confirm(
            Replacement replacement,
            ServiceStack.Running running,
            Settings settings,
            Initialisation.Options options) {
        if (options.forceDatabase()) {
            replacement.confirm(
                    running.database(),
                    "A fresh one takes its place; " + UndoOption.consequence(settings),
                    "reset");
        } else {
            replacement.confirmMigrations(running.database());
        }
    }

    /** Works with the servers, started or found. */
    abstract ExitStatus withServers(
            Settings settings, Function<ServiceStack.Running, ExitStatus> work);
}
