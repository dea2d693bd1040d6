package org.addonsdata.cli.manual;

import java.util.List;
import java.util.stream.Collectors;

/** Text in roff's man macros, as groff's man(7) describes them. */
final class Roff {
    private final StringBuilder text = new StringBuilder();

    Roff(String title, String version) {
        text.append(
                ".TH \"%s\" 1 \"\" \"%s\" \"User Commands\"\n"
                        .formatted(title.toUpperCase(java.util.Locale.ROOT), version));
        text.append(".nh\n.ad l\n");
    }

    Roff section(String name) {
        text.append(".SH ").append(name).append('\n');
        return this;
    }

    /** A line that is roff already. */
    void line(String roff) {
        text.append(roff).append('\n');
    }

    void paragraph(String words) {
        text.append(".PP\n").append(escaped(words)).append('\n');
    }

    void bold(String words, String rest) {
        text.append("\\fB%s\\fR%s\n".formatted(escaped(words), escaped(rest)));
    }

    /** A word on a line of its own and, indented, what it means. */
    void entry(String word, String meaning) {
        text.append(".TP\n\\fB%s\\fR\n%s\n".formatted(escaped(word), escaped(meaning)));
    }

    void references(List<String> titles) {
        text.append(
                        titles.stream()
                                .map(title -> "\\fB" + escaped(title) + "\\fR(1)")
                                .collect(Collectors.joining(",\n")))
                .append('\n');
    }

    /** A line must not begin with a control character, and a hyphen that is typed is a minus. */
    static String escaped(String words) {
        var roff =
                words.replace("\\", "\\e")
                        .replace("-", "\\-")
                        .replace("`", "\\(ga")
                        .replace("'", "\\(aq");
        return roff.startsWith(".") ? "\\&" + roff : roff;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
