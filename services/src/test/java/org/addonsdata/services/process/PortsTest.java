package org.addonsdata.services.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortsTest {
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "0.0.0.0"})
    void aTakenPortIsNamedWithTheVariableToSet(String address) throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral(address))) {
            var port = taken.getLocalPort();
            assertThat(Ports.isFree(port)).isFalse();
            assertThatThrownBy(() -> Ports.requireFree(port, "the database", "MYSQL_PORT"))
                    .isInstanceOfSatisfying(
                            DataException.class,
                            e -> {
                                assertThat(e.code()).isEqualTo(ErrorCode.PORT_IN_USE);
                                assertThat(e).hasMessageContaining("" + port);
                                assertThat(e.hint()).contains("MYSQL_PORT");
                            });
        }
    }

    @Test
    void aFreePortIsFree() {
        var port = Ports.anyFree();
        assertThat(port).isBetween(1024, 65_535);
        assertThat(Ports.isFree(port)).isTrue();
        Ports.requireFree(port, "the database", "MYSQL_PORT");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 65_536})
    void whatIsNoPortIsAWrongSetting(int port) {
        assertThatThrownBy(() -> Ports.requireFree(port, "search", "SEARCH_PORT"))
                .isInstanceOfSatisfying(
                        DataException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.SETTING_INVALID);
                            assertThat(e).hasMessageContaining("SEARCH_PORT");
                        });
    }
}
