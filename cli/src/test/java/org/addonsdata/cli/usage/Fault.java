package org.addonsdata.cli.usage;

/** What goes wrong while an operation stands at one of its points. */
enum Fault {
    TOOL_KILLED("tool killed"),
    DATABASE_KILLED("database killed"),
    SEARCH_KILLED("search killed"),
    IO_ERROR("I/O error"),
    DISK_FULL("disk full");

    private final String text;

    Fault(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }
}
