package org.addonsdata.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AddressesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "mysql://me:secret@db:3306/olympia mysql://me@db:3306/olympia",
                "mysql://me:se@c/r:et@db/olympia mysql://me@db/olympia",
                "mysql://me:secret@one,two:1/olympia mysql://me@one,two:1/olympia",
                "jdbc:mysql://db:3306/olympia?user=me&password=secret&sslMode=REQUIRED jdbc:mysql://db:3306/olympia?user=me&password=&sslMode=REQUIRED",
                "https://me:secret@one:9200,https://you:secret@two https://me@one:9200,https://you@two",
                "https://one:9200/prefix https://one:9200/prefix",
                "mysql://me@[::1]:3306/x mysql://me@[::1]:3306/x",
                "mysql://[::1]:3306/x mysql://[::1]:3306/x",
                "/run/secrets/a:b@c /run/secrets/a:b@c"
            })
    void passwordsAreLeftOut(String address, String shown) {
        assertThat(Addresses.withoutPassword(address)).isEqualTo(shown);
    }
}
