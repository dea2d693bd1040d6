package org.addonsdata.addons.index;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.addonsdata.addons.index.FieldNames.name;

import java.sql.SQLException;
import java.util.List;
import org.addonsdata.addons.index.TextFields.TextField;
import org.addonsdata.search.DocumentSource.DocumentConsumer;
import tools.jackson.core.SerializableString;

/**
 * Renders the documents of a range, one after the other, by walking all rows of the range side by
 * side. The fields come in a fixed order, lists in that of the queries; {@code modified} is last,
 * since every row read has a part in it.
 */
final class AddonRenderer {
    private static final long STATUS_DISABLED = 5;

    private static final SerializableString ID = name("id");
    private static final SerializableString GUID = name("guid");
    private static final SerializableString SLUG = name("slug");
    private static final SerializableString TYPE = name("type");
    private static final SerializableString STATUS = name("status");
    private static final SerializableString IS_DISABLED = name("is_disabled");
    private static final SerializableString IS_EXPERIMENTAL = name("is_experimental");
    private static final SerializableString DEFAULT_LOCALE = name("default_locale");
    private static final SerializableString CREATED = name("created");
    private static final SerializableString LAST_UPDATED = name("last_updated");
    private static final SerializableString AVERAGE_DAILY_USERS = name("average_daily_users");
    private static final SerializableString WEEKLY_DOWNLOADS = name("weekly_downloads");
    private static final SerializableString BAYESIAN_RATING = name("bayesian_rating");
    private static final SerializableString HOTNESS = name("hotness");
    private static final SerializableString RATINGS = name("ratings");
    private static final SerializableString AVERAGE = name("average");
    private static final SerializableString COUNT = name("count");
    private static final SerializableString TEXT_COUNT = name("text_count");
    private static final SerializableString CONTRIBUTIONS = name("contributions");
    private static final SerializableString REQUIRES_PAYMENT = name("requires_payment");
    private static final SerializableString ICON_TYPE = name("icon_type");
    private static final SerializableString ICON_HASH = name("icon_hash");
    private static final SerializableString HAS_EULA = name("has_eula");
    private static final SerializableString HAS_PRIVACY_POLICY = name("has_privacy_policy");
    private static final SerializableString CATEGORY = name("category");
    private static final SerializableString LISTED_AUTHORS = name("listed_authors");
    private static final SerializableString NAME = name("name");
    private static final SerializableString USERNAME = name("username");
    private static final SerializableString TAGS = name("tags");
    private static final SerializableString MODIFIED = name("modified");

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
    private final DocumentWriter writer;

    AddonRenderer(AddonRows rows, DocumentWriter writer) {
        this.writer = writer;
        addons = rows.addons();
        authors = rows.of(AddonQuery.AUTHORS);
        categories = rows.of(AddonQuery.CATEGORIES);
        tags = rows.of(AddonQuery.TAGS);
        eula = rows.of(AddonQuery.EULA);
        privacyPolicy = rows.of(AddonQuery.PRIVACY_POLICY);
        texts = new TextRenderer(writer);
        versions = new VersionRenderer(rows, writer, texts);
        previews = new PreviewRenderer(rows, writer, texts);
        promotions = new PromotionRenderer(rows, writer);
        textFields = TextFields.of(rows);
    }

    void renderAll(DocumentConsumer consumer) throws SQLException {
        for (; !addons.atEnd(); addons.next()) {
            var addon = addons.addon();
            var modified = new ModifiedStamp(addons.bytes(2));
            render(addon, modified);
            consumer.accept(addon, modified.epochMillis(), writer.take());
        }
    }

    private void render(long addon, ModifiedStamp modified) throws SQLException {
        writer.startObject();
        renderState(addon);
        renderFigures();
        renderExtras(addon, modified);
        versions.render(addon, modified);
        renderCategories(addon, modified);
        renderAuthors(addon, modified);
        renderTags(addon, modified);
        previews.render(addon, addons.number(5), modified);
        promotions.render(addon, modified);
        for (var field : textFields) {
            field.render(texts, writer, addon, addons.bytes(7), modified);
        }
        writer.time(MODIFIED, modified.latest());
        writer.endObject();
    }

    private void renderState(long addon) throws SQLException {
        var status = addons.number(6);
        writer.number(ID, addon);
        writer.text(GUID, addons.bytesOrNull(3));
        writer.text(SLUG, addons.bytesOrNull(4));
        writer.number(TYPE, addons.number(5));
        writer.number(STATUS, status);
        writer.flag(IS_DISABLED, status == STATUS_DISABLED || addons.flag(20));
        writer.flag(IS_EXPERIMENTAL, addons.flag(19));
        writer.text(DEFAULT_LOCALE, addons.bytes(7));
        writer.time(CREATED, addons.bytes(8));
        writer.time(LAST_UPDATED, addons.bytesOrNull(9));
    }

    private void renderFigures() throws SQLException {
        writer.number(AVERAGE_DAILY_USERS, addons.number(10));
        writer.number(WEEKLY_DOWNLOADS, addons.number(11));
        writer.number(BAYESIAN_RATING, addons.decimal(12));
        writer.number(HOTNESS, addons.decimal(13));
        writer.startObject(RATINGS);
        if (addons.isNull(14)) {
            writer.nothing(AVERAGE);
        } else {
            writer.number(AVERAGE, addons.decimal(14));
        }
        writer.number(COUNT, addons.number(15));
        writer.number(TEXT_COUNT, addons.number(16));
        writer.endObject();
    }

    private void renderExtras(long addon, ModifiedStamp modified) throws SQLException {
        writer.text(CONTRIBUTIONS, addons.bytes(17));
        writer.flag(REQUIRES_PAYMENT, addons.flag(18));
        writer.text(ICON_TYPE, addons.bytes(21));
        writer.text(ICON_HASH, addons.bytesOrNull(22));
        writer.flag(HAS_EULA, isPresent(eula, addon, modified));
        writer.flag(HAS_PRIVACY_POLICY, isPresent(privacyPolicy, addon, modified));
    }

    private static boolean isPresent(Rows rows, long addon, ModifiedStamp modified)
            throws SQLException {
        var present = rows.belongsTo(addon);
        for (; rows.belongsTo(addon); rows.next()) {
            modified.include(rows.bytes(2));
        }
        return present;
    }

    private void renderCategories(long addon, ModifiedStamp modified) throws SQLException {
        writer.startArray(CATEGORY);
        for (; categories.belongsTo(addon); categories.next()) {
            modified.include(categories.bytes(2));
            writer.number(categories.number(3));
        }
        writer.endArray();
    }

    private void renderAuthors(long addon, ModifiedStamp modified) throws SQLException {
        writer.startArray(LISTED_AUTHORS);
        for (; authors.belongsTo(addon); authors.next()) {
            modified.include(authors.bytes(2));
            writer.startObject();
            writer.number(ID, authors.number(3));
            writer.text(NAME, shownName());
            writer.text(USERNAME, authors.bytes(5));
            writer.endObject();
        }
        writer.endArray();
    }

    /** Whoever gave no name is shown as addons-server shows them. */
    private byte[] shownName() throws SQLException {
        var given = authors.bytesOrNull(4);
        return given != null && given.length > 0
                ? given
                : ("Firefox user " + authors.number(3)).getBytes(UTF_8);
    }

    private void renderTags(long addon, ModifiedStamp modified) throws SQLException {
        writer.startArray(TAGS);
        for (; tags.belongsTo(addon); tags.next()) {
            modified.include(tags.bytes(2));
            writer.text(tags.bytes(3));
        }
        writer.endArray();
    }
}
