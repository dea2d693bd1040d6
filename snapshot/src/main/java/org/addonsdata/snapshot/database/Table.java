package org.addonsdata.snapshot.database;

import java.util.List;

/**
 * A table with rows.
 *
 * @param columns all of them, in order
 * @param keyName the index that orders the rows: PRIMARY or a unique one without NULLs; empty when
 *     there is none
 * @param keyColumns the columns of that index
 * @param rows an estimate
 * @param dataBytes an estimate
 */
public record Table(
        String name,
        String engine,
        List<Column> columns,
        String keyName,
        List<String> keyColumns,
        long rows,
        long dataBytes) {
    /** The columns that are written. */
    public List<Column> storedColumns() {
        return columns.stream().filter(column -> !column.generated()).toList();
    }

    public boolean isTransactional() {
        return engine.equalsIgnoreCase("InnoDB") || engine.equalsIgnoreCase("ROCKSDB");
    }
}
