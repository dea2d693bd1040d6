package org.addonsdata.core.sql;

/** Quotes identifiers and literals as MySQL and MariaDB read them. */
public final class Names {
    private Names() {}

    /** A back-quoted identifier; a back-quote inside is doubled. */
    public static String quote(String identifier) {
        return '`' + identifier.replace("`", "``") + '`';
    }

    /** A qualified, quoted name. */
    public static String quote(String schema, String name) {
        return quote(schema) + '.' + quote(name);
    }
}
