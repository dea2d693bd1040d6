package org.addonsdata.cli.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.addonsdata.cli.console.Text;
import org.addonsdata.lifecycle.application.SearchQueries.Found;
import org.addonsdata.lifecycle.usecase.Search;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a search found, for people and for scripts. */
final class SearchLines {
    private SearchLines() {}

    /** One line a hit; explained, three. */
    static List<String> of(Search.Result result, boolean explain) {
        if (result.hits().isEmpty()) {
            return List.of("nothing found in " + result.index());
        }
        var names = width(result, hit -> Text.columns(hit.found().name()));
        var slugs = width(result, hit -> Text.columns(hit.found().slug()));
        var lines = new ArrayList<String>();
        for (var hit : result.hits()) {
            lines.add(line(hit, names, slugs));
            if (explain) {
                lines.addAll(explained(hit));
            }
        }
        lines.add(
                "%s%,d found in %s, %,d shown"
                        .formatted(
                                result.exact() ? "" : "at least ",
                                result.total(),
                                result.index(),
                                result.hits().size()));
        return lines;
    }

    private static int width(Search.Result result, ToIntFunction<Search.Hit> width) {
        return result.hits().stream().mapToInt(width).max().orElse(0);
    }

    private static String line(Search.Hit hit, int names, int slugs) {
        var found = hit.found();
        return "%3d  %11s  %s  %s  %-10s  %s users"
                .formatted(
                        hit.rank(),
                        number(hit.score()),
                        Text.padded(found.name(), names),
                        Text.padded(found.slug(), slugs),
                        found.type(),
                        Text.count(found.users()));
    }

    private static List<String> explained(Search.Hit hit) {
        var lines = new ArrayList<String>();
        if (!hit.parts().isEmpty()) {
            lines.add(
                    " ".repeat(18)
                            + hit.parts().stream()
                                    .map(part -> part.clause() + " " + number(part.score()))
                                    .collect(Collectors.joining(" + ")));
        }
        lines.add(
                " ".repeat(18)
                        + hit.found().factors().stream()
                                .map(factor ->
                                        "× " + number(factor.value()) + " " + factor.reason())
                                .collect(Collectors.joining(" ")));
        return lines;
    }

    private static String number(double value) {
        return value == Math.rint(value) && value < 100
                ? Long.toString((long) value)
                : String.format(Locale.ROOT, "%,.2f", value);
    }

    static ObjectNode json(Search.Result result, boolean explain) {
        var json =
                JsonMapper.shared()
                        .createObjectNode()
                        .put("index", result.index())
                        .put("total", result.total())
                        .put("totalIsExact", result.exact());
        var hits = json.putArray("hits");
        for (var hit : result.hits()) {
            var body = hits.addObject().put("rank", hit.rank()).put("score", hit.score());
            body.put("id", hit.id());
            put(body, hit.found());
            if (explain) {
                var explanation = body.putObject("explanation");
                var clauses = explanation.putObject("clauses");
                hit.parts().forEach(part -> clauses.put(part.clause(), part.score()));
                var factors = explanation.putObject("factors");
                hit.found()
                        .factors()
                        .forEach(factor -> factors.put(factor.reason(), factor.value()));
            }
        }
        return json;
    }

    private static void put(ObjectNode body, Found found) {
        body.put("name", found.name())
                .put("slug", found.slug())
                .put("type", found.type())
                .put("users", found.users());
    }
}
