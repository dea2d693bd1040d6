package org.addonsdata.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TestSearchIT {
    @Test
    void theSharedNodeIsOpenSearch() throws IOException {
        assertThat(greeting(TestSearch.shared())).contains("\"opensearch\"");
        assertThat(TestSearch.shared()).isSameAs(TestSearch.shared());
    }

    @Test
    @Tag("slow")
    void theOlderOneIsElasticsearch() throws IOException {
        assertThat(greeting(TestSearch.elasticsearch7())).contains("7.10.2");
    }

    private static String greeting(TestSearch search) throws IOException {
        try (var body = search.uri().toURL().openStream()) {
            return new String(body.readAllBytes(), UTF_8);
        }
    }
}
