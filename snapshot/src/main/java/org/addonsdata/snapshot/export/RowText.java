package org.addonsdata.snapshot.export;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;

/** Finds values in a row of our own SQL. */
final class RowText {
    private RowText() {}

    /** The values at those places, with commas between them; empty when the row is. */
    static String values(byte[] row, int[] places) {
        if (row.length == 0) {
            return "";
        }
        var values = new ArrayList<String>();
        var quoted = false;
        var start = 1;
        for (int i = 1; i < row.length; i++) {
            if (quoted) {
                if (row[i] == '\\') {
                    i++;
                } else if (row[i] == '\'') {
                    quoted = false;
                }
            } else if (row[i] == '\'') {
                quoted = true;
            } else if (row[i] == ',' || row[i] == ')') {
                values.add(new String(row, start, i - start, StandardCharsets.UTF_8));
                start = i + 1;
            }
        }
        var key = new StringBuilder();
        for (var place : places) {
            key.append(key.isEmpty() ? "" : ",")
                    .append(place >= 0 && place < values.size() ? values.get(place) : "?");
        }
        return key.toString();
    }
}
