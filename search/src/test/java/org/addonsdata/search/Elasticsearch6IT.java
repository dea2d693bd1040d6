package org.addonsdata.search;

import java.net.URI;
import org.addonsdata.testing.TestSearch;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class Elasticsearch6IT extends SearchFamilyContract {
    @Override
    URI node() {
        return TestSearch.elasticsearch68().uri();
    }

    @Override
    String expectedFamily() {
        return "Elasticsearch 6.8.23";
    }
}
