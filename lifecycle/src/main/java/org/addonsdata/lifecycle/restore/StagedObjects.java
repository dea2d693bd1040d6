package org.addonsdata.lifecycle.restore;

import java.util.List;
import java.util.regex.Pattern;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.lifecycle.generation.SchemaObject;
import org.addonsdata.lifecycle.generation.SchemaObject.Kind;
import org.addonsdata.lifecycle.generation.SchemaObject.Session;
import org.addonsdata.snapshot.restore.PendingObject;

/**
 * The objects of a dump, as they are to be made. Each gets the application's account as its
 * definer: whatever a dump's routine, event or trigger does when it runs, it does with no more
 * rights than the application has.
 */
public final class StagedObjects {
    /**
     * What may stand between two words: blanks, and the marks of the conditional comments that
     * mysqldump writes.
     */
    private static final String GAP = "(?:\\s|/\\*M?!\\d*|\\*/)";

    /**
     * Where a definer stands: in CREATE VIEW after the algorithm, in all other statements after
     * CREATE (manual).
     */
    private static final Pattern HEAD =
            Pattern.compile(
                    "\\A%1$s*+CREATE(?:%1$s++OR%1$s++REPLACE)?(?:%1$s++ALGORITHM%1$s*+=%1$s*+\\w++)?"
                            .formatted(GAP),
                    Pattern.CASE_INSENSITIVE);

    private StagedObjects() {}

    public static List<SchemaObject> of(List<PendingObject> objects, String definer, String host) {
        return objects.stream().map(object -> of(object, definer, host)).toList();
    }

    private static SchemaObject of(PendingObject object, String definer, String host) {
        return new SchemaObject(
                Kind.valueOf(object.kind().name()),
                object.name(),
                new Session(object.sqlMode(), object.collation(), object.timeZone()),
                withDefiner(object.sql(), definer(definer, host)));
    }

    static String definer(String user, String host) {
        return " DEFINER=`" + user + "`@`" + host + "` ";
    }

    static String withDefiner(String sql, String clause) {
        var head = HEAD.matcher(sql);
        if (!head.find()) {
            throw DataException.of(
                            ErrorCode.STATEMENT_REFUSED,
                            "cannot give this object to the application's account: " + sql)
                    .withHint("nothing was changed; take the dump without this object");
        }
        return sql.substring(0, head.end()) + clause + sql.substring(head.end());
    }
}
