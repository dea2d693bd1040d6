package org.addonsdata.snapshot.restore;

import java.util.List;
import java.util.Map;
import org.addonsdata.snapshot.objects.SchemaObject;

/**
 * A staging schema that is complete and verified.
 *
 * @param tables rows by table
 * @param pending the views, triggers, routines and events to create once the tables are where they
 *     belong, in this order, as the server read them; they belong to the account that restored
 * @param collations which collations took the place of ones the server does not know
 * @param checked what the data was compared with
 */
public record RestoreResult(
        RestorePlan plan,
        Map<String, Long> tables,
        List<SchemaObject> pending,
        Map<String, String> collations,
        Checked checked,
        List<String> notes) {
    /** How much of the data was compared. */
    public enum Checked {
        /** Rows and content of every table with the manifest. */
        CONTENT,
        /** The number of rows of every table with the dump. */
        ROWS
    }

    public long rows() {
        return tables.values().stream().mapToLong(Long::longValue).sum();
    }
}
