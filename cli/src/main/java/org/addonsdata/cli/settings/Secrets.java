package org.addonsdata.cli.settings;

import java.util.regex.Pattern;

/** Takes out of a text what nobody is to see. */
public final class Secrets {
    /** What stands where a password was. */
    public static final String MASK = "***";

    /** The password of a URL's user, which may itself hold an unencoded at sign. */
    private static final Pattern URL_PASSWORD = Pattern.compile("(://[^:/@\\s]*:)[^/\\s]*(?=@)");

    /** As a statement or a configuration has it. */
    private static final Pattern NAMED_PASSWORD =
            Pattern.compile(
                    "(?i)((?:password|passwd|secret|token|identified by)\\w*['\"]?\\s*[:=]?\\s*(?:as\\s+)?['\"])[^'\"]*(?=['\"])");

    private Secrets() {}

    /** The text with stars in place of passwords. */
    public static String masked(String text) {
        var url = URL_PASSWORD.matcher(text).replaceAll("$1" + MASK);
        return NAMED_PASSWORD.matcher(url).replaceAll("$1" + MASK);
    }
}
