package org.addonsdata.addons.index;

import java.net.URI;
import org.addonsdata.testing.TestSearch;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class AddonIndexOnElasticsearch6IT extends AddonIndexContract {
    @Override
    URI node() {
        return TestSearch.elasticsearch68().uri();
    }
}
