package org.addonsdata.addons;

import org.addonsdata.testing.TestSearch;
import org.addonsdata.testing.TestServer;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class InitialisationOnElasticsearch7IT extends InitialisationContract {
    InitialisationOnElasticsearch7IT() {
        super(TestServer.embedded(), TestSearch.elasticsearch7());
    }
}
