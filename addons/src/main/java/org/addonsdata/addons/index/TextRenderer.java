package org.addonsdata.addons.index;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/**
 * Renders texts: to search in, in general and by language, and to show, in every language there is.
 */
final class TextRenderer {
    private static final byte[] START = (AddonIndex.SENTINEL_START + ' ').getBytes(UTF_8);
    private static final byte[] END = (' ' + AddonIndex.SENTINEL_END).getBytes(UTF_8);

    private final DocumentWriter writer;
    private final Translations translations = new Translations();
    private byte[] locale = new byte[0];

    TextRenderer(DocumentWriter writer) {
        this.writer = writer;
    }

    /** Takes all of the add-on's rows as the translations of one text. */
    Translations read(Rows rows, long addon, ModifiedStamp modified) {
        translations.clear();
        for (; rows.belongsTo(addon); rows.next()) {
            modified.include(rows);
            translations.add(rows.slice(3), rows.sliceOrNull(4));
        }
        return translations;
    }

    /** Every language: {@code [{"lang": "fr", "string": "…"}, …]}. */
    void all(FieldName name, Translations texts) {
        writer.startArray(name);
        for (int i = 0; i < texts.count(); i++) {
            writer.startObject();
            language(texts.locale(i));
            writer.text(FieldNames.STRING, texts.string(i));
            writer.endObject();
        }
        writer.endArray();
    }

    /** Writes a locale as applications show it, {@code en-US}, however it is stored. */
    private void language(Slice stored) {
        if (locale.length != stored.length()) {
            locale = new byte[stored.length()];
        }
        var region = false;
        for (int i = 0; i < stored.length(); i++) {
            locale[i] = (byte) (region ? upper(stored.at(i)) : Translations.lower(stored.at(i)));
            region |= stored.at(i) == '-' && i + 3 == stored.length();
        }
        writer.text(FieldNames.LANG, locale);
    }

    private static int upper(byte letter) {
        return letter >= 'a' && letter <= 'z' ? letter - ('a' - 'A') : letter;
    }

    /**
     * The field in each language of the index that the text is translated to; others are left out.
     */
    void localized(List<FieldName> names, Translations texts) {
        for (int i = 0; i < texts.count(); i++) {
            int language = FieldNames.language(texts.locale(i));
            if (language >= 0) {
                writer.text(names.get(language), texts.string(i));
            }
        }
    }

    /** Like {@link #localized}, each text between the two sentinels. */
    void localizedBetweenSentinels(List<FieldName> names, Translations texts) {
        for (int i = 0; i < texts.count(); i++) {
            int language = FieldNames.language(texts.locale(i));
            if (language >= 0) {
                betweenSentinels(names.get(language), texts.string(i));
            }
        }
    }

    /**
     * Writes the text between the two sentinels, so that a phrase with both matches the whole text
     * only.
     */
    void betweenSentinels(FieldName name, Slice text) {
        var inner = withoutSentinels(text);
        writer.startText(name);
        writer.inText(START, 0, START.length);
        writer.inText(inner.bytes(), inner.start(), inner.length());
        writer.inText(END, 0, END.length);
        writer.endText();
    }

    private static Slice withoutSentinels(Slice text) {
        for (int i = 1; i < text.length(); i++) {
            if (text.at(i) == '_' && text.at(i - 1) == '_') {
                return Slice.of(
                        text.text()
                                .replace(AddonIndex.SENTINEL_START, "")
                                .replace(AddonIndex.SENTINEL_END, "")
                                .getBytes(UTF_8));
            }
        }
        return text;
    }
}
