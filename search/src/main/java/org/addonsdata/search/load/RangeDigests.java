package org.addonsdata.search.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.addonsdata.search.DocumentSource.KeyRange;
import org.addonsdata.search.DocumentSource.View;

/**
 * What a view held, in eight bytes a range: the sum over its documents of a hash of key and
 * version. The ranges cover every key there can be, so that documents added later fall into one of
 * them.
 */
public final class RangeDigests {
    private final List<KeyRange> ranges;
    private final long[] digests;
    private Optional<View> view = Optional.empty();

    private RangeDigests(List<KeyRange> ranges) {
        this.ranges = ranges;
        this.digests = new long[ranges.size()];
    }

    /**
     * @param split ascending ranges of a view
     */
    public static RangeDigests over(List<KeyRange> split) {
        return new RangeDigests(covering(split));
    }

    /** The same ranges without gaps between, before and after them. */
    public static List<KeyRange> covering(List<KeyRange> split) {
        var ranges = new ArrayList<KeyRange>(Math.max(1, split.size()));
        var first = Long.MIN_VALUE;
        for (int i = 0; i < split.size() - 1; i++) {
            var last = split.get(i).last();
            ranges.add(new KeyRange(first, last));
            first = last + 1;
        }
        ranges.add(new KeyRange(first, Long.MAX_VALUE));
        return List.copyOf(ranges);
    }

    public List<KeyRange> ranges() {
        return ranges;
    }

    public long get(int range) {
        return digests[range];
    }

    /** Says of which view all of them are now. */
    public void areOf(View current) {
        view = Optional.of(current);
    }

    /** Whether the view for certain holds what they were made of, so that it need not be read. */
    public boolean areStillThoseOf(View later) {
        return view.isPresent() && later.isUnchangedSince(view.get());
    }

    /** Each range has one thread that sets it. */
    public void set(int range, long digest) {
        digests[range] = digest;
    }

    /** One document's part in the sum; the finalizer of SplitMix64, twice. */
    public static long hash(long key, long version) {
        return mix(mix(key + 0x9e3779b97f4a7c15L) ^ version);
    }

    private static long mix(long value) {
        var a = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        var b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
        return b ^ (b >>> 31);
    }
}
