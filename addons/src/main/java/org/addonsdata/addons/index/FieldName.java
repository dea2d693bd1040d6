package org.addonsdata.addons.index;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A field's name as it stands in a document, quoted and with its colon; encoded once. */
final class FieldName {
    private final byte[] encoded;

    /**
     * @param name of letters, digits, hyphens and underscores
     */
    FieldName(String name) {
        encoded = ('"' + name + "\":").getBytes(UTF_8);
    }

    int length() {
        return encoded.length;
    }

    void copyTo(byte[] target, int place) {
        System.arraycopy(encoded, 0, target, place, encoded.length);
    }

    /** The name alone. */
    @Override
    public String toString() {
        return new String(encoded, 1, encoded.length - 3, UTF_8);
    }
}
