package org.addonsdata.cli.commands;

import org.addonsdata.cli.console.Console;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import picocli.CommandLine.Option;

/** Asks before something is replaced or deleted. */
final class Confirmation {
    @Option(names = "--yes", description = "Do not ask.")
    private boolean confirmed;

    /**
     * @throws DataException with {@link ErrorCode#CONFIRMATION_NEEDED} unless confirmed
     */
    void require(Console console, String question, String word) {
        if (!confirmed && !console.confirm(question, word)) {
            throw DataException.of(
                            ErrorCode.CONFIRMATION_NEEDED, "not confirmed, nothing was changed")
                    .withHint("repeat the command with --yes to go on without being asked");
        }
    }
}
