package org.addonsdata.search.index;

import static org.assertj.core.api.Assertions.assertThat;

import org.addonsdata.search.IndexDefinition;
import org.addonsdata.search.cluster.Json;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class MappingFingerprintTest {
    private static final String FIELDS =
            "\"id\":{\"type\":\"long\"},\"modified\":{\"type\":\"date\"}";

    @Test
    void doesNotDependOnTheOrderOfProperties() {
        assertThat(fingerprint("{\"a\":1,\"b\":[1,2]}", IndexSettings.defaults()))
                .matches("[0-9a-f]{64}")
                .isEqualTo(fingerprint("{\"b\":[1,2],\"a\":1}", IndexSettings.defaults()));
    }

    @Test
    void dependsOnEveryValueAndOnOverridesButNotOnShards() {
        var base = fingerprint("{\"a\":1,\"b\":[1,2]}", IndexSettings.defaults());
        assertThat(fingerprint("{\"a\":\"1\",\"b\":[1,2]}", IndexSettings.defaults()))
                .isNotEqualTo(base);
        assertThat(fingerprint("{\"a\":1,\"b\":[2,1]}", IndexSettings.defaults()))
                .isNotEqualTo(base);
        assertThat(fingerprint("{\"a\":2,\"b\":[1,2]}", overriding("{\"settings\":{\"a\":1}}")))
                .isEqualTo(base);
        assertThat(
                        fingerprint(
                                "{\"a\":1,\"b\":[1,2]}",
                                new IndexSettings(5, 2, "9s", Json.object())))
                .isEqualTo(base);
    }

    private static IndexSettings overriding(String json) {
        return new IndexSettings(1, 0, "1s", (ObjectNode) Json.parse(json));
    }

    private static String fingerprint(String settings, IndexSettings indexSettings) {
        return MappingFingerprint.of(
                new IndexDefinition(
                        "books",
                        (ObjectNode) Json.parse(settings),
                        (ObjectNode) Json.parse("{\"properties\":{" + FIELDS + "}}")),
                indexSettings);
    }
}
