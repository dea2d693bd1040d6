package org.addonsdata.snapshot.objects;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.addonsdata.core.errors.DataException;

/**
 * Objects that were to be created.
 *
 * @param created those that were
 * @param reasons why others were not
 */
public record CreatedObjects(List<SchemaObject> created, Map<SchemaObject, String> reasons) {
    /** Creates one object. */
    @FunctionalInterface
    public interface Creator {
        void create(SchemaObject object) throws SQLException;
    }

    /**
     * Creates what can be created. Views may need each other in any order: what fails is tried
     * again as long as others succeed.
     */
    public static CreatedObjects create(List<SchemaObject> objects, Creator creator) {
        var created = new ArrayList<SchemaObject>();
        var missing = new ArrayList<>(objects);
        var reasons = new LinkedHashMap<SchemaObject, String>();
        int before;
        do {
            before = missing.size();
            reasons.clear();
            for (var object : List.copyOf(missing)) {
                try {
                    creator.create(object);
                    missing.remove(object);
                    created.add(object);
                } catch (SQLException e) {
                    reasons.put(object, String.valueOf(e.getMessage()));
                } catch (DataException e) {
                    reasons.put(object, e.messageText());
                }
            }
        } while (!missing.isEmpty() && missing.size() < before);
        return new CreatedObjects(created, reasons);
    }

    /** One sentence for each object that was not created. */
    public List<String> failures() {
        return failures("cannot be made");
    }

    /** The same, which says what that means. */
    public List<String> failures(String consequence) {
        return reasons.entrySet().stream()
                .map(failure ->
                        "the %s %s: %s"
                                .formatted(failure.getKey(), consequence, failure.getValue()))
                .toList();
    }
}
