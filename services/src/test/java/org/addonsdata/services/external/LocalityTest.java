package org.addonsdata.services.external;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LocalityTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, LOOPBACK",
        "127.8.8.8, LOOPBACK",
        "::1, LOOPBACK",
        "10.1.2.3, PRIVATE",
        "172.16.0.1, PRIVATE",
        "172.31.255.255, PRIVATE",
        "172.32.0.1, PUBLIC",
        "192.168.1.1, PRIVATE",
        "169.254.9.9, PRIVATE",
        "fe80::1, PRIVATE",
        "fc00::1, PRIVATE",
        "fd12:3456::1, PRIVATE",
        "2001:db8::1, PUBLIC",
        "203.0.113.7, PUBLIC",
        "8.8.8.8, PUBLIC",
        "100.64.0.1, PUBLIC"
    })
    void anAddressIsAsNearAsItsNetwork(String address, Locality locality) {
        assertThat(Locality.of("db.example.org", resolvedTo(address))).isEqualTo(locality);
    }

    @Test
    void ofSeveralAddressesTheFarthestCounts() {
        assertThat(Locality.of("db", resolvedTo("127.0.0.1", "203.0.113.7", "10.0.0.1")))
                .isEqualTo(Locality.PUBLIC);
        assertThat(Locality.of("db", resolvedTo("127.0.0.1", "10.0.0.1")))
                .isEqualTo(Locality.PRIVATE);
    }

    @Test
    void aNameThatNobodyKnowsMayBeAnything() {
        assertThat(
                        Locality.of(
                                "nowhere",
                                host -> {
                                    throw new UnknownHostException(host);
                                }))
                .isEqualTo(Locality.PUBLIC);
        assertThat(Locality.of("nobody", _ -> List.of())).isEqualTo(Locality.PUBLIC);
    }

    private static Locality.Resolver resolvedTo(String... addresses) {
        return _ -> Stream.of(addresses).map(InetAddress::ofLiteral).toList();
    }
}
