package org.addonsdata.snapshot.restore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.addonsdata.core.sql.Names;
import org.addonsdata.snapshot.database.Column;
import org.addonsdata.snapshot.dump.ValueKind;

/**
 * How a region's values go into {@code LOAD DATA … CHARACTER SET binary}, which hands each column
 * the bytes as they are. Columns whose text the dump holds in UTF-8 while they keep it otherwise
 * are converted by the server; what cannot be said that way goes in as INSERT.
 */
final class LoadPlan {
    private static final int NONE = ValueKind.NULL.bit();
    private static final int NUMBER = ValueKind.NUMBER.bit();
    private static final int STRING = ValueKind.STRING.bit() | RowRegion.NOT_ASCII;
    private static final int BINARY = ValueKind.BINARY.bit() | RowRegion.NOT_ASCII;
    private static final int INTRODUCED = ValueKind.INTRODUCED.bit() | RowRegion.NOT_ASCII;

    private LoadPlan() {}

    private enum Way {
        AS_IT_IS,
        FROM_UTF8,
        BY_INSERT
    }

    /** The statement, or nothing when the region must go in as INSERT. */
    static Optional<String> statement(RowRegion region, List<Column> targets) {
        if (targets.isEmpty()
                || !region.first().verb().equals("INSERT")
                || region.columns() != targets.size()) {
            return Optional.empty();
        }
        var binaryDump = region.first().settings().characterSet().equals("binary");
        var columns = new ArrayList<String>();
        var conversions = new ArrayList<String>();
        for (int i = 0; i < targets.size(); i++) {
            var name = Names.quote(targets.get(i).name());
            switch (way(targets.get(i), region.kinds(i), region.introducers(), binaryDump)) {
                case AS_IT_IS -> columns.add(name);
                case FROM_UTF8 -> {
                    columns.add("@v" + i);
                    conversions.add("%s = CONVERT(@v%d USING utf8mb4)".formatted(name, i));
                }
                case BY_INSERT -> {
                    return Optional.empty();
                }
            }
        }
        var set = conversions.isEmpty() ? "" : " SET " + String.join(", ", conversions);
        return Optional.of(
                "LOAD DATA LOCAL INFILE 'rows' INTO TABLE %s CHARACTER SET binary FIELDS TERMINATED BY '\\t' ESCAPED BY '\\\\' LINES TERMINATED BY '\\n' (%s)%s"
                        .formatted(Names.quote(region.table()), String.join(",", columns), set));
    }

    private static Way way(Column column, int kinds, Set<String> introducers, boolean binaryDump) {
        return switch (column.kind()) {
            case NUMBER, FLOATING, TEMPORAL -> only(kinds, NONE | NUMBER | STRING);
            case BIT -> only(kinds, NONE | BINARY | STRING);
            case BYTES -> only(kinds, NONE | BINARY | STRING | NUMBER);
            case UTF8 -> only(kinds, NONE | STRING | BINARY | (isList(column) ? 0 : NUMBER));
            case JSON, SPELLED ->
                    only(kinds, NONE | STRING) == Way.AS_IT_IS ? Way.FROM_UTF8 : Way.BY_INSERT;
            case OTHER_TEXT -> otherText(column, kinds, introducers, binaryDump);
        };
    }

    private static Way otherText(
            Column column, int kinds, Set<String> introducers, boolean binaryDump) {
        var written = (kinds & (ValueKind.BINARY.bit() | ValueKind.INTRODUCED.bit())) != 0;
        var strings = (kinds & ValueKind.STRING.bit()) != 0;
        if (binaryDump) {
            return only(kinds, NONE | STRING | BINARY);
        }
        if (!written) {
            return only(kinds, NONE | STRING) == Way.AS_IT_IS ? Way.FROM_UTF8 : Way.BY_INSERT;
        }
        var ownCharset =
                (kinds & ValueKind.INTRODUCED.bit()) == 0
                        || introducers.stream().allMatch(column.charset()::equals);
        var strange = strings && ((kinds & RowRegion.NOT_ASCII) != 0 || column.isWide());
        return ownCharset && !strange
                ? only(kinds, NONE | STRING | BINARY | INTRODUCED)
                : Way.BY_INSERT;
    }

    private static boolean isList(Column column) {
        return column.dataType().equals("enum") || column.dataType().equals("set");
    }

    private static Way only(int kinds, int allowed) {
        return (kinds & ~allowed) == 0 ? Way.AS_IT_IS : Way.BY_INSERT;
    }
}
