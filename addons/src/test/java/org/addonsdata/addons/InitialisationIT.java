package org.addonsdata.addons;

import org.addonsdata.testing.TestSearch;
import org.addonsdata.testing.TestServer;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("org.addonsdata.testing.TestServer#all")
class InitialisationIT extends InitialisationContract {
    InitialisationIT(TestServer server) {
        super(server, TestSearch.shared());
    }
}
