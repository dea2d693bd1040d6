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
        var options =
                initialize.confirmed(
                        settings,
                        confirmation,
                        console(),
                        () -> Stacks.of(invocation(), settings).place());
        return withServers(
                settings,
                running -> {
                    var result =
                            Initialisation.run(invocation().workplace(running, settings), options);
                    new ServerLines(running, settings).show(console(), result);
                    return ExitStatus.DONE;
                });
    }

    /** Works with the servers, started or found. */
    abstract ExitStatus withServers(
            Settings settings, Function<ServiceStack.Running, ExitStatus> work);
}
