package org.addonsdata.addons.seed;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Names, summaries and descriptions of generated add-ons, in the default locale and often in others
 * too.
 */
final class GeneratedTexts {
    private static final int NAME_LENGTH = 50;
    private static final double OTHER_LOCALES = 0.3;

    private final Words words;
    private final List<String> others;

    GeneratedTexts(Words words) {
        this.words = words;
        this.others =
                words.languages().keySet().stream()
                        .filter(locale -> !locale.equals(Words.ENGLISH))
                        .sorted()
                        .toList();
    }

    /** What an add-on is about: the place of its thing in the words, and the name it goes by. */
    record Subject(boolean theme, int thing, String title, String brand) {}

    Subject subject(Randoms.Stream random, boolean theme) {
        var title = random.pick(words.adjectives()) + " " + random.pick(words.nouns());
        return new Subject(
                theme, random.below(words.thingCount(theme)), title, random.pick(words.brands()));
    }

    /** Three of four are English, the others spread over the languages. */
    String locale(Randoms.Stream random) {
        return random.chance(0.75) ? Words.ENGLISH : random.pick(others);
    }

    Map<AddonText, Localized> texts(Randoms.Stream random, Subject subject, String locale) {
        SortedMap<String, String> names = new TreeMap<>();
        SortedMap<String, String> summaries = new TreeMap<>();
        SortedMap<String, String> descriptions = new TreeMap<>();
        int form = random.below(12);
        for (var language : locales(random, locale)) {
            var spoken = words.language(language);
            var thing = spoken.thing(subject.theme, subject.thing);
            var summary = spoken.summary(form, thing);
            names.put(language, name(form, subject, thing, language));
            summaries.put(language, summary);
            descriptions.put(language, summary + "\n\n" + spoken.sentences(form, 2 + form % 3));
        }
        var texts = new EnumMap<AddonText, Localized>(AddonText.class);
        texts.put(AddonText.NAME, new Localized(names));
        texts.put(AddonText.SUMMARY, new Localized(summaries));
        if (!subject.theme) {
            texts.put(AddonText.DESCRIPTION, new Localized(descriptions));
            addresses(random, texts, subject, locale);
        }
        return texts;
    }

    private List<String> locales(Randoms.Stream random, String locale) {
        var locales = new ArrayList<>(List.of(locale));
        if (random.chance(OTHER_LOCALES)) {
            if (!locale.equals(Words.ENGLISH)) {
                locales.add(Words.ENGLISH);
            }
            for (int i = random.run(0.6, 4); i >= 0; i--) {
                var other = random.pick(others);
                if (!locales.contains(other)) {
                    locales.add(other);
                }
            }
        }
        return locales;
    }

    private static String name(int form, Subject subject, String thing, String locale) {
        var full =
                switch (form % 4) {
                    case 0 -> subject.title + " – " + thing;
                    case 1 -> thing + " " + subject.brand;
                    case 2 ->
                            locale.equals(Words.ENGLISH)
                                    ? subject.title
                                    : subject.title + ": " + thing;
                    default -> subject.title + " " + subject.brand;
                };
        return full.length() <= NAME_LENGTH ? full : thing + " " + subject.brand;
    }

    private static void addresses(
            Randoms.Stream random,
            Map<AddonText, Localized> texts,
            Subject subject,
            String locale) {
        var host =
                subject.title.toLowerCase(java.util.Locale.ROOT).replace(' ', '-') + ".example.org";
        if (random.chance(0.5)) {
            texts.put(AddonText.HOMEPAGE, Localized.of(locale, "https://" + host));
        }
        if (random.chance(0.3)) {
            texts.put(AddonText.SUPPORT_EMAIL, Localized.of(locale, "help@" + host));
        }
        if (random.chance(0.2)) {
            texts.put(AddonText.SUPPORT_URL, Localized.of(locale, "https://" + host + "/help"));
        }
        if (random.chance(0.2)) {
            texts.put(
                    AddonText.PRIVACY_POLICY,
                    Localized.of(locale, subject.title + " collects nothing."));
        }
        if (random.chance(0.03)) {
            texts.put(
                    AddonText.EULA, Localized.of(locale, "Use " + subject.title + " as you like."));
        }
        if (random.chance(0.05)) {
            texts.put(
                    AddonText.DEVELOPER_COMMENTS,
                    Localized.of(locale, "A new version is under way."));
        }
    }
}
