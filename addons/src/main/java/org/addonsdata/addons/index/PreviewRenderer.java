package org.addonsdata.addons.index;

import static org.addonsdata.addons.index.FieldNames.name;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
    private final Translations caption = new Translations();

    PreviewRenderer(AddonRows rows, DocumentWriter writer, TextRenderer texts) {
        screenshots = rows.of(AddonQuery.PREVIEWS);
        themes = rows.of(AddonQuery.THEME_PREVIEWS);
        captions = rows.of(AddonQuery.CAPTIONS);
        this.writer = writer;
        this.texts = texts;
    }

    void render(long addon, long type, ModifiedStamp modified) throws SQLException {
        var theme = type == STATIC_THEME;
        var previews = readPreviews(theme ? themes : screenshots, addon, modified);
        var captionsOfAll = readCaptions(addon, modified);
        writer.startArray(PREVIEWS);
        for (var preview : previews) {
            renderPreview(preview, theme, captionsOfAll);
        }
        writer.endArray();
        renderColors(theme && !previews.isEmpty() ? previews.getFirst().colors() : null);
    }

    private static List<Preview> readPreviews(Rows rows, long addon, ModifiedStamp modified)
            throws SQLException {
        if (!rows.belongsTo(addon)) {
            return List.of();
        }
        var previews = new ArrayList<Preview>();
        for (; rows.belongsTo(addon); rows.next()) {
            modified.include(rows.bytes(2));
            previews.add(Preview.of(rows));
        }
        previews.sort(Preview.ORDER);
        return previews;
    }

    private List<Caption> readCaptions(long addon, ModifiedStamp modified) throws SQLException {
        if (!captions.belongsTo(addon)) {
            return List.of();
        }
        var all = new ArrayList<Caption>();
        for (; captions.belongsTo(addon); captions.next()) {
            modified.include(captions.bytes(2));
            all.add(new Caption(captions.number(5), captions.bytes(3), captions.bytesOrNull(4)));
        }
        return all;
    }

    private void renderPreview(Preview preview, boolean theme, List<Caption> captionsOfAll) {
        writer.startObject();
        writer.number(ID, preview.id());
        writer.number(POSITION, preview.position());
        writer.json(SIZES, preview.sizes());
        if (!theme) {
            caption.clear();
            for (var translated : captionsOfAll) {
                if (translated.preview() == preview.id()) {
                    caption.add(translated.locale(), translated.string());
                }
            }
            texts.all(CAPTION, caption);
        }
        writer.time(MODIFIED, preview.modified());
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

    @SuppressWarnings("ArrayRecordComponent") // The bytes are written once, and never compared.
    private record Preview(
            long id, long position, byte[] sizes, byte @Nullable [] colors, byte[] modified) {
        static final Comparator<Preview> ORDER =
                Comparator.comparingLong(Preview::position).thenComparingLong(Preview::id);

        static Preview of(Rows rows) throws SQLException {
            return new Preview(
                    rows.number(3),
                    rows.number(4),
                    rows.bytes(5),
                    rows.bytesOrNull(6),
                    rows.bytes(2));
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // As above.
    private record Caption(long preview, byte[] locale, byte @Nullable [] string) {}
}
