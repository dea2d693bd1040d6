package org.addonsdata.cli.commands;

import java.util.Optional;
import org.addonsdata.cli.manual.Manual;
import org.addonsdata.cli.manual.Manual.Example;
import org.addonsdata.cli.settings.Settings;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.errors.ExitStatus;
import org.addonsdata.lifecycle.usecase.DataReport;
import org.addonsdata.services.ServiceStack;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description =
                "Tells what runs, how much data there is, and whether the index is true to it.")
@Manual(
        details = {
            "Waits for nothing: what a lock keeps from being read is left out after some seconds, with the connection that holds it."
        },
        changes = "Nothing.",
        ends = {ExitStatus.NOT_READY},
        examples = {
            @Example(line = "addons-data status", does = "for a person"),
            @Example(line = "addons-data status --json", does = "for a script")
        })
final class StatusCommand extends DataCommand {
    @Mixin private final ServerOptions servers = new ServerOptions();

    StatusCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    ExitStatus run() {
        var settings = settings(servers.flags());
        var stack = Stacks.of(invocation(), settings);
        var status = stack.status();
        var report =
                status.database().isWell()
                        ? read(stack, settings, status.search().isWell())
                        : Optional.<DataReport>empty();
        var snapshot = Snapshots.store(invocation()).latest();
        if (console().isJson()) {
            console().result(StatusJson.of(status, report, snapshot));
        } else {
            StatusLines.of(status, report, snapshot)
                    .forEach(line -> console().line(line, StatusLines.INDENT));
        }
        return ExitStatus.DONE;
    }

    /**
     * A server that runs and does not answer is named, and everything else is shown all the same.
     */
    private Optional<DataReport> read(ServiceStack stack, Settings settings, boolean search) {
        try {
            return ask(stack, settings, search);
        } catch (DataException e) {
            if (e.code() != ErrorCode.SERVER_UNREACHABLE) {
                throw e;
            }
            console().progress().note(e.messageText());
            return Optional.empty();
        }
    }

    private Optional<DataReport> ask(ServiceStack stack, Settings settings, boolean search) {
        if (!search) {
            return stack.attachDatabase()
                    .map(database ->
                            DataReport.readBriefly(
                                    invocation().application(settings),
                                    database,
                                    Optional.empty()));
        }
        return stack.attach()
                .map(running -> {
                    try (running) {
                        return DataReport.readBriefly(
                                invocation().application(settings),
                                running.database(),
                                Optional.of(running.search()));
                    }
                });
    }
}
