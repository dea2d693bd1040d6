package org.addonsdata.search;

import java.io.IOException;
import java.net.URI;
import org.addonsdata.search.testkit.Elasticsearch6;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class Elasticsearch6IT extends SearchFamilyContract {
    private static Elasticsearch6 server;

    @BeforeAll
    static void start() throws IOException {
        server = Elasticsearch6.start();
    }

    @AfterAll
    static void end() throws IOException {
        server.close();
    }

    @Override
    URI node() {
        return server.uri();
    }

    @Override
    String expectedFamily() {
        return "Elasticsearch 6.8.23";
    }
}
