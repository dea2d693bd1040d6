package org.addonsdata.bench.measure;

import java.util.List;
import java.util.Locale;

/**
 * Bars in groups as an SVG: plain shapes and text, no scripts, nothing fetched, and colours for a
 * light and a dark page. The longest bar of each group is as long as the chart is wide.
 *
 * @param title for those who cannot see it
 */
public record BarChart(String title, List<Group> groups) {
    private static final int WIDTH = 860;
    private static final int LABEL = 300;
    private static final int VALUE = 190;
    private static final int BAR = 16;
    private static final int STEP = 22;
    private static final int HEAD = 34;
    private static final int MARGIN = 12;

    /**
     * Bars on one scale.
     *
     * @param title above them
     */
    public record Group(String title, List<Bar> bars) {}

    /**
     * One bar.
     *
     * @param label at its left
     * @param value its length
     * @param text at its right
     * @param isEmphasised whether it has the colour that catches the eye
     */
    public record Bar(String label, double value, String text, boolean isEmphasised) {}

    /** The whole file. */
    public String toSvg() {
        var body = new StringBuilder();
        int y = MARGIN;
        for (var group : groups) {
            y += HEAD;
            body.append(text("head", MARGIN, y - 12, "start", group.title()));
            var longest = group.bars().stream().mapToDouble(Bar::value).max().orElse(0);
            for (var bar : group.bars()) {
                body.append(bar(bar, y, longest));
                y += STEP;
            }
        }
        return head(y + MARGIN) + body + "</svg>\n";
    }

    private String head(int height) {
        return """
        <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d" role="img" aria-label="%3$s">
        <style>
        text { font: 13px system-ui, sans-serif; fill: #24292f }
        .head { font-weight: 600 }
        .ours { fill: #0969da }
        .other { fill: #8c959f }
        @media (prefers-color-scheme: dark) {
          text { fill: #e6edf3 }
          .ours { fill: #4493f8 }
          .other { fill: #656c76 }
        }
        </style>
        """
                .formatted(WIDTH, height, escaped(title));
    }

    private static String bar(Bar bar, int y, double longest) {
        var most = WIDTH - LABEL - VALUE - MARGIN;
        var length = longest <= 0 ? 0 : bar.value() / longest * most;
        var shape =
                String.format(
                        Locale.ROOT,
                        "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\"/>%n",
                        bar.isEmphasised() ? "ours" : "other",
                        LABEL,
                        y,
                        Math.max(1, length),
                        BAR);
        return text("label", LABEL - 8, y + 13, "end", bar.label())
                + shape
                + text(
                        "value",
                        (int) (LABEL + Math.max(1, length)) + 8,
                        y + 13,
                        "start",
                        bar.text());
    }

    private static String text(String style, int x, int y, String anchor, String text) {
        return "<text class=\"%s\" x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>%n"
                .formatted(style, x, y, anchor, escaped(text));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
