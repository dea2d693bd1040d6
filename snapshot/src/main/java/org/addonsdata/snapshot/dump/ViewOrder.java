package org.addonsdata.snapshot.dump;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts views behind the views they read, else by name. */
public final class ViewOrder {
    private final Map<String, Set<String>> tables = new HashMap<>();
    private final LinkedHashSet<String> ordered = new LinkedHashSet<>();

    private ViewOrder() {}

    /**
     * @param definitions of views, by name
     */
    public static List<String> of(Map<String, String> definitions) {
        var order = new ViewOrder();
        definitions.forEach((name, sql) -> order.tables.put(name, Definitions.tablesOf(sql)));
        for (var name : definitions.keySet().stream().sorted().toList()) {
            order.visit(name, new LinkedHashSet<>());
        }
        return List.copyOf(order.ordered);
    }

    private void visit(String name, Set<String> path) {
        if (ordered.contains(name) || !path.add(name)) {
            return;
        }
        for (var table : tables.getOrDefault(name, Set.of()).stream().sorted().toList()) {
            if (tables.containsKey(table)) {
                visit(table, path);
            }
        }
        ordered.add(name);
    }
}
