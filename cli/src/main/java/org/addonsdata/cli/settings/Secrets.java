package org.addonsdata.cli.settings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The one place that knows what a secret looks like, in an address, a statement, a configuration or
 * a log. In doubt it takes out too much.
 */
public final class Secrets {
    /** What stands in place of a password. */
    public static final String MASK = "***";

    /** With {@code -} and {@code _} anywhere, as addresses' options are read without them. */
    private static final String SECRET_WORD =
            "(?:p[-_]*a[-_]*s[-_]*s|p[-_]*w[-_]*d|s[-_]*e[-_]*c[-_]*r[-_]*e[-_]*t|t[-_]*o[-_]*k[-_]*e[-_]*n|k[-_]*e[-_]*y)";

    private static final Pattern SECRET_NAME =
            Pattern.compile("(?i).*(PASSWORD|PASSWD|_PWD|SECRET|TOKEN|API_?KEY).*");

    /** A user and what follows up to the last at sign; a password may hold any sign unencoded. */
    private static final String USER = "://[^:/@?\\s]*:";

    private static final Pattern ADDRESS_PASSWORD =
            Pattern.compile("(" + USER + ").*(?=@)", Pattern.DOTALL);

    private static final Pattern URL_PASSWORD = Pattern.compile("(" + USER + ")\\S*(?=@)");

    /** The same where an address is kept: what follows the question mark is no password. */
    private static final Pattern KEPT_PASSWORD =
            Pattern.compile("^([a-z:]*//[^:/@?]*):[^?]*@", Pattern.CASE_INSENSITIVE);

    private static final Pattern OPTION =
            Pattern.compile("(?i)([?&;][^=&\\s]*" + SECRET_WORD + "[^=&\\s]*=)([^&\\s'\"]*)");

    private static final Pattern ADDRESS_OPTION =
            Pattern.compile("(?i)([?&;][^=&]*" + SECRET_WORD + "[^=&]*=)([^&]*)");

    /** As a statement or a configuration has it. */
    private static final Pattern NAMED_PASSWORD =
            Pattern.compile(
                    "(?i)((?:pass_?word|passwd|pwd|secret|token|api_?key|identified by)\\w*['\"]?\\s*[:=]?\\s*(?:as\\s+)?['\"])[^'\"]*(?=['\"])");

    /** As a command line or a file of variables has it. */
    private static final Pattern ASSIGNED_PASSWORD =
            Pattern.compile(
                    "(?i)((?<![\\w-])[\\w-]*(?:pass_?word|passwd|pwd|secret|token|api_?key)[\\w-]*=)[^\\s&'\"]+");

    private Secrets() {}

    /** Whether a variable of that name holds a password. */
    public static boolean isSecret(String name) {
        return SECRET_NAME.matcher(name).matches();
    }

    /** The passwords of the addresses in a text. */
    public static List<String> passwords(String text) {
        var found = new ArrayList<String>();
        for (var pattern : List.of(URL_PASSWORD, OPTION)) {
            pattern.matcher(text)
                    .results()
                    .map(result -> result.group().substring(result.group(1).length()))
                    .filter(password -> !password.isEmpty())
                    .forEach(found::add);
        }
        return found;
    }

    /** The text with stars in place of passwords. */
    public static String masked(String text) {
        var result = text;
        for (var pattern : List.of(URL_PASSWORD, OPTION, NAMED_PASSWORD, ASSIGNED_PASSWORD)) {
            result = pattern.matcher(result).replaceAll("$1" + MASK);
        }
        return result;
    }

    /** What may be shown of a setting that is secret: of addresses all but their passwords. */
    public static String maskedSetting(String text) {
        if (!text.contains("://")) {
            return MASK;
        }
        return addresses(text)
                .map(address -> ADDRESS_PASSWORD.matcher(address).replaceAll("$1" + MASK))
                .map(address -> ADDRESS_OPTION.matcher(address).replaceAll("$1" + MASK))
                .collect(Collectors.joining(","));
    }

    /**
     * Addresses without passwords, as they may be kept; whatever is no address with one stays as it
     * is.
     */
    public static String withoutPassword(String text) {
        if (!text.contains("://")) {
            return text;
        }
        return addresses(text)
                .map(address -> KEPT_PASSWORD.matcher(address).replaceFirst("$1@"))
                .map(address -> ADDRESS_OPTION.matcher(address).replaceAll("$1"))
                .collect(Collectors.joining(","));
    }

    /** Whether a text is addresses of which one has a password. */
    public static boolean hasPassword(String text) {
        return text.contains("://") && !maskedSetting(text).equals(text);
    }

    private static Stream<String> addresses(String text) {
        return Arrays.stream(text.split(",(?=[a-z]+://)"));
    }
}
