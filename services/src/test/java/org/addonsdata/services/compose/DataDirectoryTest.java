package org.addonsdata.services.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.services.compose.DataDirectory.Content;
import org.addonsdata.services.mariadb.ServerVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataDirectoryTest {
    private static final String SERVER_8_4 =
            "/usr/sbin/mysqld  Ver 8.4.3 for Linux on x86_64 (MySQL Community Server - GPL)\n";

    @Test
    void theVersionIsReadFromTheHeader() {
        var found = DataDirectory.parse(SERVER_8_4 + "has mysql\nhas mysql.ibd\nbytes 0 1 98 80\n");

        assertThat(found.server()).contains(new ServerVersion(8, 4, 3));
        assertThat(found.content()).isEqualTo(new Content.MySql(new ServerVersion(9, 7, 4)));
    }

    /** 80036 is 0x000138A4, 80403 is 0x00013A13, 80401 is 0x00013A11, 80405 is 0x00013A15. */
    @ParameterizedTest
    @CsvSource({"0 1 58 17", "0 1 58 19"})
    void theSameSeriesIsServedUpToItsOwnVersion(String bytes) {
        var found = DataDirectory.parse(SERVER_8_4 + "has mysql.ibd\nbytes " + bytes);

        assertThatCode(() -> found.requireServable("v", "mysql:8.4")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    has mysql.ibd;bytes 0 1 56 164 | VOLUME_SERVER_MISMATCH | data of MySQL 8.0 | MYSQL_IMAGE=mysql:8.0 serves it
                    has mysql.ibd;bytes 0 1 58 21  | VOLUME_SERVER_MISMATCH | data of MySQL 8.4 | export there
                    has mysql.ibd;bytes 0 1 98 80  | VOLUME_SERVER_MISMATCH | data of MySQL 9.7 | MYSQL_IMAGE=mysql:9.7 serves it
                    has mysql;has ibdata1          | VOLUME_SERVER_MISMATCH | MySQL before 8.0  | restore a dump
                    has mysql;has ibdata1;has aria_log_control | VOLUME_SERVER_MISMATCH | data of MariaDB | another DATA_VOLUME
                    has files                      | VOLUME_NOT_OURS | no database | not touched
                    """)
    void whatWouldBeDamagedIsRefused(String content, ErrorCode code, String message, String hint) {
        var found = DataDirectory.parse(SERVER_8_4 + content.replace(";", "\n"));

        assertThatThrownBy(() -> found.requireServable("v", "mysql:8.4"))
                .isInstanceOfSatisfying(
                        DataException.class,
                        failure -> {
                            assertThat(failure.code()).isEqualTo(code);
                            assertThat(failure.messageText()).contains(message);
                            assertThat(failure.hint()).contains(hint);
                        });
    }

    @Test
    void anEmptyDirectoryIsServed() {
        var found = DataDirectory.parse(SERVER_8_4);

        assertThat(found.content()).isEqualTo(new Content.Empty());
        assertThatCode(() -> found.requireServable("v", "mysql:8.4")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "mysqld  Ver 10.11.14-MariaDB-0+deb12u2 for debian-linux-gnu on x86_64",
        "sh: mysqld: not found"
    })
    void anImageWithoutMySqlIsRefused(String version) {
        var found = DataDirectory.parse(version);

        assertThatThrownBy(() -> found.requireServable("v", "other:1"))
                .isInstanceOfSatisfying(
                        DataException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.SETTING_INVALID));
    }
}
