package org.addonsdata.lifecycle.restore;

import java.util.List;
import java.util.regex.Pattern;
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
     * Where a definer stands in CREATE VIEW, after the algorithm, and in all other statements
     * (manual).
     */
    private static final Pattern HEAD =
            Pattern.compile(
                    "\\A\\s*CREATE\\s+(?:ALGORITHM\\s*=\\s*\\w+\\s+)?", Pattern.CASE_INSENSITIVE);

    private StagedObjects() {}

    public static List<SchemaObject> of(List<PendingObject> objects, String definer, String host) {
        return objects.stream().map(object -> of(object, definer, host)).toList();
    }

    private static SchemaObject of(PendingObject object, String definer, String host) {
        return new SchemaObject(
                Kind.valueOf(object.kind().name()),
                object.name(),
                new Session(object.sqlMode(), object.collation(), object.timeZone()),
                withDefiner(object.sql(), "DEFINER=`" + definer + "`@`" + host + "` "));
    }

    static String withDefiner(String sql, String clause) {
        var head = HEAD.matcher(sql);
        if (!head.find()) {
            throw new IllegalArgumentException("not a CREATE statement: " + sql);
        }
        return sql.substring(0, head.end()) + clause + sql.substring(head.end());
    }
}
