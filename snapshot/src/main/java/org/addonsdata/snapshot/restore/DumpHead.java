package org.addonsdata.snapshot.restore;

import java.util.regex.Pattern;

/** What the first lines of a dump say of where it comes from. */
record DumpHead(String text) {
    static final int BYTES = 4096;
    private static final Pattern SERVER_VERSION =
            Pattern.compile("^-- Server version:?\\s+(\\d+\\.\\d+\\.\\d+\\S*)", Pattern.MULTILINE);

    String origin() {
        return text.contains("-- addons-data snapshot")
                ? "addons-data"
                : text.contains("-- MySQL dump")
                        ? "mysqldump"
                        : text.contains("-- MariaDB dump")
                                ? "mariadb-dump"
                                : text.contains("phpMyAdmin") ? "phpMyAdmin" : "unknown";
    }

    /** Both dump tools write their server's {@code VERSION()} into the head; else empty. */
    String server() {
        var version = SERVER_VERSION.matcher(text);
        return version.find() ? version.group(1) : "";
    }

    boolean writesAnEndMark() {
        return !origin().equals("phpMyAdmin") && !origin().equals("unknown");
    }
}
