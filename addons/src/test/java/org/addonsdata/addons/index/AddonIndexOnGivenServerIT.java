package org.addonsdata.addons.index;

import java.net.URI;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * On a server of any family that runs already: {@code
 * -Daddonsdata.test.search=http://127.0.0.1:9200}.
 */
@EnabledIfSystemProperty(named = "addonsdata.test.search", matches = "http.*")
class AddonIndexOnGivenServerIT extends AddonIndexContract {
    @Override
    URI node() {
        return URI.create(System.getProperty("addonsdata.test.search"));
    }
}
