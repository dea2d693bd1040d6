package org.addonsdata.addons.index;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.addonsdata.addons.index.FieldNames.name;

import java.util.Arrays;

/**
 * Renders the groups the add-on is promoted in, for which applications, and what that does for its
 * rank.
 */
final class PromotionRenderer {
    private static final byte[] RECOMMENDED = "recommended".getBytes(UTF_8);

    private static final FieldName PROMOTED = name("promoted");
    private static final FieldName CATEGORY = name("category");
    private static final FieldName APPROVED_FOR_APPS = name("approved_for_apps");
    private static final FieldName IS_RECOMMENDED = name("is_recommended");
    private static final FieldName RANKING_BUMP = name("ranking_bump");

    private final Rows promotions;
    private final DocumentWriter writer;

    PromotionRenderer(AddonRows rows, DocumentWriter writer) {
        promotions = rows.of(AddonQuery.PROMOTIONS);
        this.writer = writer;
    }

    void render(long addon, ModifiedStamp modified) {
        var recommended = false;
        double bump = 0;
        writer.startArray(PROMOTED);
        while (promotions.belongsTo(addon)) {
            recommended |= isRecommended();
            bump = Math.max(bump, promotions.decimal(5));
            renderGroup(addon, promotions.number(3), modified);
        }
        writer.endArray();
        writer.flag(IS_RECOMMENDED, recommended);
        if (bump > 0) {
            writer.number(RANKING_BUMP, bump);
        } else {
            writer.nothing(RANKING_BUMP);
        }
    }

    private boolean isRecommended() {
        int start = promotions.start(4);
        return Arrays.equals(
                promotions.bytes(),
                start,
                start + promotions.length(4),
                RECOMMENDED,
                0,
                RECOMMENDED.length);
    }

    private void renderGroup(long addon, long group, ModifiedStamp modified) {
        writer.startObject();
        writer.text(CATEGORY, promotions, 4);
        writer.startArray(APPROVED_FOR_APPS);
        for (; promotions.belongsTo(addon) && promotions.number(3) == group; promotions.next()) {
            modified.include(promotions);
            writer.number(promotions, 6);
        }
        writer.endArray();
        writer.endObject();
    }
}
