package org.addonsdata.addons.index;

import java.util.List;
import java.util.Set;

/** The add-on's own texts, field by field, and which of them are searched. */
final class TextFields {
    private static final Set<String> SEARCHED = Set.of("name", "summary", "description");
    private static final List<Names> NAMES = AddonIndex.TRANSLATED.stream().map(Names::of).toList();

    private TextFields() {}

    /** In the order of {@link AddonIndex#TRANSLATED}. */
    static List<TextField> of(AddonRows rows) {
        return NAMES.stream()
                .map(names -> new TextField(names, rows.of(AddonQuery.texts(names.field()))))
                .toList();
    }

    /** One text, for all add-ons of a range. */
    record TextField(Names names, Rows rows) {
        void render(
                TextRenderer texts,
                DocumentWriter writer,
                long addon,
                Slice defaultLocale,
                ModifiedStamp modified) {
            var translations = texts.read(rows, addon, modified);
            var general = translations.inDefault(defaultLocale);
            if (SEARCHED.contains(names.field()) && general != null) {
                writer.text(names.general(), general);
                texts.localized(names.localized(), translations);
            }
            if (names.field().equals("name") && general != null) {
                texts.betweenSentinels(Names.SENTINEL, general);
                texts.localizedBetweenSentinels(Names.LOCALIZED_SENTINEL, translations);
            }
            texts.all(names.translations(), translations);
        }
    }

    /** What a text's fields are called. */
    record Names(
            String field, FieldName general, List<FieldName> localized, FieldName translations) {
        private static final FieldName SENTINEL = FieldNames.name("name_exact_sentinel");
        private static final List<FieldName> LOCALIZED_SENTINEL =
                FieldNames.byLanguage(language -> language.field("name_exact_sentinel"));

        static Names of(String field) {
            return new Names(
                    field,
                    FieldNames.name(field),
                    FieldNames.byLanguage(language -> language.field(field)),
                    FieldNames.translations(field));
        }
    }
}
