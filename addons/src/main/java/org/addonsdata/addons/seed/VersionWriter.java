package org.addonsdata.addons.seed;

import java.util.ArrayList;
import java.util.List;
import org.addonsdata.addons.load.Table;
import org.addonsdata.addons.load.TableLoader;
import org.addonsdata.addons.reference.ApplicationVersions;
import org.addonsdata.addons.reference.ReferenceData;
import org.addonsdata.addons.seed.Activity.Action;
import org.addonsdata.addons.seed.AddonDraft.VersionDraft;

/** Writes the versions of an add-on with their files, applications, pictures and log entries. */
final class VersionWriter {
    private static final int UNLISTED = 1;
    private static final int LISTED = 2;
    private static final long REVIEW_SECONDS = 3 * 60 * 60;
    private static final int PICTURE_WIDTH = 720;
    private static final int PICTURE_HEIGHT = 92;

    private final TableLoader loader;
    private final Ids ids;
    private final Translations translations;
    private final Activity activity;
    private final Hashes hashes = new Hashes();
    private final ApplicationVersions applications = new ApplicationVersions();

    VersionWriter(TableLoader loader, Ids ids, Translations translations, Activity activity) {
        this.loader = loader;
        this.ids = ids;
        this.translations = translations;
        this.activity = activity;
    }

    /** Writes all of them and returns their ids in the order of the list. */
    List<Integer> write(int addon, AddonDraft draft) {
        var written = new ArrayList<Integer>();
        for (var version : draft.versions()) {
            int id = ids.next(Table.VERSIONS);
            written.add(id);
            version(id, addon, version);
            file(id, draft, version);
            applications(id, version);
            if (draft.isTheme()) {
                picture(id, draft, version);
            }
            log(id, addon, draft, version);
        }
        return written;
    }

    private void version(int id, int addon, VersionDraft version) {
        var notes = translations.markup(version.releaseNotes(), version.created());
        var row = loader.row(Table.VERSIONS).number(id).number(addon).text(version.version());
        row.number(version.license().id()).reference(notes).none().none();
        row.timeOrNone(approval(version)).flag(version.deleted()).none();
        row.number(version.listed() ? LISTED : UNLISTED);
        row.text("").end(version.created(), version.created() + REVIEW_SECONDS);
    }

    private void file(int version, AddonDraft draft, VersionDraft drafted) {
        var file = drafted.file();
        var slug = draft.identity().slug();
        var approved = file.status() == AddonDraft.APPROVED;
        var name = draft.identity().guid() + "/" + drafted.version();
        var row = loader.row(Table.FILES).number(ids.next(Table.FILES)).number(version);
        row.text(slug + "-" + drafted.version() + ".xpi").number(file.size());
        row.text("sha256:" + hashes.of("signed " + name))
                .text("sha256:" + hashes.of(name))
                .number(file.status());
        row.time(drafted.created() + REVIEW_SECONDS).timeOrNone(approval(drafted));
        row.flag(file.strictCompatibility())
                .flag(approved)
                .flag(draft.traits().experimental())
                .flag(false);
        row.text(approved ? Integer.toString(version) : "").number(file.manifestVersion());
        row.text(Json.strings(file.permissions()))
                .text("[]")
                .text(Json.strings(file.hostPermissions()));
        row.end(drafted.created(), drafted.created() + REVIEW_SECONDS);
    }

    private void applications(int version, VersionDraft draft) {
        for (var range : draft.compatibility()) {
            var row =
                    loader.row(Table.APPLICATIONS_VERSIONS)
                            .number(ids.next(Table.APPLICATIONS_VERSIONS));
            row.number(range.application()).number(version);
            row.number(applications.id(range.application(), range.least()));
            row.number(applications.id(range.application(), range.greatest()));
            row.end(draft.created(), draft.created());
        }
    }

    private void picture(int version, AddonDraft draft, VersionDraft drafted) {
        var seed = draft.identity().guid().hashCode();
        int hue = Math.floorMod(seed, 256);
        int lightness = 40 + Math.floorMod(seed >> 8, 160);
        var colors =
                "["
                        + Json.color(hue, 180, lightness, 70)
                        + ", "
                        + Json.color((hue + 90) % 256, 90, 200, 30)
                        + "]";
        loader.row(Table.VERSION_PREVIEWS)
                .number(ids.next(Table.VERSION_PREVIEWS))
                .number(version)
                .none()
                .number(0)
                .text(Json.sizes(PICTURE_WIDTH, PICTURE_HEIGHT))
                .text(colors)
                .end(drafted.created(), drafted.created());
    }

    private void log(int id, int addon, AddonDraft draft, VersionDraft version) {
        var author = draft.authors().getFirst().user();
        activity.log(Action.ADD_VERSION, author, version.created(), addon, "versions.version", id);
        if (approval(version) != 0) {
            var reviewer = ReferenceData.TASK_USER;
            activity.log(
                    Action.APPROVE_VERSION,
                    reviewer,
                    approval(version),
                    addon,
                    "versions.version",
                    id);
        }
        if (version.deleted()) {
            activity.log(
                    Action.DELETE_VERSION,
                    author,
                    version.created() + 2 * REVIEW_SECONDS,
                    addon,
                    "versions.version",
                    id);
        }
    }

    /** When the version's file was approved; 0 when it was not. */
    static long approval(VersionDraft version) {
        return version.file().status() == AddonDraft.APPROVED
                ? version.created() + REVIEW_SECONDS
                : 0;
    }
}
