package org.addonsdata.search.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.addonsdata.core.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterAddressTest {
    @Test
    void readsSeveralNodesAndCredentials() {
        var address =
                ClusterAddress.parse("https://elastic:p%40ss%3A+1@one:9200/, http://two:9201/es");
        assertThat(address.nodes())
                .containsExactly(URI.create("https://one:9200"), URI.create("http://two:9201/es"));
        assertThat(address.credentials()).isEqualTo(new Credentials.Basic("elastic", "p@ss:+1"));
        assertThat(address.toString()).doesNotContain("p@ss");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost:9200",
                "ftp://one",
                "http://",
                "http://one,",
                "http://user:secret@on e"
            })
    void refusesWhatIsNoAddress(String text) {
        assertThatThrownBy(() -> ClusterAddress.parse(text))
                .isInstanceOf(DataException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void knowsThisMachine() {
        assertThat(ClusterAddress.of(URI.create("http://127.0.0.1:9200")).isLocal()).isTrue();
        assertThat(ClusterAddress.of(URI.create("http://192.0.2.1:9200")).isLocal()).isFalse();
    }
}
