package org.addonsdata.addons.seed;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.addonsdata.addons.reference.Category;
import org.addonsdata.addons.reference.PromotedGroup;
import org.addonsdata.addons.seed.AddonDraft.Author;
import org.addonsdata.addons.seed.AddonDraft.Identity;
import org.addonsdata.addons.seed.AddonDraft.Popularity;
import org.addonsdata.addons.seed.AddonDraft.Traits;
import org.addonsdata.addons.seed.GeneratedTexts.Subject;
import org.addonsdata.addons.seed.People.Batch;
import org.jspecify.annotations.Nullable;

/**
 * Makes up one add-on after the other; each follows from its number alone and from how many there
 * are in all.
 */
final class GeneratedAddons {
    private static final long DAY = 24 * 60 * 60;
    private static final int OLDEST_DAYS = 3000;
    private static final int MOST_USERS = 6_000_000;
    private static final int POPULAR = 50_000;
    private static final int MOST_TAGS = 8;

    private final Randoms randoms;
    private final Words words;
    private final GeneratedTexts texts;
    private final GeneratedVersions versions = new GeneratedVersions();
    private final GeneratedReviews reviews;

    GeneratedAddons(Randoms randoms, Words words, People people) {
        this.randoms = randoms;
        this.words = words;
        this.texts = new GeneratedTexts(words);
        this.reviews = new GeneratedReviews(words, people);
    }

    AddonDraft make(Batch batch, int place) {
        int number = batch.first() + place;
        var random = randoms.of("add-on", number);
        int type = type(random);
        int status = status(random);
        var theme = type == AddonDraft.STATIC_THEME;
        var subject = texts.subject(random, theme);
        var locale = texts.locale(random);
        var popularity = popularity(random, status);
        var created =
                DefaultSeed.TODAY - (5 + random.below(OLDEST_DAYS)) * DAY + random.below((int) DAY);
        var made = versions.make(randoms.of("versions", number), type, status, locale, created);
        return new AddonDraft(
                identity(random, number, type, status, subject, locale),
                texts.texts(randoms.of("texts", number), subject, locale),
                popularity,
                authors(random, batch, place),
                categories(random, type, subject),
                tags(randoms.of("tags", number), subject),
                previews(random, theme, locale),
                made,
                reviews.make(randoms.of("reviews", number), popularity.dailyUsers(), made, locale),
                promoted(random, status, popularity),
                traits(random, type, status, locale),
                created);
    }

    private static int type(Randoms.Stream random) {
        double chance = random.unit();
        if (chance < 0.78) {
            return AddonDraft.EXTENSION;
        }
        return chance < 0.98
                ? AddonDraft.STATIC_THEME
                : chance < 0.99 ? AddonDraft.DICTIONARY : AddonDraft.LANGUAGE_PACK;
    }

    private static int status(Randoms.Stream random) {
        double chance = random.unit();
        if (chance < 0.86) {
            return AddonDraft.APPROVED;
        }
        if (chance < 0.90) {
            return AddonDraft.DISABLED;
        }
        if (chance < 0.94) {
            return AddonDraft.INCOMPLETE;
        }
        return chance < 0.97 ? AddonDraft.NOMINATED : AddonDraft.DELETED;
    }

    private static Identity identity(
            Randoms.Stream random,
            int number,
            int type,
            int status,
            Subject subject,
            String locale) {
        var slug = subject.title().toLowerCase(Locale.ROOT).replace(' ', '-') + "-" + (number + 1);
        var uuid = new UUID(random.random().nextLong(), random.random().nextLong());
        var guid = random.chance(0.5) ? "{" + uuid + "}" : slug + "@example.org";
        return new Identity(type, guid, slug, locale, status);
    }

    private static Popularity popularity(Randoms.Stream random, int status) {
        if (status == AddonDraft.INCOMPLETE || status == AddonDraft.NOMINATED) {
            return new Popularity(0, 0, 0);
        }
        int users = random.heavyTail(3, 1.1, MOST_USERS);
        return new Popularity(
                users, (int) (users * random.unit() / 10), random.below(200) / 100.0 - 0.5);
    }

    private static List<Author> authors(Randoms.Stream random, Batch batch, int place) {
        int owner = batch.developer(place);
        int other = batch.firstUser() + random.below(batch.developers());
        return other == owner || random.chance(0.85)
                ? List.of(new Author(owner, Author.OWNER))
                : List.of(new Author(owner, Author.OWNER), new Author(other, Author.DEVELOPER));
    }

    private List<Category> categories(Randoms.Stream random, int type, Subject subject) {
        if (type != AddonDraft.EXTENSION && !subject.theme()) {
            return List.of();
        }
        var all = Category.of(subject.theme());
        var first =
                subject.theme()
                        ? random.pick(all)
                        : Category.of(words.categories().get(subject.thing()), false);
        var second = random.pick(all);
        return first == second || random.chance(0.6) ? List.of(first) : List.of(first, second);
    }

    private List<String> tags(Randoms.Stream random, Subject subject) {
        var tags = new ArrayList<String>();
        if (!subject.theme() && random.chance(0.7)) {
            tags.add(words.tags().get(subject.thing()));
        }
        for (int i = random.run(0.55, MOST_TAGS); i > 0; i--) {
            var pool =
                    random.chance(0.4)
                            ? words.tags()
                            : random.chance(0.5) ? words.nouns() : words.adjectives();
            var tag =
                    pool.get((int) (pool.size() * random.unit() * random.unit()))
                            .toLowerCase(Locale.ROOT);
            if (!tags.contains(tag)) {
                tags.add(tag);
            }
        }
        return tags;
    }

    private List<Localized> previews(Randoms.Stream random, boolean theme, String locale) {
        var previews = new ArrayList<Localized>();
        for (int i = theme ? 0 : random.run(0.6, 6); i > 0; i--) {
            previews.add(
                    random.chance(0.5)
                            ? Localized.NONE
                            : Localized.of(locale, words.language(locale).caption(i)));
        }
        return previews;
    }

    private static @Nullable PromotedGroup promoted(
            Randoms.Stream random, int status, Popularity popularity) {
        if (status != AddonDraft.APPROVED) {
            return null;
        }
        if (popularity.dailyUsers() > POPULAR && random.chance(0.6)) {
            return PromotedGroup.RECOMMENDED;
        }
        double chance = random.unit();
        if (chance < 0.001) {
            return PromotedGroup.SPOTLIGHT;
        }
        return chance < 0.002
                ? PromotedGroup.STRATEGIC
                : chance < 0.0025 ? PromotedGroup.LINE : null;
    }

    private static Traits traits(Randoms.Stream random, int type, int status, String locale) {
        var languageTool = type == AddonDraft.DICTIONARY || type == AddonDraft.LANGUAGE_PACK;
        return new Traits(
                status == AddonDraft.APPROVED && random.chance(0.02),
                random.chance(0.03),
                random.chance(0.02),
                random.chance(0.08) ? "https://www.paypal.me/example" : "",
                languageTool ? locale : null,
                random.run(0.8, 40));
    }
}
