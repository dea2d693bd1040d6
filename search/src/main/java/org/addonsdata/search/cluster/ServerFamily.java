package org.addonsdata.search.cluster;

/**
 * Which server answers, as it says itself.
 *
 * @param version as the server writes it, such as {@code 8.19.4}
 */
public record ServerFamily(Product product, int major, String version) {
    /** The two products that grew from one. */
    public enum Product {
        ELASTICSEARCH("Elasticsearch"),
        OPENSEARCH("OpenSearch");

        private final String text;

        Product(String text) {
            this.text = text;
        }

        /** The product's name as it is written. */
        public String text() {
            return text;
        }
    }

    /**
     * Whether an index has a mapping type, and paths and mappings name it: Elasticsearch before 7;
     * see "Removal of mapping types" in its reference.
     */
    public boolean hasMappingTypes() {
        return product == Product.ELASTICSEARCH && major < 7;
    }

    @Override
    public String toString() {
        return product.text() + " " + version;
    }
}
