package org.addonsdata.addons.index;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The report of {@code SHOW ENGINE INNODB STATUS}, as MariaDB 11.4 and MySQL 9.7 write it. */
class ChangeMarkTest {
    private static final String HEAD =
            """
            ------------
            TRANSACTIONS
            ------------
            Trx id counter 4497
            Purge done for trx's n:o < 0 undo n:o < 0 state: running but idle
            LIST OF TRANSACTIONS FOR EACH SESSION:
            """;

    @Test
    void readersHaveNoNumber() {
        assertThat(
                        ChangeMark.transactions(
                                HEAD
                                        + """
                                        ---TRANSACTION (0x7ff1c3c00680), ACTIVE 84 sec
                                        ---TRANSACTION 421909743918296, ACTIVE 3 sec
                                        ---TRANSACTION 421909743919000, not started
                                        """))
                .contains(4497L);
    }

    @Test
    void whoHasOneMayCommitWithoutAnother() {
        assertThat(ChangeMark.transactions(HEAD + "---TRANSACTION 4496, ACTIVE 0 sec\n")).isEmpty();
        assertThat(ChangeMark.transactions(HEAD + "---TRANSACTION 12, ACTIVE (PREPARED) 9 sec\n"))
                .isEmpty();
    }

    @Test
    void aReportWithoutCounterOrCutShortSaysNothing() {
        assertThat(ChangeMark.transactions("LIST OF TRANSACTIONS FOR EACH SESSION:\n")).isEmpty();
        assertThat(ChangeMark.transactions(HEAD + " ".repeat(1_000_000))).isEmpty();
    }
}
