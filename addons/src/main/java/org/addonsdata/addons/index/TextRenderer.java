package org.addonsdata.addons.index;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.SQLException;
import java.util.List;
import tools.jackson.core.SerializableString;

/**
 * Renders texts: to search in, in general and by language, and to show, in every language there is.
 */
final class TextRenderer {
    private static final byte[] START = (AddonIndex.SENTINEL_START + ' ').getBytes(UTF_8);
    private static final byte[] END = (' ' + AddonIndex.SENTINEL_END).getBytes(UTF_8);

    private final DocumentWriter writer;
    private final Translations translations = new Translations();
    private byte[] locale = new byte[16];

    TextRenderer(DocumentWriter writer) {
        this.writer = writer;
    }

    /** Takes all of the add-on's rows as the translations of one text. */
    Translations read(Rows rows, long addon, ModifiedStamp modified) throws SQLException {
        translations.clear();
        for (; rows.belongsTo(addon); rows.next()) {
            modified.include(rows.bytes(2));
            translations.add(rows.bytes(3), rows.bytesOrNull(4));
        }
        return translations;
    }

    /** Every language: {@code [{"lang": "fr", "string": "…"}, …]}. */
    void all(SerializableString name, Translations texts) {
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
    private void language(byte[] stored) {
        if (locale.length != stored.length) {
            locale = new byte[stored.length];
        }
        var region = false;
        for (int i = 0; i < stored.length; i++) {
            locale[i] = (byte) (region ? upper(stored[i]) : Translations.lower(stored[i]));
            region |= stored[i] == '-' && i + 3 == stored.length;
        }
        writer.text(FieldNames.LANG, locale);
    }

    private static int upper(byte letter) {
        return letter >= 'a' && letter <= 'z' ? letter - ('a' - 'A') : letter;
    }

    /**
     * The field in each language of the index that the text is translated to; others are left out.
     */
    void localized(List<SerializableString> names, Translations texts) {
        for (int i = 0; i < texts.count(); i++) {
            int language = FieldNames.language(texts.locale(i));
            if (language >= 0) {
                writer.text(names.get(language), texts.string(i));
            }
        }
    }

    /** Like {@link #localized}, each text between the two sentinels. */
    void localizedBetweenSentinels(List<SerializableString> names, Translations texts) {
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
    void betweenSentinels(SerializableString name, byte[] text) {
        var inner = withoutSentinels(text);
        var wrapped = new byte[START.length + inner.length + END.length];
        System.arraycopy(START, 0, wrapped, 0, START.length);
        System.arraycopy(inner, 0, wrapped, START.length, inner.length);
        System.arraycopy(END, 0, wrapped, START.length + inner.length, END.length);
        writer.text(name, wrapped);
    }

    private static byte[] withoutSentinels(byte[] text) {
        for (int i = 1; i < text.length; i++) {
            if (text[i] == '_' && text[i - 1] == '_') {
                return new String(text, UTF_8)
                        .replace(AddonIndex.SENTINEL_START, "")
                        .replace(AddonIndex.SENTINEL_END, "")
                        .getBytes(UTF_8);
            }
        }
        return text;
    }
}
