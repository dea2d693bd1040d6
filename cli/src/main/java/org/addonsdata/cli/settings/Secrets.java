package org.addonsdata.cli.settings;

import java.util.List;
import java.util.regex.Pattern;

/** Takes out of a text what nobody is to see. */
public final class Secrets {
    /** What stands in place of a password. */
    public static final String MASK = "***";

    private static final Pattern SECRET_NAME =
            Pattern.compile("(?i).*(PASSWORD|PASSWD|_PWD|SECRET|TOKEN|API_?KEY).*");

    /** The password of a URL's user, which may itself hold an unencoded at sign. */
    private static final Pattern URL_PASSWORD = Pattern.compile("(://[^:/@\\s]*:)[^/\\s]*(?=@)");

    /** As a statement or a configuration has it. */
    private static final Pattern NAMED_PASSWORD =
            Pattern.compile(
                    "(?i)((?:password|passwd|secret|token|identified by)\\w*['\"]?\\s*[:=]?\\s*(?:as\\s+)?['\"])[^'\"]*(?=['\"])");

    private Secrets() {}

    /** Whether a variable of that name holds a password. */
    public static boolean isSecret(String name) {
        return SECRET_NAME.matcher(name).matches();
    }

    /** The passwords of the URLs in a text. */
    public static List<String> passwords(String text) {
        return URL_PASSWORD
                .matcher(text)
                .results()
                .map(found -> found.group().substring(found.group(1).length()))
                .toList();
    }

    /** The text with stars in place of passwords. */
    public static String masked(String text) {
        var url = URL_PASSWORD.matcher(text).replaceAll("$1" + MASK);
        return NAMED_PASSWORD.matcher(url).replaceAll("$1" + MASK);
    }
}
