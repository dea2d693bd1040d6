package org.addonsdata.cli.doctor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.addonsdata.cli.settings.Secrets;
import org.addonsdata.services.external.DatabaseUrl;

/** Takes out of a server's log what a stranger is not to read: passwords, data, the user's name. */
final class Scrubber {
    private static final String MASK = Secrets.MASK;

    /** What servers quote of rows and documents. */
    private static final Pattern QUOTED_DATA =
            Pattern.compile(
                    "(?i)((?:duplicate entry|value|preview of field's value)s?:? )'[^\\n]*'");

    /** Anything quoted that is no name, path or number. */
    private static final Pattern QUOTED = Pattern.compile("(?<![A-Za-z])'([^'\\n]*)'");

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_./:@%-]{0,80}");
    private static final Pattern EMAIL = Pattern.compile("[\\w.+-]+@[\\w-]+(\\.[\\w-]+)+");
    private static final int LEAST_SECRET_CHARACTERS = 4;

    private final List<String> secrets;
    private final String home;

    /**
     * @param secrets passwords, as they are
     * @param home of the user, which bears a name; empty for none
     */
    Scrubber(List<String> secrets, String home) {
        this.secrets =
                secrets.stream()
                        .filter(each -> each.length() >= LEAST_SECRET_CHARACTERS)
                        .flatMap(each -> Stream.of(each, DatabaseUrl.encoded(each)))
                        .distinct()
                        .sorted(Comparator.comparingInt(String::length).reversed())
                        .toList();
        this.home = home;
    }

    String scrub(String text) {
        var result = text;
        for (var secret : secrets) {
            result = result.replace(secret, MASK);
        }
        result = Secrets.masked(result);
        result = QUOTED_DATA.matcher(result).replaceAll("$1'" + MASK + "'");
        result = EMAIL.matcher(result).replaceAll(MASK);
        result =
                QUOTED.matcher(result)
                        .replaceAll(quoted ->
                                NAME.matcher(quoted.group(1)).matches()
                                        ? Matcher.quoteReplacement(quoted.group())
                                        : "'" + MASK + "'");
        return home.length() > 1 ? result.replace(home, "~") : result;
    }

    List<String> scrub(List<String> lines) {
        var scrubbed = new ArrayList<String>();
        lines.forEach(line -> scrubbed.add(scrub(line)));
        return scrubbed;
    }
}
