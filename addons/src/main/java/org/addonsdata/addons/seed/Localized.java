package org.addonsdata.addons.seed;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A text by locale. An empty one is no text at all. */
record Localized(SortedMap<String, String> byLocale) {
    static final Localized NONE = new Localized(new TreeMap<>());

    static Localized of(String locale, String text) {
        return of(Map.of(locale, text));
    }

    static Localized of(Map<String, String> byLocale) {
        return new Localized(new TreeMap<>(byLocale));
    }

    boolean isEmpty() {
        return byLocale.isEmpty();
    }
}
