package org.addonsdata.addons.index;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.addonsdata.addons.index.FieldNames.name;

import java.util.List;
import org.addonsdata.addons.index.TextFields.TextField;
import org.addonsdata.search.DocumentSource.DocumentConsumer;

/**
 * Renders the documents of a range, one after the other, by walking all rows of the range side by
 * side. The fields come in a fixed order, lists in that of the queries; {@code modified} is last,
 * since every row read has a part in it.
 */
final class AddonRenderer {
    private static final long STATUS_DISABLED = 5;

    private static final FieldName ID = name("id");
    private static final FieldName GUID = name("guid");
    private static final FieldName SLUG = name("slug");
    private static final FieldName TYPE = name("type");
    private static final FieldName STATUS = name("status");
    private static final FieldName IS_DISABLED = name("is_disabled");
    private static final FieldName IS_EXPERIMENTAL = name("is_experimental");
    private static final FieldName DEFAULT_LOCALE = name("default_locale");
    private static final FieldName CREATED = name("created");
    private static final FieldName LAST_UPDATED = name("last_updated");
    private static final FieldName AVERAGE_DAILY_USERS = name("average_daily_users");
    private static final FieldName WEEKLY_DOWNLOADS = name("weekly_downloads");
    private static final FieldName BAYESIAN_RATING = name("bayesian_rating");
    private static final FieldName HOTNESS = name("hotness");
    private static final FieldName RATINGS = name("ratings");
    private static final FieldName AVERAGE = name("average");
    private static final FieldName COUNT = name("count");
    private static final FieldName TEXT_COUNT = name("text_count");
    private static final FieldName CONTRIBUTIONS = name("contributions");
    private static final FieldName REQUIRES_PAYMENT = name("requires_payment");
    private static final FieldName ICON_TYPE = name("icon_type");
    private static final FieldName ICON_HASH = name("icon_hash");
    private static final FieldName HAS_EULA = name("has_eula");
    private static final FieldName HAS_PRIVACY_POLICY = name("has_privacy_policy");
    private static final FieldName CATEGORY = name("category");
    private static final FieldName LISTED_AUTHORS = name("listed_authors");
    private static final FieldName NAME = name("name");
    private static final FieldName USERNAME = name("username");
    private static final FieldName TAGS = name("tags");
    private static final FieldName MODIFIED = name("modified");

    private final Rows addons;
    private final Rows authors;
    private final Rows categories;
    private final Rows tags;
    private final Rows eula;
    private final Rows privacyPolicy;
    private final VersionRenderer versions;
    private final PreviewRenderer previews;
    private final PromotionRenderer promotions;
    private final List<TextField> textFields;
    private final TextRenderer texts;
    private final DocumentWriter writer = new DocumentWriter();
    private final ModifiedStamp modified = new ModifiedStamp();

    AddonRenderer(AddonRows rows) {
        var json = new JsonColumns(writer);
        addons = rows.addons();
        authors = rows.of(AddonQuery.AUTHORS);
        categories = rows.of(AddonQuery.CATEGORIES);
        tags = rows.of(AddonQuery.TAGS);
        eula = rows.of(AddonQuery.EULA);
        privacyPolicy = rows.of(AddonQuery.PRIVACY_POLICY);
        texts = new TextRenderer(writer);
        versions = new VersionRenderer(rows, writer, json, texts);
        previews = new PreviewRenderer(rows, writer, json, texts);
        promotions = new PromotionRenderer(rows, writer);
        textFields = TextFields.of(rows);
    }

    void renderAll(DocumentConsumer consumer) {
        for (; !addons.atEnd(); addons.next()) {
            var addon = addons.addon();
            modified.begin(addons);
            render(addon);
            consumer.accept(addon, modified.epochMillis(), writer.take());
        }
    }

    private void render(long addon) {
        writer.startObject();
        renderState(addon);
        renderFigures();
        renderExtras(addon);
        versions.render(addon, modified);
        renderCategories(addon);
        renderAuthors(addon);
        renderTags(addon);
        previews.render(addon, addons.number(5), modified);
        promotions.render(addon, modified);
        for (var field : textFields) {
            field.render(texts, writer, addon, addons.slice(7), modified);
        }
        writer.time(MODIFIED, modified.latest());
        writer.endObject();
    }

    private void renderState(long addon) {
        var status = addons.number(6);
        writer.number(ID, addon);
        writer.text(GUID, addons, 3);
        writer.text(SLUG, addons, 4);
        writer.number(TYPE, addons, 5);
        writer.number(STATUS, status);
        writer.flag(IS_DISABLED, status == STATUS_DISABLED || addons.flag(20));
        writer.flag(IS_EXPERIMENTAL, addons.flag(19));
        writer.text(DEFAULT_LOCALE, addons, 7);
        writer.time(CREATED, addons, 8);
        writer.time(LAST_UPDATED, addons, 9);
    }

    private void renderFigures() {
        writer.number(AVERAGE_DAILY_USERS, addons, 10);
        writer.number(WEEKLY_DOWNLOADS, addons, 11);
        writer.decimal(BAYESIAN_RATING, addons, 12);
        writer.decimal(HOTNESS, addons, 13);
        writer.startObject(RATINGS);
        if (addons.isNull(14)) {
            writer.nothing(AVERAGE);
        } else {
            writer.decimal(AVERAGE, addons, 14);
        }
        writer.number(COUNT, addons, 15);
        writer.number(TEXT_COUNT, addons, 16);
        writer.endObject();
    }

    private void renderExtras(long addon) {
        writer.text(CONTRIBUTIONS, addons, 17);
        writer.flag(REQUIRES_PAYMENT, addons.flag(18));
        writer.text(ICON_TYPE, addons, 21);
        writer.text(ICON_HASH, addons, 22);
        writer.flag(HAS_EULA, isPresent(eula, addon));
        writer.flag(HAS_PRIVACY_POLICY, isPresent(privacyPolicy, addon));
    }

    private boolean isPresent(Rows rows, long addon) {
        var present = rows.belongsTo(addon);
        for (; rows.belongsTo(addon); rows.next()) {
            modified.include(rows);
        }
        return present;
    }

    private void renderCategories(long addon) {
        writer.startArray(CATEGORY);
        for (; categories.belongsTo(addon); categories.next()) {
            modified.include(categories);
            writer.number(categories, 3);
        }
        writer.endArray();
    }

    private void renderAuthors(long addon) {
        writer.startArray(LISTED_AUTHORS);
        for (; authors.belongsTo(addon); authors.next()) {
            modified.include(authors);
            writer.startObject();
            writer.number(ID, authors, 3);
            renderName();
            writer.text(USERNAME, authors, 5);
            writer.endObject();
        }
        writer.endArray();
    }

    /** Whoever gave no name is shown as addons-server shows them. */
    private void renderName() {
        if (authors.length(4) > 0) {
            writer.text(NAME, authors, 4);
        } else {
            writer.text(NAME, ("Firefox user " + authors.number(3)).getBytes(UTF_8));
        }
    }

    private void renderTags(long addon) {
        writer.startArray(TAGS);
        for (; tags.belongsTo(addon); tags.next()) {
            modified.include(tags);
            writer.text(tags, 3);
        }
        writer.endArray();
    }
}
