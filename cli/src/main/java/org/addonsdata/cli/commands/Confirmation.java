package org.addonsdata.cli.commands;

import org.addonsdata.cli.console.Console;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.services.ServiceStack;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Asks before something is replaced or deleted. */
final class Confirmation {
    @Option(names = "--yes", description = "Do not ask.")
    private boolean confirmed;

    @Option(
            names = "--host",
            paramLabel = "NAME",
            description =
                    "The database's host, typed out: needed where it may be production, which is where it is neither on this machine nor in a private network.")
    private @Nullable String host;

    /**
     * The same for what replaces data on a host that may be production: its name must have been
     * typed.
     *
     * @throws DataException with {@link ErrorCode#CONFIRMATION_NEEDED} unless confirmed
     */
    void require(Console console, ServiceStack stack, String question, String word) {
        var guarded = stack.guardedHost();
        if (guarded.isEmpty()) {
            require(console, question, word);
        } else if (host != null) {
            requireHost(guarded.get());
            require(console, question, word);
        } else if (!console.confirm(question + " It may be production.", guarded.get())) {
            throw unnamed(guarded.get());
        }
    }

    /**
     * Only where the host may be production.
     *
     * @throws DataException with {@link ErrorCode#CONFIRMATION_NEEDED} unless its name was typed
     */
    void requireHost(ServiceStack stack) {
        stack.guardedHost().ifPresent(this::requireHost);
    }

    private void requireHost(String guarded) {
        if (host == null) {
            throw unnamed(guarded);
        }
        if (!host.equalsIgnoreCase(guarded)) {
            throw DataException.of(
                            ErrorCode.CONFIRMATION_NEEDED,
                            "--host is %s, and the database is on %s".formatted(host, guarded))
                    .withHint("nothing was changed; look at DATABASE_URL once more");
        }
    }

    private static DataException unnamed(String guarded) {
        return DataException.of(
                        ErrorCode.CONFIRMATION_NEEDED,
                        "%s is neither on this machine nor in a private network, so it may be production"
                                .formatted(guarded))
                .withHint(
                        "if it is meant, name it: --host %s (make: CONFIRM_HOST=%s)"
                                .formatted(guarded, guarded));
    }

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
