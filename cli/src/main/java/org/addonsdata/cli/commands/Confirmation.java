package org.addonsdata.cli.commands;

import java.util.Optional;
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
                    "The database's host, typed out: needed where it may be production, which is where it is neither on this machine nor in a private network. As HOST/SCHEMA, once for each project, where addons-data did not fill the database.")
    private @Nullable String host;

    /**
     * A name that must be typed before the data it stands for is replaced.
     *
     * @param name the host, or host and schema
     * @param reason a sentence without a full stop
     */
    record Guard(String name, String reason) {
        /** For a host that may be production. */
        static Optional<Guard> ofProduction(ServiceStack stack) {
            return stack.guardedHost()
                    .map(host ->
                            new Guard(
                                    host,
                                    host
                                            + " is neither on this machine nor in a private network, so it may be production"));
        }

        private boolean isNamedBy(String given) {
            return given.equalsIgnoreCase(name)
                    || (!name.contains("/") && given.split("/", 2)[0].equalsIgnoreCase(name));
        }

        private DataException unnamed() {
            return DataException.of(ErrorCode.CONFIRMATION_NEEDED, reason)
                    .withHint(
                            "if it is meant, name it: --host %s (make: CONFIRM_HOST=%s)"
                                    .formatted(name, name));
        }

        private DataException misnamed(String given) {
            return DataException.of(
                            ErrorCode.CONFIRMATION_NEEDED,
                            "--host is %s, and the database is %s"
                                    .formatted(given, name.contains("/") ? name : "on " + name))
                    .withHint("nothing was changed; look at DATABASE_URL once more");
        }
    }

    /**
     * Before any server is asked or started: whether anything could confirm what is to be asked.
     *
     * @throws DataException with {@link ErrorCode#CONFIRMATION_NEEDED}
     */
    void requireAnswerable(Console console, ServiceStack stack) {
        var production = Guard.ofProduction(stack);
        if (production.isPresent() && (host != null || !console.canAsk())) {
            requireNamed(production.get());
        }
        if (!confirmed && !console.canAsk()) {
            throw unconfirmed();
        }
    }

    /**
     * What replaces data that is guarded: its name must be typed, here or on the command line.
     *
     * @throws DataException with {@link ErrorCode#CONFIRMATION_NEEDED} unless confirmed
     */
    void require(Console console, Optional<Guard> guard, String question, String word) {
        if (guard.isEmpty()) {
            require(console, question, word);
        } else if (host != null) {
            requireNamed(guard.get());
            require(console, question, word);
        } else {
            requireTyped(console, guard.get(), question);
        }
    }

    /**
     * The same for what {@code --yes} is not needed for.
     *
     * @throws DataException with {@link ErrorCode#CONFIRMATION_NEEDED} unless its name was typed
     */
    void requireName(Console console, Guard guard, String question) {
        if (host == null) {
            requireTyped(console, guard, question);
        } else {
            requireNamed(guard);
        }
    }

    private static void requireTyped(Console console, Guard guard, String question) {
        var reason = Character.toUpperCase(guard.reason().charAt(0)) + guard.reason().substring(1);
        if (!console.confirm(question + " " + reason + ".", guard.name())) {
            throw guard.unnamed();
        }
    }

    private void requireNamed(Guard guard) {
        if (host == null) {
            throw guard.unnamed();
        }
        if (!guard.isNamedBy(host)) {
            throw guard.misnamed(host);
        }
    }

    /**
     * @throws DataException with {@link ErrorCode#CONFIRMATION_NEEDED} unless confirmed
     */
    void require(Console console, String question, String word) {
        if (!confirmed && !console.confirm(question, word)) {
            throw unconfirmed();
        }
    }

    private static DataException unconfirmed() {
        return DataException.of(ErrorCode.CONFIRMATION_NEEDED, "not confirmed, nothing was changed")
                .withHint("repeat the command with --yes to go on without being asked");
    }

    /** Whether nothing will be asked, so that what is replaced must be said on its own. */
    boolean isSilent(Optional<Guard> guard) {
        return confirmed && (guard.isEmpty() || host != null);
    }
}
