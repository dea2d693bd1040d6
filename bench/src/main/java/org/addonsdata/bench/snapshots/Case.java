package org.addonsdata.bench.snapshots;

/** What is done, with which data. */
enum Case {
    EXPORT("export"),
    RESTORE("restore"),
    EXPORT_TABLES("export of many small tables"),
    RESTORE_TABLES("restore of many small tables");

    private final String title;

    Case(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
