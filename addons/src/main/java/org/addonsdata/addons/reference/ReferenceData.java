package org.addonsdata.addons.reference;

import java.util.List;
import java.util.Map;
import org.addonsdata.addons.load.Table;
import org.addonsdata.addons.load.TableLoader;
import org.addonsdata.core.sql.Connections;

/** Writes the initial data into an empty schema; the same rows every time. */
public final class ReferenceData {
    /** The account of whoever works with the data: may do everything. */
    public static final int LOCAL_ADMIN = 1;

    /** The account in whose name the application's own tasks act. */
    public static final int TASK_USER = 2;

    /** The first user id that is free afterwards. */
    public static final int FIRST_FREE_USER = 3;

    /** The highest translation id that is taken afterwards: every licence has a name and a text. */
    public static final int LAST_TRANSLATION = License.values().length * 2;

    /** When all of it was made, 2019-01-01. */
    public static final long CREATED = 1_546_300_800L;

    private static final String LOCALE = "en-US";
    private static final Map<String, String> CONFIG =
            Map.of("site_notice", "", "submit_notification_warning", "", "initial_data", "1");
    private static final List<String> RESERVED_SLUGS =
            List.of(
                    "about",
                    "addon",
                    "addons",
                    "api",
                    "blocked-addon",
                    "collections",
                    "developers",
                    "extensions",
                    "firefox",
                    "language-tools",
                    "mozilla",
                    "reviewers",
                    "search",
                    "static",
                    "submit",
                    "themes",
                    "users",
                    "versions");

    private final TableLoader loader;

    private ReferenceData(TableLoader loader) {
        this.loader = loader;
    }

    /** Loads everything and returns the rows by table. */
    public static Map<String, Long> load(Connections connections, String schema) {
        try (var loader = TableLoader.open(connections, schema, 1)) {
            var data = new ReferenceData(loader);
            data.accounts();
            data.licenses();
            data.applicationVersions();
            data.promotedGroups();
            data.settings();
            return loader.finish();
        }
    }

    private void accounts() {
        account(LOCAL_ADMIN, "local_admin", "local_admin@mozilla.com", "Super user");
        account(
                TASK_USER,
                "task_user",
                "task_user@mozilla.com",
                "Acts for the application's own tasks");
    }

    private void account(int id, String username, String email, String notes) {
        var row = loader.row(Table.USERS);
        row.number(id)
                .text(username)
                .text(username)
                .text(email)
                .none()
                .none()
                .none()
                .none()
                .none()
                .none()
                .none();
        row.text(notes).none().flag(false).flag(false).flag(false).time(CREATED).none().none();
        row.text("127.0.0.1").text("").end(CREATED, CREATED);
    }

    private void licenses() {
        int translation = 0;
        for (var license : License.values()) {
            var name = translate(++translation, license.title());
            var text = translate(++translation, license.text());
            var row = loader.row(Table.LICENSES).number(license.id()).number(license.builtin());
            row.number(name).number(text).text(license.url().isEmpty() ? null : license.url());
            row.end(CREATED, CREATED);
        }
        loader.row(Table.TRANSLATIONS_SEQ).number(translation).end();
    }

    private int translate(int id, String text) {
        var row = loader.row(Table.TRANSLATIONS).number(id).number(id).text(LOCALE);
        row.text(text).none().end(CREATED, CREATED);
        return id;
    }

    private void applicationVersions() {
        for (var version : new ApplicationVersions().entries()) {
            loader.row(Table.APPVERSIONS)
                    .number(version.id())
                    .number(version.application())
                    .text(version.version())
                    .number(version.code())
                    .end(CREATED, CREATED);
        }
    }

    private void promotedGroups() {
        for (var group : PromotedGroup.values()) {
            var row = loader.row(Table.PROMOTED_PROMOTEDGROUP);
            row.number(group.id())
                    .text(group.title())
                    .text(group.apiName())
                    .number(group.searchRankingBump());
            row.flag(group.reviewedFirst()).flag(group.reviewedByAdministrators());
            row.flag(group.reviewedByAdministrators()).flag(group.badged()).flag(group.hero());
            row.flag(group == PromotedGroup.SPOTLIGHT).flag(group == PromotedGroup.STRATEGIC);
            row.flag(group == PromotedGroup.RECOMMENDED || group == PromotedGroup.LINE);
            row.flag(!group.retired()).flag(group.badged()).flag(!group.retired());
            row.end(CREATED, CREATED);
        }
    }

    private void settings() {
        CONFIG.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry ->
                        loader.row(Table.CONFIG).text(entry.getKey()).text(entry.getValue()).end());
        int id = 0;
        for (var slug : RESERVED_SLUGS) {
            loader.row(Table.ADDONS_DENIED_SLUG).number(++id).text(slug).end(CREATED, CREATED);
        }
    }
}
