package org.addonsdata.services.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformTest {
    @ParameterizedTest
    @CsvSource({
        "Linux,amd64,linux64,bin/mariadbd",
        "Mac OS X,aarch64,macos-arm64,bin/mariadbd",
        "Windows 11,amd64,winx64,bin/mysqld.exe"
    })
    void theseHaveAServer(String system, String architecture, String suffix, String executable) {
        assertThat(Platform.of(system, architecture)).isEqualTo(new Platform(suffix, executable));
    }

    @ParameterizedTest
    @CsvSource({"Linux,aarch64", "Mac OS X,x86_64", "FreeBSD,amd64"})
    void othersAreToldWhatToDo(String system, String architecture) {
        assertThatThrownBy(() -> Platform.of(system, architecture))
                .isInstanceOfSatisfying(
                        DataException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.PLATFORM_UNSUPPORTED);
                            assertThat(e).hasMessageContainingAll(system, architecture);
                            assertThat(e.hint()).contains("MODE=compose");
                        });
    }

    @Test
    void onlyTheSameSeriesUpToTheOwnPatchIsServed() {
        var server = ServerVersion.parse("11.4.5-MariaDB");
        assertThat(server.canServeDataOf(ServerVersion.parse("11.4.5"))).isTrue();
        assertThat(server.canServeDataOf(ServerVersion.parse("11.4.2"))).isTrue();
        assertThat(server.canServeDataOf(ServerVersion.parse("11.4.10"))).isFalse();
        assertThat(server.canServeDataOf(ServerVersion.parse("11.3.9"))).isFalse();
        assertThat(server.canServeDataOf(ServerVersion.parse("10.4.5"))).isFalse();
        assertThat(server.canServeDataOf(ServerVersion.parse("unknown"))).isFalse();
    }
}
