package org.addonsdata.cli.console;

import java.util.regex.Pattern;

/**
 * What the stream that progress goes to can show.
 *
 * @param columns of the terminal; 0 where there is none
 */
public record Style(int columns, boolean colour, boolean unicode) {
    private static final int GREEN = 32;
    private static final int RED = 31;
    private static final int YELLOW = 33;
    private static final int CYAN = 36;
    private static final int GREY = 90;
    private static final Pattern OWN = Pattern.compile("\033\\[(?:0|2|3[1236]|90)m");

    public boolean terminal() {
        return columns > 0;
    }

    /** The same for lines that stay where they are. */
    Style withoutTerminal() {
        return new Style(0, colour, unicode);
    }

    public String done() {
        return mark("✔", "ok", GREEN);
    }

    String skipped() {
        return mark("·", "--", GREY);
    }

    /** For what is worth knowing. */
    public String noted() {
        return mark("!", "--", YELLOW);
    }

    public String failed() {
        return mark("✘", "!!", RED);
    }

    String running() {
        return mark("…", "..", CYAN);
    }

    /** How many columns each sign takes, with the blank after it. */
    public int signColumns() {
        return unicode ? 2 : 3;
    }

    String red(String text) {
        return coloured(RED, text);
    }

    String dim(String text) {
        return coloured(2, text);
    }

    /** A text as it may be shown: printable but for the colours of this class. */
    String shown(String text) {
        if (!colour) {
            return Text.printable(text);
        }
        var shown = new StringBuilder();
        int end = 0;
        for (var own = OWN.matcher(text); own.find(); end = own.end()) {
            shown.append(Text.printable(text.substring(end, own.start()))).append(own.group());
        }
        return shown.append(Text.printable(text.substring(end))).toString();
    }

    private String mark(String sign, String plain, int code) {
        return coloured(code, unicode ? sign : plain) + " ";
    }

    private String coloured(int code, String text) {
        return colour ? "\033[" + code + "m" + text + "\033[0m" : text;
    }
}
