package org.addonsdata.services.searchnode;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;

/** The products an embedded node can be. */
public enum SearchEngine {
    OPENSEARCH(
            "opensearch",
            "OpenSearch",
            "org.addonsdata.engines.opensearch.OpenSearchNode",
            "-Dslf4j.internal.verbosity=ERROR"),
    ELASTICSEARCH(
            "elasticsearch",
            "Elasticsearch",
            "org.addonsdata.engines.elasticsearch.ElasticsearchNode",
            "--sun-misc-unsafe-memory-access=allow");

    private final String text;
    private final String product;
    private final String mainClass;
    private final String javaOption;

    SearchEngine(String text, String product, String mainClass, String javaOption) {
        this.text = text;
        this.product = product;
        this.mainClass = mainClass;
        this.javaOption = javaOption;
    }

    /**
     * The engine with this name, as in {@code SEARCH_ENGINE=opensearch}.
     *
     * @throws DataException with {@link ErrorCode#SETTING_INVALID} that lists the names
     */
    public static SearchEngine named(String text) {
        return Arrays.stream(values())
                .filter(engine -> engine.text.equals(text))
                .findFirst()
                .orElseThrow(() ->
                        DataException.of(
                                        ErrorCode.SETTING_INVALID,
                                        "there is no search engine \"" + text + "\"")
                                .withHint("set SEARCH_ENGINE to " + names()));
    }

    /** The name in settings, directories and jars, such as {@code "opensearch"}. */
    public String text() {
        return text;
    }

    /** The name as its makers write it, such as {@code "OpenSearch"}. */
    public String product() {
        return product;
    }

    /** What a process of it is started with. */
    public String mainClass() {
        return mainClass;
    }

    /** What this product needs of the JVM beyond what every node does. */
    String javaOption() {
        return javaOption;
    }

    private static String names() {
        return Arrays.stream(values()).map(SearchEngine::text).collect(Collectors.joining(" or "));
    }
}
