package org.addonsdata.search;

import java.net.URI;
import org.addonsdata.testing.TestSearch;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class RefusalOnElasticsearch7IT extends RefusalContract {
    @Override
    URI node() {
        return TestSearch.elasticsearch7().uri();
    }
}
