package org.addonsdata.addons.index;

import static org.addonsdata.addons.index.FieldNames.name;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.SerializableString;
import tools.jackson.databind.JsonNode;

/**
 * Renders the previews: screenshots with captions, or how a static theme looks, and the colours of
 * its first one.
 */
final class PreviewRenderer {
    private static final long STATIC_THEME = 10;

    private static final SerializableString PREVIEWS = name("previews");
    private static final SerializableString ID = name("id");
    private static final SerializableString POSITION = name("position");
    private static final SerializableString SIZES = name("sizes");
    private static final SerializableString MODIFIED = name("modified");
    private static final SerializableString CAPTION = FieldNames.translations("caption");
    private static final SerializableString COLORS = name("colors");
    private static final SerializableString HUE = name("h");
    private static final SerializableString SATURATION = name("s");
    private static final SerializableString LIGHTNESS = name("l");
    private static final SerializableString RATIO = name("ratio");

    private final Rows screenshots;
    private final Rows themes;
    private final Rows captions;
    private final DocumentWriter writer;
    private final TextRenderer texts;

    PreviewRenderer(AddonRows rows, DocumentWriter writer, TextRenderer texts) {
        screenshots = rows.of(AddonQuery.PREVIEWS);
        themes = rows.of(AddonQuery.THEME_PREVIEWS);
        captions = rows.of(AddonQuery.CAPTIONS);
        this.writer = writer;
        this.texts = texts;
    }

    void render(long addon, long type, ModifiedStamp modified) throws SQLException {
        var theme = type == STATIC_THEME;
        var rows = theme ? themes : screenshots;
        var first = rows.belongsTo(addon);
        var colors = first && theme ? rows.bytesOrNull(6) : null;
        writer.startArray(PREVIEWS);
        for (; rows.belongsTo(addon); rows.next()) {
            modified.include(rows.bytes(2));
            renderPreview(rows, addon, theme, modified);
        }
        writer.endArray();
        renderColors(colors);
    }

    private void renderPreview(Rows rows, long addon, boolean theme, ModifiedStamp modified)
            throws SQLException {
        var id = rows.number(3);
        writer.startObject();
        writer.number(ID, id);
        writer.number(POSITION, rows.number(4));
        writer.json(SIZES, rows.bytes(5));
        if (!theme) {
            texts.all(CAPTION, texts.readCaptions(captions, addon, id, modified));
        }
        writer.time(MODIFIED, rows.bytes(2));
        writer.endObject();
    }

    private void renderColors(byte @Nullable [] json) {
        if (json == null) {
            writer.nothing(COLORS);
            return;
        }
        writer.startArray(COLORS);
        for (var color : DocumentWriter.parse(json)) {
            renderColor(color);
        }
        writer.endArray();
    }

    private void renderColor(JsonNode color) {
        writer.startObject();
        writer.number(HUE, color.path("h").asLong(0));
        writer.number(SATURATION, color.path("s").asLong(0));
        writer.number(LIGHTNESS, color.path("l").asLong(0));
        writer.number(RATIO, color.path("ratio").asDouble(0));
        writer.endObject();
    }
}
