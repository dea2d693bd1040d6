package org.addonsdata.cli.commands;

import java.util.Map;
import java.util.concurrent.Callable;
import org.addonsdata.cli.console.Console;
import org.addonsdata.cli.settings.Setting;
import org.addonsdata.cli.settings.Settings;
import org.addonsdata.core.errors.ExitStatus;
import picocli.CommandLine.Mixin;

/**
 * What all commands share: their common options, and that they end with a status or an exception.
 */
abstract class DataCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Mixin private CommonOptions common;

    DataCommand(Invocation invocation) {
        this.invocation = invocation;
        this.common = new CommonOptions();
    }

    Invocation invocation() {
        return invocation;
    }

    Console console() {
        return invocation.console();
    }

    Settings settings(Map<Setting, String> flags) {
        Flags.put(flags, Setting.LOCK_WAIT, common.lockWait);
        return invocation.settings(flags);
    }

    @Override
    public final Integer call() {
        common.applyTo(console());
        return run().value();
    }

    /** Does it and shows the result, or throws. */
    abstract ExitStatus run();
}
