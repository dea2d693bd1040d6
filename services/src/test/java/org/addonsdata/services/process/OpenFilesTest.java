package org.addonsdata.services.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.junit.jupiter.api.Test;

class OpenFilesTest {
    @Test
    void aLimitThatServersCannotLiveWithIsRefusedBeforeTheyStart() {
        assertThatThrownBy(() -> OpenFiles.requireEnough(limits("64", "64")))
                .isInstanceOfSatisfying(
                        DataException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.SERVER_START_FAILED);
                            assertThat(e).hasMessageContainingAll("64 files", "1,024");
                            assertThat(e.hint()).contains("ulimit -H -n");
                        });
    }

    @Test
    void whatServersCanRaiseByThemselvesIsNoReasonToRefuse() {
        assertThatCode(() -> OpenFiles.requireEnough(limits("64", "4096")))
                .doesNotThrowAnyException();
        assertThatCode(() -> OpenFiles.requireEnough(limits("64", "unlimited")))
                .doesNotThrowAnyException();
        assertThatCode(() -> OpenFiles.requireEnough("")).doesNotThrowAnyException();
        assertThatCode(OpenFiles::requireEnough).doesNotThrowAnyException();
    }

    /** As proc_pid_limits(5) shows them. */
    private static String limits(String soft, String hard) {
        return """
        Limit                     Soft Limit           Hard Limit           Units
        Max processes             1000                 1000                 processes
        Max open files            %-20s %-20s files
        Max locked memory         67108864             67108864             bytes
        """
                .formatted(soft, hard);
    }
}
