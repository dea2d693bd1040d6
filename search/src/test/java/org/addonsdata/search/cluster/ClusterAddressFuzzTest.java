package org.addonsdata.search.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.testkit.fuzz.Fuzzer;
import org.junit.jupiter.api.Test;

/** Addresses are understood or refused, and keep no credentials. */
class ClusterAddressFuzzTest {
    private static final Fuzzer FUZZER =
            new Fuzzer(
                    DataException.class,
                    List.of(
                            "http://127.0.0.1:9200",
                            "https://user:p%40ss@one.example.org:9200,https://two:9200/prefix",
                            "https://[::1]:9200/search?pretty"),
                    List.of(
                            "http://",
                            "https://",
                            "user:pass@",
                            ":99999",
                            ":-1",
                            "[::1]",
                            "%40",
                            "/prefix",
                            ",",
                            "?a=b",
                            "#part",
                            "//",
                            "one_two",
                            "%"));

    @Test
    void addressesAreUnderstoodOrRefused() throws InterruptedException {
        FUZZER.feed(input -> {
            var address = ClusterAddress.parse(new String(input, StandardCharsets.UTF_8));
            assertThat(address.nodes())
                    .isNotEmpty()
                    .allSatisfy(node -> {
                        assertThat(node.getHost()).isNotEmpty();
                        assertThat(node.getRawUserInfo()).isNull();
                        assertThat(node.getPort()).isBetween(-1, 65_535);
                        assertThat(node.resolve("addons/_search").getHost())
                                .isEqualTo(node.getHost());
                    });
        });
    }
}
