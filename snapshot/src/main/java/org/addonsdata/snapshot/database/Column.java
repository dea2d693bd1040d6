package org.addonsdata.snapshot.database;

import java.util.Locale;
import java.util.Set;

/**
 * A column whose values are stored.
 *
 * @param dataType in small letters without length, such as {@code varchar}
 * @param charset of its text, empty where it has none
 * @param generated computed by the server and never written
 * @param invisible left out where no columns are named
 */
public record Column(
        String name, String dataType, String charset, boolean generated, boolean invisible) {
    private static final Set<String> INTEGERS =
            Set.of("tinyint", "smallint", "mediumint", "int", "bigint");
    private static final Set<String> BINARY_TYPES =
            Set.of(
                    "binary",
                    "varbinary",
                    "tinyblob",
                    "blob",
                    "mediumblob",
                    "longblob",
                    "geometry",
                    "point",
                    "linestring",
                    "polygon",
                    "multipoint",
                    "multilinestring",
                    "multipolygon",
                    "geomcollection",
                    "geometrycollection",
                    "vector");

    /** How values are written. */
    public enum Kind {
        /** Digits as they come. */
        NUMBER,
        /** Digits that need all their places to come back bit for bit. */
        FLOATING,
        BIT,
        /** Bytes without a character set. */
        BYTES,
        /** Text in UTF-8. */
        UTF8,
        /** Text in another character set. */
        OTHER_TEXT,
        /** A JSON type of its own (MySQL). */
        JSON,
        /** Dates and times. */
        TEMPORAL,
        /** Types that are written as text of ASCII characters, such as UUID. */
        SPELLED
    }

    public Kind kind() {
        if (INTEGERS.contains(dataType)) {
            return Kind.NUMBER;
        }
        if (BINARY_TYPES.contains(dataType)) {
            return Kind.BYTES;
        }
        return switch (dataType) {
            case "decimal", "numeric", "year" -> Kind.NUMBER;
            case "float", "double", "real" -> Kind.FLOATING;
            case "bit" -> Kind.BIT;
            case "json" -> Kind.JSON;
            case "date", "datetime", "timestamp", "time" -> Kind.TEMPORAL;
            default -> textKind();
        };
    }

    private Kind textKind() {
        return switch (charset.toLowerCase(Locale.ROOT)) {
            case "" -> Kind.SPELLED;
            case "utf8mb4", "utf8mb3", "utf8", "ascii" -> Kind.UTF8;
            case "binary" -> Kind.BYTES;
            default -> Kind.OTHER_TEXT;
        };
    }

    public boolean isInteger() {
        return INTEGERS.contains(dataType);
    }

    /** Whether the character set spells ASCII characters as other bytes. */
    public boolean isWide() {
        return charset.startsWith("ucs2")
                || charset.startsWith("utf16")
                || charset.startsWith("utf32");
    }
}
