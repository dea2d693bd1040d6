package org.addonsdata.search;

import java.net.URI;
import org.addonsdata.testing.TestSearch;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class Elasticsearch7IT extends SearchFamilyContract {
    @Override
    URI node() {
        return TestSearch.elasticsearch7().uri();
    }

    @Override
    String expectedFamily() {
        return "Elasticsearch 7.10.2";
    }
}
