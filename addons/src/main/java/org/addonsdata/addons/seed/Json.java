package org.addonsdata.addons.seed;

import java.util.List;

/**
 * JSON texts exactly as MySQL's JSON type prints them (keys by length, then by bytes; a blank after
 * colon and comma), so that MariaDB, which keeps the text as it came, holds the same.
 */
final class Json {
    private Json() {}

    /** An array of strings that need no escaping. */
    static String strings(List<String> values) {
        return values.isEmpty() ? "[]" : "[\"" + String.join("\", \"", values) + "\"]";
    }

    /** The sizes of a picture, in pixels. */
    static String sizes(int width, int height) {
        return "{\"image\": [%d, %d], \"original\": [%d, %d], \"thumbnail\": [%d, %d], \"thumbnail_format\": \"jpg\"}"
                .replaceFirst("%d", Integer.toString(width))
                .replaceFirst("%d", Integer.toString(height))
                .replaceFirst("%d", Integer.toString(width))
                .replaceFirst("%d", Integer.toString(height))
                .replaceFirst("%d", Integer.toString(width / 4))
                .replaceFirst("%d", Integer.toString(height / 4));
    }

    /** One color, each part from 0 to 255, and its share of the picture in hundredths. */
    static String color(int hue, int saturation, int lightness, int hundredths) {
        return "{\"h\": "
                + hue
                + ", \"l\": "
                + lightness
                + ", \"s\": "
                + saturation
                + ", \"ratio\": "
                + hundredths / 100.0
                + "}";
    }
}
