package org.addonsdata.addons.seed;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.addonsdata.addons.reference.ApplicationVersions;
import org.addonsdata.addons.reference.Category;
import org.addonsdata.addons.reference.License;
import org.addonsdata.addons.reference.PromotedGroup;
import org.addonsdata.addons.seed.AddonDraft.Author;
import org.addonsdata.addons.seed.AddonDraft.Compatibility;
import org.addonsdata.addons.seed.AddonDraft.FileDraft;
import org.addonsdata.addons.seed.AddonDraft.Identity;
import org.addonsdata.addons.seed.AddonDraft.Popularity;
import org.addonsdata.addons.seed.AddonDraft.ReviewDraft;
import org.addonsdata.addons.seed.AddonDraft.Standing;
import org.addonsdata.addons.seed.AddonDraft.Traits;
import org.addonsdata.addons.seed.AddonDraft.VersionDraft;
import org.addonsdata.addons.seed.DefaultCatalogue.Entry;
import org.addonsdata.core.progress.Progress;

/**
 * The add-ons that every seeded database has: ten extensions for firefox, ten for android and ten
 * themes made from an adjective and a noun, and those written down in {@link DefaultCatalogue}.
 */
final class DefaultSeed {
    /** 81 extensions and 17 themes. */
    static final int ADDONS = 98;

    /** 30 by category, 14 by {@code mozilla}, 26 of favorites. */
    static final int COLLECTIONS = 70;

    /** Five for each of the thirty, eight for the add-on of the UI tests. */
    static final int REVIEWS = 158;

    private static final int NAMED_AFTER_NOUNS = 30;
    private static final int PER_KIND = 10;
    private static final int REVIEWS_EACH = 5;
    private static final int UI_TEST_REVIEWS = 8;
    private static final int TEST_USERS = 150;
    private static final int FAVORITES = 26;
    private static final List<String> LOCALES = List.of("es-ES", "fr");
    private static final long DAY = 24 * 60 * 60;

    /** 2026-11-01. Everything happened before. */
    static final long TODAY = 1_793_491_200L;

    private final CatalogueWriter writer;
    private final Randoms randoms;
    private final Words words = Words.read();
    private final DefaultCatalogue catalogue = DefaultCatalogue.read();
    private final Map<String, Integer> addonsBySlug = new HashMap<>();
    private final List<Integer> madeByCategory = new ArrayList<>();
    private final Map<Integer, List<Double>> ratingsByUser = new HashMap<>();
    private final int firstUser;
    private final int mozilla;

    DefaultSeed(CatalogueWriter writer, Randoms randoms) {
        this.writer = writer;
        this.randoms = randoms;
        this.firstUser = writer.nextUser();
        this.mozilla = firstUser + TEST_USERS;
    }

    void write(Progress.Task task) {
        for (int i = 0; i < NAMED_AFTER_NOUNS; i++) {
            madeByCategory.add(addon(fromNouns(i), task));
        }
        for (var entry : catalogue.addons()) {
            addonsBySlug.put(entry.slug(), addon(written(entry), task));
        }
        users();
        collections();
        writer.block(
                "spyware@example.com", "*", "Sends what is typed to its maker.", TODAY - 100 * DAY);
    }

    private int addon(AddonDraft draft, Progress.Task task) {
        var average = Ratings.of(draft.reviews());
        for (var author : draft.authors()) {
            if (average.count() > 0) {
                ratingsByUser
                        .computeIfAbsent(author.user(), user -> new ArrayList<>())
                        .add(average.average());
            }
        }
        task.advance(1);
        return writer.addon(draft);
    }

    private AddonDraft fromNouns(int number) {
        var random = randoms.of("default add-on", number);
        var theme = number >= 2 * PER_KIND;
        var android = number >= PER_KIND && !theme;
        var category = category(number);
        var name =
                words.adjectives().get(number * 5 % words.adjectives().size())
                        + " "
                        + words.nouns().get(number * 7 % words.nouns().size());
        var slug = name.toLowerCase(Locale.ROOT).replace(' ', '-');
        var created = TODAY - random.between(200, 1500) * DAY;
        var application = android ? ApplicationVersions.ANDROID : ApplicationVersions.FIREFOX;
        var place = random.below(words.thingCount(theme));
        var tags = theme ? List.<String>of() : List.of(words.tags().get(place));
        return new AddonDraft(
                new Identity(type(theme), "@" + slug, slug, Words.ENGLISH, AddonDraft.APPROVED),
                textsFromNouns(name, place, theme),
                new Popularity(random.between(200, 2000), random.between(200, 2000), 0),
                List.of(new Author(firstUser + number, Author.OWNER)),
                List.of(category),
                tags,
                captions(theme, number),
                List.of(
                        version(
                                theme,
                                List.of(new Compatibility(application, "4.0", "50.0")),
                                random,
                                created)),
                reviews(firstUser + number * REVIEWS_EACH, REVIEWS_EACH, random, created),
                null,
                Traits.USUAL,
                created);
    }

    /** Round-robin over the extensions' categories, then over the themes'. */
    private static Category category(int number) {
        var theme = number >= 2 * PER_KIND;
        var all = Category.of(theme);
        return all.get((theme ? number - 2 * PER_KIND : number) % all.size());
    }

    private Map<AddonText, Localized> textsFromNouns(String name, int place, boolean theme) {
        SortedMap<String, String> names = new TreeMap<>(Map.of(Words.ENGLISH, name));
        SortedMap<String, String> summaries = new TreeMap<>();
        summaries.put(Words.ENGLISH, summary(Words.ENGLISH, theme, place));
        for (var locale : LOCALES) {
            names.put(locale, name + " – " + words.language(locale).thing(theme, place));
            summaries.put(locale, summary(locale, theme, place));
        }
        return texts(new Localized(names), new Localized(summaries), place, name);
    }

    private String summary(String locale, boolean theme, int place) {
        var language = words.language(locale);
        return language.summary(place, language.thing(theme, place));
    }

    private AddonDraft written(Entry entry) {
        int number = writer.nextAddon();
        var random = randoms.of("written add-on", entry.slug().hashCode());
        var created = TODAY - random.between(300, 2400) * DAY;
        var theme = entry.theme();
        return new AddonDraft(
                new Identity(
                        type(theme),
                        entry.guid(),
                        entry.slug(),
                        entry.locale(),
                        AddonDraft.APPROVED),
                texts(
                        Localized.of(entry.name()),
                        Localized.of(entry.summary()),
                        number,
                        entry.slug()),
                new Popularity(
                        entry.dailyUsers(), entry.dailyUsers() / 40 + 5, random.below(100) / 100.0),
                authors(entry, number),
                entry.categories().stream().map(slug -> Category.of(slug, theme)).toList(),
                entry.tags(),
                captions(theme, number),
                versions(theme, random, created),
                entry.slug().equals("ui-test-2")
                        ? reviews(firstUser, UI_TEST_REVIEWS, random, created)
                        : List.of(),
                entry.promoted(),
                Traits.USUAL,
                created);
    }

    /** The add-ons for tests by two test developers, those of Firefox by {@code mozilla}. */
    private List<Author> authors(Entry entry, int number) {
        if (entry.slug().equals("ui-test-2")) {
            return List.of(
                    new Author(mozilla + 1, Author.OWNER),
                    new Author(mozilla + 2, Author.DEVELOPER));
        }
        if (entry.forTests()) {
            return List.of(new Author(mozilla + 1, Author.OWNER));
        }
        var byFirefox = entry.promoted() == PromotedGroup.LINE;
        return List.of(new Author(byFirefox ? mozilla : firstUser + number, Author.OWNER));
    }

    private Map<AddonText, Localized> texts(
            Localized name, Localized summary, int number, String site) {
        SortedMap<String, String> descriptions = new TreeMap<>();
        summary.byLocale()
                .forEach((locale, text) -> {
                    var language = words.languages().get(locale);
                    descriptions.put(
                            locale,
                            language == null
                                    ? text
                                    : text + "\n\n" + language.sentences(number, 3));
                });
        var host =
                "https://"
                        + site.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-")
                        + ".example.com";
        return Map.of(
                AddonText.NAME,
                name,
                AddonText.SUMMARY,
                summary,
                AddonText.DESCRIPTION,
                new Localized(descriptions),
                AddonText.HOMEPAGE,
                Localized.of(Words.ENGLISH, host),
                AddonText.SUPPORT_URL,
                Localized.of(Words.ENGLISH, host + "/support"),
                AddonText.PRIVACY_POLICY,
                number % 3 == 0
                        ? Localized.of(Words.ENGLISH, "Nothing is collected.")
                        : Localized.NONE);
    }

    private List<Localized> captions(boolean theme, int number) {
        if (theme) {
            return List.of();
        }
        SortedMap<String, String> captions = new TreeMap<>();
        for (var locale : List.of(Words.ENGLISH, "es-ES", "fr")) {
            captions.put(locale, words.language(locale).caption(number));
        }
        return List.of(new Localized(captions));
    }

    private static List<VersionDraft> versions(boolean theme, Randoms.Stream random, long created) {
        var applications = new ArrayList<Compatibility>();
        applications.add(
                new Compatibility(ApplicationVersions.FIREFOX, "109.0", ApplicationVersions.ANY));
        if (!theme) {
            applications.add(
                    new Compatibility(
                            ApplicationVersions.ANDROID, "120.0", ApplicationVersions.ANY));
        }
        return List.of(version(theme, applications, random, created));
    }

    private static VersionDraft version(
            boolean theme, List<Compatibility> applications, Randoms.Stream random, long created) {
        var licenses = License.forThemes(theme);
        return new VersionDraft(
                "1." + random.below(10) + "." + random.below(20),
                licenses[random.below(licenses.length)],
                Localized.of(Words.ENGLISH, "The first release."),
                new FileDraft(
                        AddonDraft.APPROVED,
                        random.between(8_000, 900_000),
                        random.chance(0.4) ? 3 : 2,
                        false,
                        theme ? List.of() : List.of("storage", "tabs"),
                        theme ? List.of() : List.of("<all_urls>")),
                applications,
                false,
                true,
                created);
    }

    private List<ReviewDraft> reviews(
            int firstReviewer, int count, Randoms.Stream random, long created) {
        var texts = words.language(Words.ENGLISH).reviews();
        var reviews = new ArrayList<ReviewDraft>();
        for (int i = 0; i < count; i++) {
            reviews.add(
                    new ReviewDraft(
                            firstReviewer + i,
                            0,
                            random.between(0, 5),
                            texts.get((firstReviewer + i) % texts.size()),
                            null,
                            Standing.LATEST,
                            created + random.between(1, 150) * DAY));
        }
        return reviews;
    }

    private void users() {
        for (int i = 0; i < TEST_USERS; i++) {
            var random = randoms.of("test user", i);
            var name = words.nouns().get(random.below(words.nouns().size()));
            var username = name.toLowerCase(Locale.ROOT) + "-" + (i + 1);
            user(firstUser + i, username, name + " " + (i + 1));
        }
        user(mozilla, "mozilla", "Mozilla");
        user(mozilla + 1, "uitest", "UI Test");
        user(mozilla + 2, "uitest2", "UI Test, the second");
    }

    private void user(int id, String username, String displayName) {
        var ratings = ratingsByUser.getOrDefault(id, List.of());
        var average = ratings.stream().mapToDouble(Double::doubleValue).average().orElse(0);
        var developer = id >= mozilla || id < firstUser + ADDONS;
        writer.user(
                new UserDraft(
                        id,
                        username,
                        displayName,
                        "Mountain View",
                        developer,
                        Ratings.round(average),
                        TODAY - 2500 * DAY));
    }

    private void collections() {
        for (int i = 0; i < NAMED_AFTER_NOUNS; i++) {
            var category = category(i);
            var slug = category.slug() + "-" + (i / PER_KIND + 1);
            var names =
                    Map.of(
                            Words.ENGLISH,
                            "Best of " + category.slug(),
                            "fr",
                            "Le meilleur de " + category.slug());
            collection(
                    slug,
                    names,
                    CollectionDraft.NORMAL,
                    firstUser + i,
                    List.of(madeByCategory.get(i)));
        }
        for (var shelf : catalogue.collections()) {
            var members = shelf.addons().stream().map(addonsBySlug::get).toList();
            var type = members.size() > 1 ? CollectionDraft.FEATURED : CollectionDraft.NORMAL;
            collection(shelf.slug(), shelf.name(), type, mozilla, members);
        }
        for (int i = 0; i < FAVORITES; i++) {
            favorites(i);
        }
    }

    private void favorites(int number) {
        var random = randoms.of("favorites", number);
        var members = new ArrayList<Integer>();
        for (int i = 0; i < 3; i++) {
            members.add(1 + (number * 11 + i * 29 + random.below(20)) % ADDONS);
        }
        var name = Map.of(Words.ENGLISH, "My Favorite Add-ons", "fr", "Mes modules préférés");
        collection(
                "favorites",
                name,
                CollectionDraft.FAVORITES,
                firstUser + 100 + number,
                members.stream().distinct().toList());
    }

    private void collection(
            String slug, Map<String, String> name, int type, int author, List<Integer> members) {
        var listed = type != CollectionDraft.FAVORITES;
        var description =
                listed
                        ? Localized.of(Words.ENGLISH, "A choice of add-ons for you.")
                        : Localized.NONE;
        writer.collection(
                new CollectionDraft(
                        slug,
                        Localized.of(name),
                        description,
                        Words.ENGLISH,
                        type,
                        listed,
                        author,
                        members,
                        TODAY - 90 * DAY));
    }

    private static int type(boolean theme) {
        return theme ? AddonDraft.STATIC_THEME : AddonDraft.EXTENSION;
    }
}
