package org.addonsdata.addons.seed;

import java.util.EnumMap;
import java.util.Map;
import org.addonsdata.addons.load.Table;
import org.addonsdata.addons.reference.ReferenceData;

/** Hands out ids, ascending and without gaps, from behind those of the initial data. */
final class Ids {
    private final Map<Table, Integer> last = new EnumMap<>(Table.class);
    private int translation = ReferenceData.LAST_TRANSLATION;

    Ids() {
        last.put(Table.TRANSLATIONS, ReferenceData.LAST_TRANSLATION);
        last.put(Table.USERS, ReferenceData.FIRST_FREE_USER - 1);
    }

    int next(Table table) {
        return last.merge(table, 1, Integer::sum);
    }

    /** The id that the next call of {@link #next} hands out. */
    int peek(Table table) {
        return last.getOrDefault(table, 0) + 1;
    }

    /** The id that all locales of a text share; not the row's own. */
    int nextTranslation() {
        return ++translation;
    }

    int lastTranslation() {
        return translation;
    }
}
