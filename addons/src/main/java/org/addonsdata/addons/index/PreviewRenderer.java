package org.addonsdata.addons.index;

import static org.addonsdata.addons.index.FieldNames.name;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Renders the previews: screenshots with captions, or how a static theme looks, and the colours of
 * its first one.
 */
final class PreviewRenderer {
    private static final long STATIC_THEME = 10;

    private static final FieldName PREVIEWS = name("previews");
    private static final FieldName ID = name("id");
    private static final FieldName POSITION = name("position");
    private static final FieldName SIZES = name("sizes");
    private static final FieldName MODIFIED = name("modified");
    private static final FieldName CAPTION = FieldNames.translations("caption");
    private static final FieldName COLORS = name("colors");
    private static final FieldName HUE = name("h");
    private static final FieldName SATURATION = name("s");
    private static final FieldName LIGHTNESS = name("l");
    private static final FieldName RATIO = name("ratio");

    private final Rows screenshots;
    private final Rows themes;
    private final Rows captions;
    private final DocumentWriter writer;
    private final JsonColumns json;
    private final TextRenderer texts;
    private final Translations caption = new Translations();

    PreviewRenderer(AddonRows rows, DocumentWriter writer, JsonColumns json, TextRenderer texts) {
        screenshots = rows.of(AddonQuery.PREVIEWS);
        themes = rows.of(AddonQuery.THEME_PREVIEWS);
        captions = rows.of(AddonQuery.CAPTIONS);
        this.writer = writer;
        this.json = json;
        this.texts = texts;
    }

    void render(long addon, long type, ModifiedStamp modified) {
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

    private static List<Preview> readPreviews(Rows rows, long addon, ModifiedStamp modified) {
        if (!rows.belongsTo(addon)) {
            return List.of();
        }
        var previews = new ArrayList<Preview>();
        for (; rows.belongsTo(addon); rows.next()) {
            modified.include(rows);
            previews.add(Preview.of(rows));
        }
        previews.sort(Preview.ORDER);
        return previews;
    }

    private List<Caption> readCaptions(long addon, ModifiedStamp modified) {
        if (!captions.belongsTo(addon)) {
            return List.of();
        }
        var all = new ArrayList<Caption>();
        for (; captions.belongsTo(addon); captions.next()) {
            modified.include(captions);
            all.add(new Caption(captions.number(5), captions.slice(3), captions.sliceOrNull(4)));
        }
        return all;
    }

    private void renderPreview(Preview preview, boolean theme, List<Caption> captionsOfAll) {
        writer.startObject();
        writer.number(ID, preview.id());
        writer.number(POSITION, preview.position());
        json.sorted(SIZES, preview.sizes());
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

    private void renderColors(@Nullable Slice colors) {
        if (colors == null) {
            writer.nothing(COLORS);
            return;
        }
        writer.startArray(COLORS);
        for (var color : JsonColumns.parse(colors)) {
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

    private record Preview(
            long id, long position, Slice sizes, @Nullable Slice colors, Slice modified) {
        static final Comparator<Preview> ORDER =
                Comparator.comparingLong(Preview::position).thenComparingLong(Preview::id);

        static Preview of(Rows rows) {
            return new Preview(
                    rows.number(3),
                    rows.number(4),
                    rows.slice(5),
                    rows.sliceOrNull(6),
                    rows.slice(2));
        }
    }

    private record Caption(long preview, Slice locale, @Nullable Slice string) {}
}
