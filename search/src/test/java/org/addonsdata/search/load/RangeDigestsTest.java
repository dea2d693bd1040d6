package org.addonsdata.search.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import org.addonsdata.search.DocumentSource.KeyRange;
import org.junit.jupiter.api.Test;

class RangeDigestsTest {
    @Test
    void coversEveryKeyThereCanBe() {
        assertThat(
                        RangeDigests.covering(
                                List.of(
                                        new KeyRange(3, 9),
                                        new KeyRange(12, 20),
                                        new KeyRange(30, 31))))
                .containsExactly(
                        new KeyRange(Long.MIN_VALUE, 9),
                        new KeyRange(10, 20),
                        new KeyRange(21, Long.MAX_VALUE));
        assertThat(RangeDigests.covering(List.of()))
                .containsExactly(new KeyRange(Long.MIN_VALUE, Long.MAX_VALUE));
    }

    @Test
    void neighbouringDocumentsHaveDifferentHashes() {
        var hashes = new HashSet<Long>();
        for (long key = 0; key < 300; key++) {
            for (long version = 0; version < 300; version++) {
                hashes.add(RangeDigests.hash(key, version));
            }
        }
        assertThat(hashes).hasSize(90_000);
    }
}
