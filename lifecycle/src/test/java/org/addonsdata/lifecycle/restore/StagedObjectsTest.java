package org.addonsdata.lifecycle.restore;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StagedObjectsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    CREATE TRIGGER t BEFORE INSERT | CREATE D  TRIGGER t BEFORE INSERT
                    CREATE ALGORITHM=MERGE SQL SECURITY INVOKER VIEW v | CREATE ALGORITHM=MERGE D  SQL SECURITY INVOKER VIEW v
                    /*!50003 CREATE*/ /*!50017 */ /*!50003 TRIGGER t */ | /*!50003 CREATE D */ /*!50017 */ /*!50003 TRIGGER t */
                    /*!50001 CREATE ALGORITHM=UNDEFINED */ /*!50001 VIEW v */ | /*!50001 CREATE ALGORITHM=UNDEFINED D  */ /*!50001 VIEW v */
                    create or replace function f() returns int | create or replace D  function f() returns int
                    """)
    void aDefinerStandsWhereTheServerTakesIt(String sql, String expected) {
        assertThat(StagedObjects.withDefiner(sql, " D ")).isEqualTo(expected);
    }
}
