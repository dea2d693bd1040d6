package org.addonsdata.addons.index;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A language whose texts have fields of their own, such as {@code name_l10n_fr}.
 *
 * @param locale in lower case, as the fields' names end and as addons-server stores it
 * @param analyzer the built-in analyzer of that language
 */
record SearchLanguage(String locale, String analyzer) {
    /**
     * Every language that Elasticsearch and OpenSearch can analyse without a plugin, ascending by
     * locale.
     */
    static final List<SearchLanguage> ALL =
            Arrays.stream(
                            """
                            ar=arabic bg=bulgarian ca=catalan cs=czech da=danish de=german el=greek en-ca=english en-gb=english \
                            en-us=english es-ar=spanish es-cl=spanish es-es=spanish es-mx=spanish eu=basque fa=persian fi=finnish \
                            fr=french hu=hungarian id=indonesian it=italian ja=cjk ko=cjk nl=dutch pt-br=brazilian \
                            pt-pt=portuguese ro=romanian ru=russian sv-se=swedish zh-cn=cjk zh-tw=cjk\
                            """
                                    .split(" "))
                    .map(entry -> entry.split("="))
                    .map(entry -> new SearchLanguage(entry[0], entry[1]))
                    .toList();

    /** The languages spoken most where only {@code en}, {@code es} or {@code pt} is said. */
    private static final List<String> PREFERRED = List.of("en-us", "es-es", "pt-br", "zh-cn");

    /** The field of this language for a text field such as {@code name}. */
    String field(String name) {
        return name + "_l10n_" + locale;
    }

    /**
     * The language's analyzer without its stop words: a phrase must not leap over a word that was
     * left out.
     */
    String analyzerWithoutStopWords() {
        return analyzer + "_no_stop";
    }

    /**
     * Finds {@code fr}, {@code en-US}, {@code pt_BR}, {@code fr-CA} (French) or {@code en} (en-US).
     */
    static Optional<SearchLanguage> find(String name) {
        var locale = name.toLowerCase(Locale.ROOT).replace('_', '-');
        var primary = locale.split("-", 2)[0];
        return exact(locale)
                .or(() -> exact(primary))
                .or(() ->
                        PREFERRED.stream()
                                .filter(preferred -> preferred.startsWith(primary + "-"))
                                .findFirst()
                                .flatMap(SearchLanguage::exact))
                .or(() ->
                        ALL.stream()
                                .filter(language -> language.locale().startsWith(primary + "-"))
                                .findFirst());
    }

    private static Optional<SearchLanguage> exact(String locale) {
        return ALL.stream().filter(language -> language.locale().equals(locale)).findFirst();
    }
}
