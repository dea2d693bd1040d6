package org.addonsdata.cli.settings;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Addresses as they may be kept and shown. */
public final class Addresses {
    private static final Pattern PASSWORD =
            Pattern.compile("^([a-z:]*//[^:/@?]*):[^?]*@", Pattern.CASE_INSENSITIVE);

    private static final Pattern OPTION =
            Pattern.compile("([?&]password=)[^&]*", Pattern.CASE_INSENSITIVE);

    private Addresses() {}

    /** The same without passwords; whatever is no address with one stays as it is. */
    public static String withoutPassword(String text) {
        if (!text.contains("://")) {
            return text;
        }
        return OPTION.matcher(
                        Arrays.stream(text.split(",(?=[a-z]+://)"))
                                .map(part -> PASSWORD.matcher(part).replaceFirst("$1@"))
                                .collect(Collectors.joining(",")))
                .replaceAll("$1");
    }

    /** What may be shown of a setting that is secret: of an address all but its passwords. */
    public static String masked(String text) {
        return text.contains("://") ? withoutPassword(text) : "***";
    }
}
