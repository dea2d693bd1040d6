package org.addonsdata.cli.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.addonsdata.cli.commands.Confirmation.Guard;
import org.addonsdata.cli.console.Text;
import org.addonsdata.cli.settings.Setting;
import org.addonsdata.cli.settings.Settings;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.faults.FaultPoints;
import org.addonsdata.lifecycle.generation.DatabaseState;
import org.addonsdata.lifecycle.generation.Generation;
import org.addonsdata.lifecycle.generation.Generations;
import org.addonsdata.lifecycle.generation.SchemaSummary;
import org.addonsdata.lifecycle.usecase.LiveData;
import org.addonsdata.services.DatabaseEndpoint;
import org.addonsdata.services.Mode;
import org.addonsdata.services.ServiceStack;

/**
 * The one place that says what a command replaces, and asks whether it may. Where the database is
 * somebody else's, and this tool did not fill it, host and schema must be typed, once for each
 * project.
 */
final class Replacement {
    private final Invocation invocation;
    private final Settings settings;
    private final Confirmation confirmation;
    private final ServiceStack stack;
    private boolean isNamed;

    Replacement(Invocation invocation, Settings settings, Confirmation confirmation) {
        this.invocation = invocation;
        this.settings = settings;
        this.confirmation = confirmation;
        this.stack = Stacks.of(invocation, settings);
    }

    /**
     * Before any server is asked or started.
     *
     * @throws DataException with {@link ErrorCode#CONFIRMATION_NEEDED} where nothing could confirm
     */
    void requireAnswerable() {
        confirmation.requireAnswerable(invocation.console(), stack);
    }

    /**
     * Says what is replaced, and asks.
     *
     * @param means what else the question says, a sentence
     * @throws DataException with {@link ErrorCode#CONFIRMATION_NEEDED} unless confirmed
     */
    void confirm(DatabaseEndpoint database, String means, String word) {
        var live = LiveData.read(invocation.application(settings), database);
        var guard = live.flatMap(data -> guard(data, database)).or(this::production);
        live.ifPresent(data -> requireUndo(data, database));
        requireNothingFoundToForget(database);
        if (live.isPresent() && confirmation.isSilent(guard)) {
            invocation.console().remark("replacing " + described(live.get(), database));
        }
        var what =
                live.map(data -> "This replaces " + described(data, database) + ".")
                        .orElseGet(() -> "This fills the database on " + stack.place() + ".");
        confirmation.require(invocation.console(), guard, what + " " + means, word);
        live.filter(this::isGuarded).ifPresent(_ -> invocation.project().confirm(stack.place()));
        isNamed = true;
    }

    /**
     * The same where the data stays and is only brought up to date.
     *
     * @throws DataException with {@link ErrorCode#CONFIRMATION_NEEDED} unless its name was typed
     */
    void confirmMigrations(DatabaseEndpoint database) {
        if (stack.mode() != Mode.EXTERNAL) {
            return;
        }
        var live =
                LiveData.read(invocation.application(settings), database)
                        .filter(data -> !(data.state() instanceof DatabaseState.Foreign))
                        .filter(data -> !data.migrated());
        if (live.isEmpty()) {
            return;
        }
        var what = "migrating %s where it is".formatted(described(live.get(), database));
        var guard = guard(live.get(), database).or(this::production);
        guard.ifPresent(name ->
                confirmation.requireName(
                        invocation.console(), name, "This is " + what + "; there is no undo."));
        invocation.console().remark(what);
        live.filter(this::isGuarded).ifPresent(_ -> invocation.project().confirm(stack.place()));
        isNamed = true;
    }

    /**
     * Where migrations turn up that were not seen before.
     *
     * @throws DataException with {@link ErrorCode#CONFIRMATION_NEEDED}
     */
    void requireNamed() {
        if (!isNamed) {
            stack.attachDatabase().ifPresent(this::confirmMigrations);
        }
    }

    /** What a project has brought is its own from then on, even if it is no application's. */
    void remember() {
        if (stack.mode() == Mode.EXTERNAL) {
            invocation.project().confirm(stack.place());
        }
    }

    private Optional<Guard> production() {
        return Guard.ofProduction(stack);
    }

    private boolean isGuarded(LiveData data) {
        return stack.mode() == Mode.EXTERNAL && !data.isFilledByThisTool();
    }

    private Optional<Guard> guard(LiveData data, DatabaseEndpoint database) {
        if (!isGuarded(data) || invocation.project().isConfirmed(stack.place())) {
            return Optional.empty();
        }
        var host = stack.guardedHost().orElse(database.host());
        return Optional.of(
                new Guard(
                        host + "/" + data.schema(),
                        "addons-data did not fill the database %s on %s:%d%s"
                                .formatted(
                                        data.schema(),
                                        database.host(),
                                        database.port(),
                                        addressOrigin().map(from -> ", " + from).orElse(""))));
    }

    /** What somebody else made is never dropped by the command that replaces it. */
    private void requireUndo(LiveData data, DatabaseEndpoint database) {
        if (isGuarded(data) && settings.flag(Setting.WITHOUT_UNDO)) {
            throw DataException.of(
                            ErrorCode.CONFIRMATION_NEEDED,
                            "WITHOUT_UNDO would drop data that addons-data did not make: "
                                    + described(data, database))
                    .withHint(
                            "nothing was changed; leave WITHOUT_UNDO out, or drop the database yourself first");
        }
    }

    /** The same for what an earlier command has set aside. */
    private void requireNothingFoundToForget(DatabaseEndpoint database) {
        if (stack.mode() != Mode.EXTERNAL || !settings.flag(Setting.WITHOUT_UNDO)) {
            return;
        }
        for (var kept : kept(database)) {
            if (!kept.isFilledByThisTool()) {
                throw DataException.of(
                                ErrorCode.CONFIRMATION_NEEDED,
                                "WITHOUT_UNDO would drop the generation %s, which undo keeps and addons-data did not fill"
                                        .formatted(kept.id()))
                        .withHint(
                                "nothing was changed; leave WITHOUT_UNDO out, or drop it first with 'addons-data undo --forget %s'"
                                        .formatted(kept.id()));
            }
        }
    }

    private List<Generation> kept(DatabaseEndpoint database) {
        var application = invocation.application(settings);
        return new Generations(database.connections(), application, FaultPoints.NONE).kept();
    }

    /**
     * Asks whether a generation that undo keeps is to be dropped for good. With servers of somebody
     * else host, schema and id must be typed.
     *
     * @throws DataException with {@link ErrorCode#CONFIRMATION_NEEDED} unless confirmed
     */
    void confirmForgetting(DatabaseEndpoint database, String id) {
        var schema = invocation.application(settings).databaseName();
        var host = stack.guardedHost().orElse(database.host());
        var question =
                "This drops the generation %s of %s on %s:%d for good."
                        .formatted(id, schema, database.host(), database.port());
        var guard =
                stack.mode() == Mode.EXTERNAL
                        ? Optional.of(
                                new Guard(
                                        "%s/%s/%s".formatted(host, schema, id),
                                        "what undo keeps is dropped by its name only"))
                        : Optional.<Guard>empty();
        confirmation.require(invocation.console(), guard, question, id);
    }

    private String described(LiveData data, DatabaseEndpoint database) {
        return "%s on %s:%d%s: %s"
                .formatted(
                        data.schema(),
                        database.host(),
                        database.port(),
                        place(),
                        String.join(", ", content(data)));
    }

    private String place() {
        var parts = new ArrayList<String>();
        if (stack.mode() != Mode.EXTERNAL) {
            parts.add(stack.place());
        }
        addressOrigin().ifPresent(parts::add);
        return parts.isEmpty() ? "" : " (" + String.join(", ", parts) + ")";
    }

    /** Where the address came from, unless nobody gave any. */
    private Optional<String> addressOrigin() {
        var setting = stack.mode() == Mode.EXTERNAL ? Setting.DATABASE_URL : Setting.DATA_VOLUME;
        return settings.isChosen(setting)
                ? Optional.of("%s: %s".formatted(setting, SettingLines.origin(settings, setting)))
                : Optional.empty();
    }

    private static List<String> content(LiveData data) {
        var parts = new ArrayList<String>();
        parts.add(
                switch (data.state()) {
                    case DatabaseState.Ours(_) -> "data of addons-server";
                    case DatabaseState.Unrecorded() ->
                            "data of addons-server that addons-data did not make";
                    case DatabaseState.Foreign(var tables) ->
                            "data of something else (%s)".formatted(String.join(", ", tables));
                    case DatabaseState.Missing(), DatabaseState.Empty() -> "nothing";
                });
        parts.add(tables(data.summary()));
        parts.add(since(data));
        return parts.stream().filter(part -> !part.isEmpty()).toList();
    }

    private static String tables(SchemaSummary summary) {
        return "%s %s, %s%s rows"
                .formatted(
                        Text.count(summary.tables()),
                        summary.tables() == 1 ? "table" : "tables",
                        summary.exact() ? "" : "about ",
                        Text.count(summary.rows()));
    }

    private static String since(LiveData data) {
        if (data.state() instanceof DatabaseState.Ours(var generation)) {
            return "%s at %s"
                    .formatted(generation.origin().text(), Moments.local(generation.created()));
        }
        var oldest = data.summary().oldest();
        return oldest == null ? "" : "the oldest table made at " + Moments.local(oldest);
    }
}
