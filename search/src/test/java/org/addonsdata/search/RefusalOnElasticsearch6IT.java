package org.addonsdata.search;

import java.net.URI;
import org.addonsdata.testing.TestSearch;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class RefusalOnElasticsearch6IT extends RefusalContract {
    @Override
    URI node() {
        return TestSearch.elasticsearch68().uri();
    }
}
