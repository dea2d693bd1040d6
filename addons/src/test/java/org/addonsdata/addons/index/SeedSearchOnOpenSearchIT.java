package org.addonsdata.addons.index;

import java.net.URI;
import org.addonsdata.testing.TestSearch;

class SeedSearchOnOpenSearchIT extends SeedSearchContract {
    @Override
    URI node() {
        return TestSearch.shared().uri();
    }
}
