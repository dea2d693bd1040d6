package org.addonsdata.cli.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the pages show is what happens: every command block is run, page by page and in its order,
 * on a machine and a checkout of the page's own, and what it prints is compared in shape. What
 * cannot be run says so in the page, and is reported by name.
 */
@Tag("slow")
class DocumentationIT {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final List<String> RUN = List.of("sh", "console");

    static Stream<Path> pages() throws IOException {
        var root = Distribution.checkout();
        try (var documents = Files.walk(root.resolve("docs"))) {
            var pages = documents.filter(file -> file.toString().endsWith(".md")).sorted().toList();
            return Stream.concat(
                            Stream.of(root.resolve("README.md"), root.resolve("CONTRIBUTING.md")),
                            pages.stream())
                    .filter(page -> !blocks(page).isEmpty());
        }
    }

    private static List<DocumentBlock> blocks(Path page) {
        return DocumentBlock.of(Distribution.checkout(), page).stream()
                .filter(block -> RUN.contains(block.language()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void whatThePageShowsIsWhatHappens(Path page, TestReporter reporter) {
        try (var machine = Machine.used()) {
            var checkout = Checkout.of(machine);
            machine.set("PATH", checkout.directory().resolve("bin") + ":" + System.getenv("PATH"))
                    .set("MANPAGER", "cat");
            var softly = new SoftAssertions();
            for (var block : blocks(page)) {
                if (!block.marker().isEmpty()) {
                    reporter.publishEntry(block.name(), block.marker());
                }
                if (!block.isNotRun()) {
                    run(block, checkout, softly);
                }
            }
            checkout.make("down").succeeds();
            softly.assertAll();
        }
    }

    private static void run(DocumentBlock block, Checkout checkout, SoftAssertions softly) {
        if (!block.before().isEmpty()) {
            checkout.machine()
                    .runCommand(checkout.directory(), "bash", "-ec", block.before())
                    .succeeds();
        }
        for (var command : block.commands()) {
            var text = command.text().replace("/mnt/", checkout.machine().directory() + "/mnt/");
            var result =
                    checkout.machine()
                            .runCommand(
                                    checkout.directory(), "bash", "-ec", "{ " + text + "\n} 2>&1");
            softly.assertThat(result.status() != 0)
                    .as("%s: %s: %s", block.name(), command.text(), result)
                    .isEqualTo(block.fails());
            if (block.language().equals("console")) {
                softly.assertThat(OutputShape.of(result.out().lines().toList()))
                        .as("%s: %s\n%s", block.name(), command.text(), result.out())
                        .isEqualTo(OutputShape.of(command.expected()));
            }
            if (block.hasAlternatives()) {
                checkout.make("down").succeeds();
            }
        }
    }

    /** Every page is found by following links from the README, and no link leads nowhere. */
    @Test
    void theReadmeLeadsToEveryPage() throws IOException {
        var root = Distribution.checkout();
        var found = new LinkedHashSet<Path>();
        var next = new ArrayDeque<>(List.of(root.resolve("README.md")));
        while (!next.isEmpty()) {
            var page = next.remove();
            if (found.add(page)) {
                for (var link : links(page)) {
                    require(link, page);
                    if (link.target().toString().endsWith(".md")) {
                        next.add(link.target());
                    }
                }
            }
        }
        try (var documents = Files.walk(root.resolve("docs"))) {
            assertThat(documents.filter(file -> file.toString().endsWith(".md"))).isSubsetOf(found);
        }
    }

    /** A link to something of ours. */
    private record Link(Path target, String anchor) {}

    private static List<Link> links(Path page) throws IOException {
        return LINK.matcher(Files.readString(page))
                .results()
                .map(match -> match.group(1))
                .filter(link -> !link.contains("://"))
                .map(link -> link.split("#", 2))
                .map(parts ->
                        new Link(
                                parts[0].isEmpty()
                                        ? page
                                        : page.resolveSibling(parts[0]).normalize(),
                                parts.length == 2 ? parts[1] : ""))
                .toList();
    }

    private static void require(Link link, Path page) {
        assertThat(link.target()).as("linked from " + page).exists();
        if (!link.anchor().isEmpty()) {
            assertThat(headings(link.target())).as("linked from " + page).contains(link.anchor());
        }
    }

    /** As the pages' viewers make anchors of them. */
    private static List<String> headings(Path page) {
        try (var lines = Files.lines(page)) {
            return lines.filter(line -> line.startsWith("#"))
                    .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
                    .map(line -> line.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everySettingThatAPageShowsIsUnderstood() throws IOException {
        try (var machine = Machine.used()) {
            for (var page : pages().toList()) {
                for (var block : DocumentBlock.of(Distribution.checkout(), page)) {
                    if (block.language().equals("yaml")) {
                        Files.write(machine.home().resolve("addons-data.yaml"), block.lines());
                        assertThat(machine.run("config", "show").succeeds().out())
                                .as(block.name())
                                .contains("addons-data.yaml");
                    }
                }
            }
        }
    }

    @Test
    void noBlockGoesUnnoticed() throws IOException {
        var root = Distribution.checkout();
        try (var documents = Files.walk(root.resolve("docs"))) {
            var pages =
                    Stream.concat(
                            Stream.of(root.resolve("README.md")),
                            documents.filter(file -> file.toString().endsWith(".md")));
            assertThat(pages.flatMap(page -> DocumentBlock.of(root, page).stream()))
                    .filteredOn(
                            block -> block.lines().stream().anyMatch(line -> line.startsWith("$ ")))
                    .allSatisfy(block ->
                            assertThat(block.language()).as(block.name()).isEqualTo("console"));
        }
    }
}
