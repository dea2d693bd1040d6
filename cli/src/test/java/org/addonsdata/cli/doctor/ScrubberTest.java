package org.addonsdata.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScrubberTest {
    private final Scrubber scrubber = new Scrubber(List.of("s3cret", "abc"), "/home/me");

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            delimiter = '|',
            textBlock =
                    """
                    logged in with s3cret today | logged in with *** today
                    Duplicate entry 'me@example.com-3' for key 'users.email' | Duplicate entry '***'
                    failed to parse, Preview of field's value: 'my text' | failed to parse, Preview of field's value: '***'
                    unknown value 'Facebook' | unknown value '***'
                    CREATE USER a IDENTIFIED BY 'longer' | CREATE USER a IDENTIFIED BY '***'
                    mail to someone@example.org failed | mail to *** failed
                    said 'two words' | said '***'
                    Table 'olympia/addons' is fine | Table 'olympia/addons' is fine
                    cannot open /home/me/data/ibdata1 | cannot open ~/data/ibdata1
                    abc is too short to be a password | abc is too short to be a password
                    """)
    void whatAStrangerIsNotToReadIsTakenOut(String line, String expected) {
        assertThat(scrubber.scrub(line)).isEqualTo(expected);
    }
}
