package org.addonsdata.cli.commands;

import java.util.List;
import java.util.Optional;
import org.addonsdata.cli.manual.Manual;
import org.addonsdata.cli.manual.Manual.Example;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.errors.ExitStatus;
import org.addonsdata.lifecycle.application.SearchQueries.Wanted;
import org.addonsdata.lifecycle.usecase.Search;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "search",
        mixinStandardHelpOptions = true,
        description = "Searches the index as the site does: public add-ons, the best first.")
@Manual(
        details = {"Without words everything public is found, the most used first."},
        changes = "Nothing.",
        ends = {ExitStatus.NOT_READY},
        examples = {
            @Example(line = "addons-data search tab manager", does = "finds what the site would"),
            @Example(
                    line = "addons-data search onglet --app android --lang fr --explain",
                    does = "looks in French texts too, and explains the scores")
        })
final class SearchCommand extends DataCommand {
    private static final int MOST_HITS = 1000;

    @Mixin private final ServerOptions servers = new ServerOptions();

    @Parameters(paramLabel = "WORDS", arity = "0..*", description = "What to look for.")
    private @Nullable List<String> words;

    @Option(names = "--app", paramLabel = "firefox|android", description = "Only what works in it.")
    private @Nullable String application;

    @Option(
            names = "--lang",
            paramLabel = "LOCALE",
            description = "Look in its texts as well, such as fr or pt-BR.")
    private @Nullable String language;

    @Option(
            names = "--type",
            paramLabel = "extension|dictionary|language|theme",
            description = "Only of this type.")
    private @Nullable String type;

    @Option(names = "--explain", description = "Tell what each score is made of.")
    private boolean explain;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "How many at most (10).",
            defaultValue = "10")
    private int limit = 10;

    SearchCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    ExitStatus run() {
        var options = new Search.Options(wanted(), checkedLimit(), explain);
        var settings = settings(servers.flags());
        var application = invocation().application(settings);
        try (var running = Stacks.attached(Stacks.of(invocation(), settings))) {
            show(Search.run(application, running.search(), options));
        }
        return ExitStatus.DONE;
    }

    private Wanted wanted() {
        return new Wanted(
                words == null ? "" : String.join(" ", words),
                given(application),
                given(language),
                given(type));
    }

    private static Optional<String> given(@Nullable String text) {
        return Optional.ofNullable(text).filter(value -> !value.isBlank());
    }

    private int checkedLimit() {
        if (limit < 1 || limit > MOST_HITS) {
            throw DataException.of(
                            ErrorCode.USAGE,
                            "--limit is " + limit + ", which is not a number from 1 to 1000")
                    .withHint("leave it out for 10");
        }
        return limit;
    }

    private void show(Search.Result result) {
        if (console().isJson()) {
            console().result(SearchLines.json(result, explain));
        } else {
            SearchLines.of(result, explain).forEach(console()::line);
        }
    }
}
