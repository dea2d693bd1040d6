package org.addonsdata.snapshot.dump;

/** A statement's text in which parts are replaced, from its beginning to its end. */
final class Edits {
    private final RawStatement raw;
    private final StringBuilder text = new StringBuilder();
    private int from;

    Edits(RawStatement raw) {
        this.raw = raw;
    }

    /** The next part, which may be empty, as bytes of the statement. */
    void replace(int start, int end, String replacement) {
        text.append(raw.text(from, start)).append(replacement);
        from = end;
    }

    /** All of it, once every part is replaced. */
    String text() {
        return text + raw.text(from, raw.bytes().length);
    }
}
