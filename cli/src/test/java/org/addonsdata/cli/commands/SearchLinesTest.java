package org.addonsdata.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.addonsdata.lifecycle.application.SearchQueries.Factor;
import org.addonsdata.lifecycle.application.SearchQueries.Found;
import org.addonsdata.lifecycle.usecase.Search;
import org.junit.jupiter.api.Test;

class SearchLinesTest {
    private static final Search.Result RESULT =
            new Search.Result(
                    "addons-20260101000000",
                    12,
                    true,
                    List.of(
                            new Search.Hit(
                                    1,
                                    1673.071,
                                    "7",
                                    new Found(
                                            "Tab Stacker",
                                            "tab-stacker",
                                            "extension",
                                            48210,
                                            List.of(
                                                    new Factor("daily users", 4.6832),
                                                    new Factor("not experimental", 4))),
                                    List.of(
                                            new Search.Part("exact name", 300.5),
                                            new Search.Part("beginning of a word", 3))),
                            new Search.Hit(
                                    2,
                                    0.5,
                                    "8",
                                    new Found("タブ\033[2J", "tabu", "theme", 3, List.of()),
                                    List.of())));

    @Test
    void eachHitIsALineWithItsColumnsBelowEachOther() {
        assertThat(SearchLines.of(RESULT, false))
                .containsExactly(
                        "  1     1,673.07  Tab Stacker    tab-stacker  extension   48,210 users",
                        "  2         0.50  タブ\\u001b[2J  tabu         theme       3 users",
                        "12 found in addons-20260101000000, 2 shown");
    }

    @Test
    void anExplainedHitSaysWhatItsScoreIsMadeOf() {
        assertThat(SearchLines.of(RESULT, true))
                .contains(
                        "                  exact name 300.50 + beginning of a word 3",
                        "                  × 4.68 daily users × 4 not experimental");
    }

    @Test
    void nothingFoundIsSaid() {
        var nothing = new Search.Result("addons-1", 0, true, List.of());

        assertThat(SearchLines.of(nothing, true)).containsExactly("nothing found in addons-1");
        assertThat(SearchLines.json(nothing, true).toString())
                .isEqualTo(
                        "{\"index\":\"addons-1\",\"total\":0,\"totalIsExact\":true,\"hits\":[]}");
    }

    @Test
    void scriptsGetNumbersAndTheExplanationOnlyWhenAsked() {
        var plain = SearchLines.json(RESULT, false);
        var explained = SearchLines.json(RESULT, true);

        assertThat(plain.at("/hits/0/users").isNumber()).isTrue();
        assertThat(plain.at("/hits/0").has("explanation")).isFalse();
        assertThat(explained.at("/hits/0/explanation/clauses/exact name").asDouble())
                .isEqualTo(300.5);
        assertThat(explained.at("/hits/0/explanation/factors/not experimental").asDouble())
                .isEqualTo(4);
    }
}
