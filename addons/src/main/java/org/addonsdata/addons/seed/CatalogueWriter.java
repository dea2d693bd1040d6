package org.addonsdata.addons.seed;

import java.util.List;
import java.util.Map;
import org.addonsdata.addons.load.Row;
import org.addonsdata.addons.load.Table;
import org.addonsdata.addons.load.TableLoader;
import org.addonsdata.addons.reference.ApplicationVersions;
import org.addonsdata.addons.reference.ReferenceData;
import org.addonsdata.addons.seed.Activity.Action;
import org.addonsdata.addons.seed.AddonDraft.Author;

/**
 * Writes drafts as rows, with ids in the order they come and with every column that repeats what
 * other tables say.
 */
final class CatalogueWriter {
    private static final int PREVIEW_WIDTH = 1280;
    private static final int PREVIEW_HEIGHT = 800;
    private static final long DAY = 24 * 60 * 60;

    private final TableLoader loader;
    private final Ids ids = new Ids();
    private final TagBook tags = new TagBook();
    private final Hashes hashes = new Hashes();
    private final Translations translations;
    private final Activity activity;
    private final VersionWriter versions;
    private final ReviewWriter reviews;

    CatalogueWriter(TableLoader loader) {
        this.loader = loader;
        this.translations = new Translations(loader, ids);
        this.activity = new Activity(loader, ids);
        this.versions = new VersionWriter(loader, ids, translations, activity);
        this.reviews = new ReviewWriter(loader, ids, activity);
    }

    /** The id that the next add-on will have. */
    int nextAddon() {
        return ids.peek(Table.ADDONS);
    }

    /** The id that the next user must have. */
    int nextUser() {
        return ids.peek(Table.USERS);
    }

    void user(UserDraft draft) {
        int id = ids.next(Table.USERS);
        if (id != draft.id()) {
            throw new IllegalStateException(
                    "user " + draft.id() + " comes where " + id + " should");
        }
        var row =
                loader.row(Table.USERS).number(id).text(draft.username()).text(draft.displayName());
        row.text(draft.username() + "@example.com")
                .text(hashes.of(draft.username()).substring(0, 32))
                .number(id);
        rating(row, draft.averageRating() > 0, draft.averageRating());
        row.none()
                .none()
                .text(draft.location())
                .none()
                .none()
                .none()
                .flag(draft.developer())
                .flag(false)
                .flag(true);
        row.timeOrNone(draft.developer() ? draft.created() : 0).time(draft.created() + DAY).none();
        row.text("198.51.100." + id % 256).text("").end(draft.created(), draft.created() + DAY);
    }

    /** Writes the add-on with all that belongs to it and returns its id. */
    int addon(AddonDraft draft) {
        int id = ids.next(Table.ADDONS);
        var author = draft.authors().getFirst().user();
        activity.log(Action.CREATE_ADDON, author, draft.created(), id);
        var versionIds = versions.write(id, draft);
        reviews.write(id, versionIds, draft);
        row(id, draft, current(draft), versionIds);
        authors(id, draft);
        categories(id, draft);
        tags(id, draft);
        previews(id, draft);
        promotions(id, draft, versionIds);
        if (draft.identity().status() == AddonDraft.DELETED) {
            keepGuid(id, draft);
        }
        for (int i = 0; i < draft.traits().edits(); i++) {
            activity.log(Action.EDIT_PROPERTIES, author, draft.created() + (i + 1) * DAY, id);
        }
        return id;
    }

    void collection(CollectionDraft draft) {
        int id = ids.next(Table.COLLECTIONS);
        var name = translations.plain(draft.name(), draft.created());
        var description = translations.markup(draft.description(), draft.created());
        var row = loader.row(Table.COLLECTIONS).number(id);
        row.text(hashes.of("collection " + id).substring(0, 32)).number(name).text(draft.slug());
        row.reference(description).text(draft.locale()).number(draft.type()).flag(draft.listed());
        row.number(draft.addons().size())
                .number(draft.author())
                .end(draft.created(), draft.created());
        int ordering = 0;
        for (int addon : draft.addons()) {
            var member =
                    loader.row(Table.ADDONS_COLLECTIONS).number(ids.next(Table.ADDONS_COLLECTIONS));
            member.number(addon).number(id).none().number(draft.author()).number(ordering++);
            member.end(draft.created(), draft.created());
            activity.log(
                    Action.ADD_TO_COLLECTION,
                    draft.author(),
                    draft.created(),
                    addon,
                    "bandwagon.collection",
                    id);
        }
    }

    /** A guid that must not be installed. */
    void block(String guid, String greatestVersion, String reason, long time) {
        var row =
                loader.row(Table.BLOCKS)
                        .number(ids.next(Table.BLOCKS))
                        .text(guid)
                        .text("0")
                        .text(greatestVersion);
        row.none().text(reason).number(ReferenceData.LOCAL_ADMIN).end(time, time);
    }

    /**
     * Writes what is known only at the end. Returns the highest translation id that was handed out.
     */
    int end(long time) {
        tags.write(loader, time);
        return ids.lastTranslation();
    }

    private void row(int id, AddonDraft draft, int current, List<Integer> versionIds) {
        var identity = draft.identity();
        var ratings = Ratings.of(draft.reviews());
        var deleted = identity.status() == AddonDraft.DELETED;
        var translated = translate(draft);
        var row = loader.row(Table.ADDONS).number(id);
        row.text(deleted ? null : identity.guid())
                .text(deleted ? null : identity.slug())
                .text(identity.locale());
        row.number(identity.type())
                .number(identity.status())
                .text(draft.isTheme() ? "" : "image/png");
        row.text(draft.isTheme() ? null : hashes.of(identity.guid()).substring(0, 8));
        rating(row, ratings.count() > 0, ratings.average());
        row.decimal(ratings.bayesian()).number(ratings.count()).number(ratings.textCount());
        row.number(draft.popularity().weeklyDownloads()).decimal(draft.popularity().hotness());
        row.number(draft.popularity().dailyUsers()).timeOrNone(lastUpdated(draft, current));
        row.flag(draft.traits().inactive()).text(draft.traits().targetLocale());
        row.text(draft.traits().contributions());
        row.flag(draft.traits().experimental()).number(0).flag(draft.traits().requiresPayment());
        row.reference(current < 0 || deleted ? 0 : versionIds.get(current));
        for (int translation : translated) {
            row.reference(translation);
        }
        row.end(draft.created(), modified(draft));
    }

    private int[] translate(AddonDraft draft) {
        var fields = AddonText.values();
        var written = new int[fields.length];
        for (int i = 0; i < fields.length; i++) {
            var text = draft.texts().getOrDefault(fields[i], Localized.NONE);
            written[i] = translations.write(text, fields[i].markup(), draft.created());
        }
        return written;
    }

    /**
     * The newest version that is listed and approved, or else waits for it; -1 when there is none.
     */
    private static int current(AddonDraft draft) {
        int waiting = -1;
        for (int i = draft.versions().size() - 1; i >= 0; i--) {
            var version = draft.versions().get(i);
            if (version.canBeCurrent()) {
                if (version.file().status() == AddonDraft.APPROVED) {
                    return i;
                }
                waiting = Math.max(waiting, i);
            }
        }
        return waiting;
    }

    private static long lastUpdated(AddonDraft draft, int current) {
        return current < 0 ? 0 : VersionWriter.approval(draft.versions().get(current));
    }

    private static long modified(AddonDraft draft) {
        var last =
                draft.versions().isEmpty() ? draft.created() : draft.versions().getLast().created();
        return Math.max(last, draft.created()) + DAY;
    }

    private void authors(int addon, AddonDraft draft) {
        int position = 0;
        for (Author author : draft.authors()) {
            var row =
                    loader.row(Table.ADDONS_USERS)
                            .number(ids.next(Table.ADDONS_USERS))
                            .number(addon);
            row.number(author.user()).number(author.role()).flag(true).number(position++);
            row.end(draft.created(), draft.created());
        }
    }

    private void categories(int addon, AddonDraft draft) {
        for (var category : draft.categories()) {
            var row = loader.row(Table.ADDONS_CATEGORIES).number(ids.next(Table.ADDONS_CATEGORIES));
            row.number(addon).number(category.id()).end(draft.created(), draft.created());
        }
    }

    private void tags(int addon, AddonDraft draft) {
        for (var tag : draft.tags()) {
            var row = loader.row(Table.USERS_TAGS_ADDONS).number(ids.next(Table.USERS_TAGS_ADDONS));
            row.number(tags.use(tag)).number(addon).end(draft.created(), draft.created());
        }
    }

    private void previews(int addon, AddonDraft draft) {
        int position = 0;
        for (var caption : draft.previewCaptions()) {
            var row = loader.row(Table.PREVIEWS).number(ids.next(Table.PREVIEWS)).number(addon);
            row.reference(translations.plain(caption, draft.created())).number(position++);
            row.text(Json.sizes(PREVIEW_WIDTH, PREVIEW_HEIGHT))
                    .none()
                    .end(draft.created(), draft.created());
        }
    }

    private void promotions(int addon, AddonDraft draft, List<Integer> versionIds) {
        var group = draft.promoted();
        var current = current(draft);
        if (group == null || current < 0) {
            return;
        }
        for (int application : List.of(ApplicationVersions.FIREFOX, ApplicationVersions.ANDROID)) {
            var row =
                    loader.row(Table.PROMOTED_PROMOTEDADDON)
                            .number(ids.next(Table.PROMOTED_PROMOTEDADDON));
            row.number(group.id())
                    .number(addon)
                    .number(application)
                    .end(draft.created(), draft.created());
            var version = loader.row(Table.PROMOTED_PROMOTEDADDONVERSION);
            version.number(ids.next(Table.PROMOTED_PROMOTEDADDONVERSION)).number(group.id());
            version.number(versionIds.get(current))
                    .number(application)
                    .end(draft.created(), draft.created());
        }
    }

    /** The guid of a deleted add-on stays known. */
    private void keepGuid(int addon, AddonDraft draft) {
        var guid = draft.identity().guid();
        var row =
                loader.row(Table.ADDONS_REUSEDGUID)
                        .number(ids.next(Table.ADDONS_REUSEDGUID))
                        .number(addon);
        row.text(guid).text(hashes.of(guid)).end(draft.created(), draft.created());
        var denied = loader.row(Table.DENIED_GUIDS).number(ids.next(Table.DENIED_GUIDS)).text(guid);
        denied.text("Deleted by its developer").end(draft.created(), draft.created());
    }

    private static void rating(Row row, boolean rated, double average) {
        if (rated) {
            row.decimal(average);
        } else {
            row.none();
        }
    }

    /** What the loader has loaded, once it is all there. */
    Map<String, Long> finish() {
        return loader.finish();
    }
}
