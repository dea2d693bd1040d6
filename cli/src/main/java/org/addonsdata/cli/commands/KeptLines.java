package org.addonsdata.cli.commands;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.addonsdata.cli.console.Text;
import org.addonsdata.lifecycle.usecase.KeptGenerations.Kept;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What undo can put back, for people and for programs. */
final class KeptLines {
    private KeptLines() {}

    static List<String> of(List<Kept> kept) {
        if (kept.isEmpty()) {
            return List.of("there is nothing to undo: nothing was replaced");
        }
        var lines = new ArrayList<String>();
        for (var one : kept) {
            lines.add(line(one, lines.isEmpty()));
        }
        return lines;
    }

    private static String line(Kept kept, boolean isNext) {
        var generation = kept.generation();
        return "%s  %s at %s, replaced %s; %d tables, %s%s rows, %s, %s%s"
                .formatted(
                        generation.id(),
                        generation.origin().text(),
                        Moments.local(generation.created()),
                        replaced(generation.replaced()),
                        kept.tables(),
                        kept.isExact() ? "" : "about ",
                        Text.count(kept.rows()),
                        Text.bytes(kept.bytes()),
                        kept.isIndexed() ? "with its index" : "its index is to be built",
                        isNext ? "; the next undo puts it back" : "");
    }

    private static String replaced(@Nullable Instant moment) {
        return moment == null ? "at an unknown time" : Moments.age(moment) + " ago";
    }

    static ObjectNode json(List<Kept> kept) {
        var json = JsonMapper.shared().createObjectNode();
        var list = json.putArray("kept");
        for (var one : kept) {
            var generation = one.generation();
            var entry =
                    list.addObject()
                            .put("generation", generation.id())
                            .put("origin", generation.origin().text())
                            .put("created", generation.created().toString());
            if (generation.replaced() != null) {
                entry.put("replaced", generation.replaced().toString());
            }
            entry.put("tables", one.tables())
                    .put("rows", one.rows())
                    .put("rowsExact", one.isExact())
                    .put("bytes", one.bytes())
                    .put("index", one.isIndexed());
        }
        return json;
    }
}
