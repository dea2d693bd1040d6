package org.addonsdata.addons.seed;

import org.addonsdata.addons.load.Table;
import org.addonsdata.addons.load.TableLoader;

/** Writes texts in their locales and says by which id rows name them. */
final class Translations {
    private final TableLoader loader;
    private final Ids ids;

    Translations(TableLoader loader, Ids ids) {
        this.loader = loader;
        this.ids = ids;
    }

    /** Writes a text without markup; 0 for none. */
    int plain(Localized text, long time) {
        return write(text, false, time);
    }

    /** Writes a text with markup and its cleaned copy; 0 for none. */
    int markup(Localized text, long time) {
        return write(text, true, time);
    }

    int write(Localized text, boolean markup, long time) {
        if (text.isEmpty()) {
            return 0;
        }
        int id = ids.nextTranslation();
        text.byLocale()
                .forEach((locale, string) -> {
                    var row =
                            loader.row(Table.TRANSLATIONS)
                                    .number(ids.next(Table.TRANSLATIONS))
                                    .number(id);
                    row.text(locale).text(string).text(markup ? string : null).end(time, time);
                });
        return id;
    }
}
