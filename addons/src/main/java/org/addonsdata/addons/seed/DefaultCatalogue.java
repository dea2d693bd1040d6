package org.addonsdata.addons.seed;

import java.util.List;
import java.util.Map;
import org.addonsdata.addons.reference.PromotedGroup;
import org.jspecify.annotations.Nullable;

/** The written part of the default seed, as it stands in {@code default-catalogue.json}. */
record DefaultCatalogue(List<Entry> addons, List<Shelf> collections) {
    private static final String RESOURCE = "default-catalogue.json";

    static DefaultCatalogue read() {
        return Words.read(RESOURCE, DefaultCatalogue.class);
    }

    /** One add-on; names and summaries by locale. */
    record Entry(
            String kind,
            String slug,
            String guid,
            String locale,
            List<String> categories,
            List<String> tags,
            int dailyUsers,
            @Nullable PromotedGroup promoted,
            Map<String, String> name,
            Map<String, String> summary) {
        boolean theme() {
            return kind.endsWith("theme");
        }

        /** Whether it is there for tests of the user interface. */
        boolean forTests() {
            return kind.startsWith("test");
        }
    }

    /** A collection of the account {@code mozilla}; add-ons by slug. */
    record Shelf(String slug, Map<String, String> name, List<String> addons) {}
}
