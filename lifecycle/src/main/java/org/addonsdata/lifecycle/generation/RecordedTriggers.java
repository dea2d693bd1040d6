package org.addonsdata.lifecycle.generation;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.snapshot.objects.SchemaObject;

/** The triggers that are recorded for one generation. */
record RecordedTriggers(String live, Map<String, List<SchemaObject>> byTable)
        implements TableTriggers {
    static RecordedTriggers of(String live, List<SchemaObject> triggers) {
        return new RecordedTriggers(
                live,
                triggers.stream()
                        .collect(
                                Collectors.groupingBy(
                                        SchemaObject::table, TreeMap::new, Collectors.toList())));
    }

    @Override
    public Map<String, List<String>> names() {
        var names = new TreeMap<String, List<String>>();
        byTable.forEach((table, triggers) ->
                names.put(table, triggers.stream().map(SchemaObject::name).toList()));
        return names;
    }

    /**
     * By the administrator, whose session holds the table. The statement was made from what the
     * server read back, it names the definer, and it runs no body.
     */
    @Override
    public void create(Connection session, String table) throws SQLException {
        session.setCatalog(live);
        for (var trigger : byTable.getOrDefault(table, List.of())) {
            try {
                trigger.checked().create(session);
            } catch (SQLException e) {
                if (DatabaseErrors.isConnectionLost(e)) {
                    throw e;
                }
            } catch (DataException _) {
                // Whoever attaches it says why it cannot be created.
            }
        }
    }
}
