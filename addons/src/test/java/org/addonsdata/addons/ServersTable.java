package org.addonsdata.addons;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.addonsdata.testing.TestServer;

/**
 * What a run on several servers found, as a table of Markdown: written to {@code
 * target/servers/table-<name>.md}, and compared with the table of that name in {@code
 * docs/servers.md}, which stands between {@code <!-- table: name -->} and {@code <!-- end -->}. The
 * documents may tell of servers that this run did not have, and a run may have others.
 */
final class ServersTable {
    /** One fact. */
    record Cell(String row, String column, String text) {}

    private ServersTable() {}

    /** Product, major and minor version: what the documents call a server. */
    static String nameOf(TestServer server) {
        return server.version().replaceFirst("\\.\\d+$", "")
                + (server.isEmbedded() ? ", embedded" : "");
    }

    /** Writes the cells as a table and fails where the documents tell another story. */
    static void check(String name, String corner, List<Cell> cells) {
        var checkout = Path.of(System.getProperty("addonsdata.checkout"));
        try {
            var target = checkout.resolve("target/servers/table-" + name + ".md");
            Files.createDirectories(target.getParent());
            Files.writeString(target, markdown(corner, cells));
            var told = parse(section(Files.readString(checkout.resolve("docs/servers.md")), name));
            var known = cells.stream().filter(cell -> tells(told, cell)).toList();
            assertThat(known).as("cells that docs/servers.md knows").isNotEmpty();
            assertThat(told).as("the table in docs/servers.md").containsAll(known);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean tells(List<Cell> told, Cell cell) {
        return told.stream().anyMatch(other -> other.row().equals(cell.row()))
                && told.stream().anyMatch(other -> other.column().equals(cell.column()));
    }

    private static String markdown(String corner, List<Cell> cells) {
        var columns = new LinkedHashSet<String>();
        var rows = new LinkedHashMap<String, Map<String, String>>();
        for (var cell : cells) {
            columns.add(cell.column());
            rows.computeIfAbsent(cell.row(), _ -> new LinkedHashMap<>())
                    .put(cell.column(), cell.text());
        }
        var lines = new ArrayList<String>();
        lines.add(line(corner, columns.stream()));
        lines.add("|---".repeat(columns.size() + 1) + "|");
        rows.forEach((row, texts) ->
                lines.add(
                        line(
                                row,
                                columns.stream()
                                        .map(column -> texts.getOrDefault(column, "not run")))));
        return String.join("\n", lines) + "\n";
    }

    private static String line(String first, Stream<String> others) {
        var parts = Stream.concat(Stream.of(first), others).toList();
        return "| " + String.join(" | ", parts) + " |";
    }

    private static String section(String document, String name) {
        var begin = "<!-- table: " + name + " -->";
        int from = document.indexOf(begin);
        assertThat(from).as(begin + " in docs/servers.md").isNotNegative();
        return document.substring(from + begin.length(), document.indexOf("<!-- end -->", from));
    }

    private static List<Cell> parse(String table) {
        var lines = table.strip().lines().map(ServersTable::parts).toList();
        var cells = new ArrayList<Cell>();
        for (var line : lines.subList(2, lines.size())) {
            for (int i = 1; i < line.size(); i++) {
                cells.add(new Cell(line.getFirst(), lines.getFirst().get(i), line.get(i)));
            }
        }
        return cells;
    }

    private static List<String> parts(String line) {
        var inner = line.strip();
        return Stream.of(inner.substring(1, inner.length() - 1).split("\\|"))
                .map(String::strip)
                .toList();
    }
}
