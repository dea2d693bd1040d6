package org.addonsdata.addons.index;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The translations of one text of one add-on, ascending by locale; used again for the next. Empty
 * strings count as not translated.
 */
final class Translations {
    private static final Slice ENGLISH = Slice.of(new byte[] {'e', 'n', '-', 'u', 's'});

    private Slice[] locales = new Slice[64];
    private Slice[] strings = new Slice[64];
    private int count;

    void clear() {
        count = 0;
    }

    void add(Slice locale, @Nullable Slice string) {
        if (string != null && string.length() > 0) {
            insert(locale, string);
        }
    }

    /** The index returns them by locale already, as a rule. */
    private void insert(Slice locale, Slice string) {
        if (count == locales.length) {
            locales = Arrays.copyOf(locales, count * 2);
            strings = Arrays.copyOf(strings, count * 2);
        }
        int place = count++;
        while (place > 0 && compare(locale, locales[place - 1]) < 0) {
            locales[place] = locales[place - 1];
            strings[place] = strings[place - 1];
            place--;
        }
        locales[place] = locale;
        strings[place] = string;
    }

    int count() {
        return count;
    }

    Slice locale(int index) {
        return locales[index];
    }

    Slice string(int index) {
        return strings[index];
    }

    /** The text in the language of the add-on, else in en-US, else in the first there is. */
    @Nullable Slice inDefault(Slice defaultLocale) {
        var preferred = find(defaultLocale);
        if (preferred < 0) {
            preferred = find(ENGLISH);
        }
        return preferred >= 0 ? strings[preferred] : count > 0 ? strings[0] : null;
    }

    private int find(Slice locale) {
        for (int i = 0; i < count; i++) {
            if (compare(locale, locales[i]) == 0) {
                return i;
            }
        }
        return -1;
    }

    /** Compares without regard to case: {@code en-US} and {@code en-us} are one. */
    private static int compare(Slice left, Slice right) {
        for (int i = 0; i < Math.min(left.length(), right.length()); i++) {
            int difference = lower(left.at(i)) - lower(right.at(i));
            if (difference != 0) {
                return difference;
            }
        }
        return left.length() - right.length();
    }

    static int lower(byte letter) {
        return letter >= 'A' && letter <= 'Z' ? letter + ('a' - 'A') : letter;
    }
}
