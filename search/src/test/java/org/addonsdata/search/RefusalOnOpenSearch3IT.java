package org.addonsdata.search;

import java.net.URI;
import org.addonsdata.testing.TestSearch;

class RefusalOnOpenSearch3IT extends RefusalContract {
    @Override
    URI node() {
        return TestSearch.shared().uri();
    }
}
