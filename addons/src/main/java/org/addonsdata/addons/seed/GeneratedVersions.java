package org.addonsdata.addons.seed;

import java.util.ArrayList;
import java.util.List;
import org.addonsdata.addons.reference.ApplicationVersions;
import org.addonsdata.addons.reference.License;
import org.addonsdata.addons.seed.AddonDraft.Compatibility;
import org.addonsdata.addons.seed.AddonDraft.FileDraft;
import org.addonsdata.addons.seed.AddonDraft.VersionDraft;

/** The versions of generated add-ons: mostly one to three, seldom dozens. */
final class GeneratedVersions {
    private static final int MOST = 40;
    private static final long DAY = 24 * 60 * 60;
    private static final List<String> PERMISSIONS =
            List.of(
                    "storage",
                    "tabs",
                    "activeTab",
                    "contextMenus",
                    "webRequest",
                    "cookies",
                    "notifications",
                    "bookmarks",
                    "downloads",
                    "history",
                    "clipboardWrite",
                    "menus",
                    "alarms",
                    "scripting",
                    "webNavigation");
    private static final List<String> HOSTS =
            List.of("<all_urls>", "https://*/*", "*://*.example.com/*", "*://*.youtube.com/*");

    private final License[] extensionLicenses = License.forThemes(false);
    private final License[] themeLicenses = License.forThemes(true);

    List<VersionDraft> make(
            Randoms.Stream random, int type, int status, String locale, long created) {
        if (status == AddonDraft.INCOMPLETE && random.chance(0.6)) {
            return List.of();
        }
        int count = 1 + (status == AddonDraft.INCOMPLETE ? 0 : random.run(0.6, MOST - 1));
        var versions = new ArrayList<VersionDraft>(count);
        for (int i = 0; i < count; i++) {
            long time = created + (DefaultSeed.TODAY - 3 * DAY - created) * i / count;
            versions.add(version(random, type, status, i, i == count - 1, locale, time));
        }
        return versions;
    }

    private VersionDraft version(
            Randoms.Stream random,
            int type,
            int status,
            int number,
            boolean last,
            String locale,
            long created) {
        var theme = type == AddonDraft.STATIC_THEME;
        var licenses = theme ? themeLicenses : extensionLicenses;
        var gone =
                status == AddonDraft.DELETED
                        || status == AddonDraft.INCOMPLETE
                        || (!last && random.chance(0.03));
        return new VersionDraft(
                (1 + number / 10) + "." + number % 10 + "." + random.below(5),
                licenses[(int) (licenses.length * random.unit() * random.unit())],
                number > 0 && random.chance(0.2)
                        ? Localized.of(
                                locale,
                                "Version " + (number + 1) + ": faster, and some errors are gone.")
                        : Localized.NONE,
                file(random, theme, fileStatus(random, status, last)),
                compatibility(random, theme, created),
                gone,
                last || random.chance(0.97),
                created);
    }

    private static int fileStatus(Randoms.Stream random, int status, boolean last) {
        return switch (status) {
            case AddonDraft.DISABLED -> AddonDraft.DISABLED;
            case AddonDraft.NOMINATED -> AddonDraft.AWAITING_REVIEW;
            default -> !last && random.chance(0.03) ? AddonDraft.DISABLED : AddonDraft.APPROVED;
        };
    }

    private static FileDraft file(Randoms.Stream random, boolean theme, int status) {
        var permissions = new ArrayList<String>();
        for (int i = theme ? 0 : random.between(0, 5); i > 0; i--) {
            var permission = random.pick(PERMISSIONS);
            if (!permissions.contains(permission)) {
                permissions.add(permission);
            }
        }
        return new FileDraft(
                status,
                random.heavyTail(4_000, 1.2, 90_000_000),
                random.chance(0.4) ? 3 : 2,
                random.chance(0.02),
                permissions,
                theme || random.chance(0.5) ? List.of() : List.of(random.pick(HOSTS)));
    }

    private static List<Compatibility> compatibility(
            Randoms.Stream random, boolean theme, long created) {
        int yearsAgo = (int) ((DefaultSeed.TODAY - created) / (365 * DAY));
        int least =
                Math.max(48, ApplicationVersions.CURRENT - 13 * yearsAgo - random.between(5, 40));
        var greatest =
                random.chance(0.8)
                        ? ApplicationVersions.ANY
                        : (least + random.between(1, 5)) + ".*";
        var ranges = new ArrayList<Compatibility>();
        ranges.add(new Compatibility(ApplicationVersions.FIREFOX, least + ".0", greatest));
        if (!theme && random.chance(0.35)) {
            ranges.add(new Compatibility(ApplicationVersions.ANDROID, least + ".0", greatest));
        }
        return ranges;
    }
}
