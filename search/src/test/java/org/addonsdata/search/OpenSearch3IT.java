package org.addonsdata.search;

import java.net.URI;
import org.addonsdata.testing.TestSearch;

class OpenSearch3IT extends SearchFamilyContract {
    @Override
    URI node() {
        return TestSearch.shared().uri();
    }

    @Override
    String expectedFamily() {
        return "OpenSearch 3.";
    }
}
