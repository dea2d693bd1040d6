package org.addonsdata.addons.index;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Names of fields, encoded once, for each language where there is one. */
final class FieldNames {
    static final FieldName LANG = name("lang");
    static final FieldName STRING = name("string");

    /** Longer locales than these bytes have no language of the index. */
    private static final int LONGEST_LOCALE = Long.BYTES;

    private static final long[] LOCALES =
            SearchLanguage.ALL.stream().mapToLong(FieldNames::packed).sorted().toArray();

    private FieldNames() {}

    static FieldName name(String name) {
        return new FieldName(name);
    }

    static FieldName translations(String field) {
        return name(field + "_translations");
    }

    /** The field in each language, by {@link #language}. */
    static List<FieldName> byLanguage(Function<SearchLanguage, String> field) {
        return Arrays.stream(LOCALES)
                .mapToObj(locale ->
                        SearchLanguage.ALL.stream()
                                .filter(language -> packed(language) == locale)
                                .findFirst()
                                .orElseThrow())
                .map(language -> name(field.apply(language)))
                .toList();
    }

    /**
     * The place of a locale's language, in any case of letters; negative when the index has no such
     * language.
     */
    static int language(Slice locale) {
        return locale.length() > LONGEST_LOCALE ? -1 : Arrays.binarySearch(LOCALES, packed(locale));
    }

    private static long packed(SearchLanguage language) {
        return packed(
                Slice.of(language.locale().getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
    }

    private static long packed(Slice locale) {
        long packed = 0;
        for (int i = 0; i < locale.length(); i++) {
            packed = (packed << Byte.SIZE) | Translations.lower(locale.at(i));
        }
        return packed;
    }
}
