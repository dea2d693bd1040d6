package org.addonsdata.snapshot.restore;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.addonsdata.snapshot.dump.DumpReader;
import org.addonsdata.snapshot.dump.DumpRules;
import org.addonsdata.snapshot.dump.RowSink;
import org.addonsdata.snapshot.dump.ValueKind;

/** Reads a region's largest row again, to tell which one it is by its first value. */
final class LargestRow implements RowSink {
    private static final int SHOWN_BYTES = 64;

    private final DumpFile dump;
    private final DumpRules rules;
    private final RowRegion region;
    private final StringBuilder value = new StringBuilder();
    private boolean firstValue;

    LargestRow(DumpFile dump, DumpRules rules, RowRegion region) {
        this.dump = dump;
        this.rules = rules;
        this.region = region;
    }

    /** Such as {@code id 17}, or the line where it begins. */
    String describe() throws IOException {
        try (var source = dump.plain(Files.newInputStream(dump.file()))) {
            source.skipNBytes(region.start().offset());
            var reader = new DumpReader(source, region.start(), region.first().settings(), rules);
            var read = -1L;
            while (read < region.largestRow()) {
                if (!reader.readRow(this)) {
                    var _ = reader.next();
                } else {
                    read++;
                }
            }
        }
        var column =
                region.namedColumns().isEmpty() ? "first value" : region.namedColumns().getFirst();
        return column + " " + value;
    }

    @Override
    public void beginRow() {
        value.setLength(0);
        firstValue = true;
    }

    @Override
    public void beginValue(ValueKind kind, String charset) {}

    @Override
    public void clean(byte[] bytes, int from, int to) {
        raw(bytes, from, to);
    }

    @Override
    public void raw(byte[] bytes, int from, int to) {
        if (firstValue && value.length() < SHOWN_BYTES) {
            var shown = Math.min(to - from, SHOWN_BYTES);
            value.append(
                    new String(bytes, from, shown, StandardCharsets.UTF_8)
                            .replaceAll("\\p{Cntrl}", "?"));
        }
    }

    @Override
    public void single(byte single) {
        raw(new byte[] {single}, 0, 1);
    }

    @Override
    public void endValue() {
        firstValue = false;
    }

    @Override
    public void endRow() {}
}
