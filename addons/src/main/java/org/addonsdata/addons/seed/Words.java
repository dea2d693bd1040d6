package org.addonsdata.addons.seed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;

/**
 * The words that names, summaries and reviews are made of. Things have the same meaning at the same
 * place in every language, and a category and a tag at that place too.
 */
record Words(
        List<String> adjectives,
        List<String> nouns,
        List<String> brands,
        List<String> categories,
        List<String> tags,
        Map<String, Language> languages) {
    static final String ENGLISH = "en-US";
    private static final String RESOURCE = "words.json";

    /** One language's words; a summary has {@code {thing}} where the thing belongs. */
    record Language(
            List<String> things,
            List<String> themes,
            List<String> summaries,
            List<String> sentences,
            List<String> reviews,
            List<String> captions) {
        String thing(boolean theme, int place) {
            return theme ? themes.get(place) : things.get(place);
        }

        String summary(int number, String thing) {
            return summaries.get(number % summaries.size()).replace("{thing}", thing);
        }

        /** So many sentences from the place on. */
        String sentences(int first, int count) {
            var text = new StringBuilder();
            for (int i = 0; i < count; i++) {
                text.append(i == 0 ? "" : " ")
                        .append(sentences.get((first + i) % sentences.size()));
            }
            return text.toString();
        }

        String caption(int number) {
            return captions.get(number % captions.size());
        }
    }

    static Words read() {
        return read(RESOURCE, Words.class);
    }

    /** Reads a JSON resource that lies beside this class. */
    static <T> T read(String resource, Class<T> type) {
        try (var stream = Words.class.getResourceAsStream(resource)) {
            return JsonMapper.shared().readValue(Objects.requireNonNull(stream, resource), type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Language language(String locale) {
        return Objects.requireNonNull(languages.get(locale), locale);
    }

    int thingCount(boolean theme) {
        var english = language(ENGLISH);
        return theme ? english.themes().size() : english.things().size();
    }
}
