package org.addonsdata.snapshot.format;

/** Whether a snapshot's SQL is packed. */
public enum Compression {
    NONE("data_mysqld.sql"),
    ZSTD("data_mysqld.sql.zst");

    private final String fileName;

    Compression(String fileName) {
        this.fileName = fileName;
    }

    /** The name of the file in the snapshot's directory. */
    public String fileName() {
        return fileName;
    }
}
