package org.addonsdata.addons.index;

import java.net.URI;
import org.addonsdata.testing.TestSearch;

class AddonIndexOnOpenSearchIT extends AddonIndexContract {
    @Override
    URI node() {
        return TestSearch.shared().endpoint().nodes().getFirst();
    }
}
