package org.addonsdata.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A search product that tests run on, with the node of it that they share; it starts when first
 * asked for.
 *
 * @param name product and version, such as {@code "OpenSearch 3.8.0"}
 */
public record SearchProduct(String name, Supplier<TestSearch> node) {
    static final String OPENSEARCH = "OpenSearch 3.8.0";
    static final String ELASTICSEARCH = "Elasticsearch 7.10.2";

    /**
     * Every product: the embedded ones, and Elasticsearch 6.8.23 in a run of all servers, if this
     * machine has the JDK 17 that it needs.
     */
    public static List<SearchProduct> all() {
        var products =
                new ArrayList<>(
                        List.of(
                                new SearchProduct(OPENSEARCH, TestSearch::shared),
                                new SearchProduct(ELASTICSEARCH, TestSearch::elasticsearch7)));
        if (TestRun.isOfAllServers() && Elasticsearch6.canRun()) {
            products.add(new SearchProduct(Elasticsearch6.NAME, TestSearch::elasticsearch68));
        }
        return products;
    }

    @Override
    public String toString() {
        return name;
    }
}
