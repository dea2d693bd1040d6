package org.addonsdata.addons.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.addonsdata.addons.AddonsApplication;
import org.addonsdata.addons.seed.SeedPopulation;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.lifecycle.application.Population.SeedOptions;
import org.addonsdata.lifecycle.application.SearchQueries.Factor;
import org.addonsdata.lifecycle.application.SearchQueries.Found;
import org.addonsdata.lifecycle.application.SearchQueries.Wanted;
import org.addonsdata.lifecycle.index.GenerationIndex;
import org.addonsdata.lifecycle.index.IndexCondition;
import org.addonsdata.lifecycle.usecase.Search;
import org.addonsdata.services.SearchEndpoint;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * What people find among the default seed, on every family of servers: seed, documents, analyzers
 * and ranking together.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SeedSearchContract {
    private static final String GENERATION = "seed-search";
    private static final int ADDONS = 98;

    private final AddonsApplication application = new AddonsApplication();
    private Catalogue catalogue;
    private SearchEndpoint endpoint;
    private GenerationIndex index;

    /** Any node of the family. */
    abstract URI node();

    @BeforeAll
    void seedAndIndex() {
        catalogue = Catalogue.empty();
        var seed = new SeedPopulation();
        var task = Progress.silent().start("seed", Progress.Unit.ROWS);
        seed.loadInitialData(catalogue.connections(), catalogue.schema(), task);
        seed.seed(catalogue.connections(), catalogue.schema(), SeedOptions.DEFAULT, task);
        endpoint = new SearchEndpoint(List.of(node()));
        index = new GenerationIndex(application, catalogue.connections(), endpoint);
        var built = index.build(catalogue.schema(), GENERATION, task, new Cancellation());
        index.publish(built, catalogue.schema(), new Cancellation());
    }

    @AfterAll
    void delete() {
        index.discard(GENERATION);
        catalogue.close();
    }

    @Test
    void everyAddonHasItsDocument() {
        assertThat(index.condition(catalogue.schema(), GENERATION))
                .isInstanceOfSatisfying(
                        IndexCondition.Faithful.class,
                        faithful -> assertThat(faithful.documents()).isEqualTo(ADDONS));
        var report =
                index.check(
                        catalogue.schema(),
                        Progress.silent().start("check", Progress.Unit.DOCUMENTS),
                        new Cancellation());
        assertThat(report.isTrue()).as(report.toString()).isTrue();
    }

    /** The first hits, in their order; none where there must not be any. */
    @ParameterizedTest(name = "{0}: {1} app={2} lang={3} type={4}")
    @CsvFileSource(resources = "searches.csv", delimiter = '|', numLinesToSkip = 1)
    void searchesFindFirst(
            String reason,
            String words,
            String application,
            String language,
            String type,
            String first) {
        var slugs =
                slugs(
                        new Wanted(
                                words == null ? "" : words,
                                Optional.ofNullable(application),
                                Optional.ofNullable(language),
                                Optional.ofNullable(type)));
        var expected = first == null ? List.<String>of() : List.of(first.split(" "));

        assertThat(slugs.stream().limit(Math.max(1, expected.size())).toList())
                .as("%s: %s", reason, slugs)
                .isEqualTo(expected);
    }

    private List<String> slugs(Wanted wanted) {
        return search(wanted, false).hits().stream().map(hit -> hit.found().slug()).toList();
    }

    @Test
    void whatAHitIsExplainedByMakesItsScore() {
        for (var words : List.of("tab manager", "ghostrey", "block", "")) {
            for (var hit : search(wanted(words, "fr"), true).hits()) {
                var text =
                        words.isEmpty()
                                ? 1
                                : hit.parts().stream().mapToDouble(Search.Part::score).sum();
                var product =
                        hit.found().factors().stream()
                                .mapToDouble(Factor::value)
                                .reduce(text, (one, other) -> one * other);
                assertThat(product).isCloseTo(hit.score(), within(hit.score() / 10_000));
            }
        }
    }

    @Test
    void aHitTellsWhatWasFound() {
        var result = search(wanted("Page Translate", "fr"), true);
        var hit = result.hits().getFirst();

        assertThat(result.index()).startsWith("addons-");
        assertThat(hit.rank()).isEqualTo(1);
        assertThat(hit.found())
                .extracting(Found::name, Found::slug, Found::type, Found::users)
                .containsExactly("Traducteur de page", "page-translate", "extension", 66402L);
        assertThat(hit.parts())
                .extracting(Search.Part::clause)
                .contains("exact name", "whole name", "phrase in the name", "words of the name");
        assertThat(hit.found().factors())
                .extracting(Factor::reason)
                .containsExactly("daily users", "not experimental", "recommended or by Firefox");
    }

    @Test
    void anUnknownTypeIsRefusedBeforeAnythingIsSent() {
        var nowhere = new SearchEndpoint(List.of(URI.create("http://127.0.0.1:1")));
        var wanted =
                new Wanted("tab", Optional.empty(), Optional.empty(), Optional.of("extensions"));

        assertThatThrownBy(() ->
                        Search.run(application, nowhere, new Search.Options(wanted, 10, false)))
                .isInstanceOf(DataException.class)
                .hasMessage("there is no type of add-on called 'extensions'");
    }

    private static Wanted wanted(String words, String language) {
        return new Wanted(words, Optional.empty(), Optional.of(language), Optional.empty());
    }

    private Search.Result search(Wanted wanted, boolean explain) {
        return Search.run(application, endpoint, new Search.Options(wanted, 10, explain));
    }
}
