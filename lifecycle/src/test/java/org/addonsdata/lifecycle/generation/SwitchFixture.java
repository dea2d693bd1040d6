package org.addonsdata.lifecycle.generation;

import static org.addonsdata.core.sql.Names.quote;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.addonsdata.core.sql.Connections;
import org.addonsdata.lifecycle.generation.Rename.Table;

/**
 * Two generations of a few tables, one of them live, with triggers that write what was written into
 * another table. Rows of the old one's triggers say {@code old}, those of the new one's {@code
 * new}.
 */
final class SwitchFixture {
    static final List<String> TABLES = List.of("audit", "child", "parent", "plain", "written");
    private static final String GATE = "switching";

    private final SchemaContent content;
    private final String live;
    private final List<String> tables;
    private final Map<String, List<String>> triggers = new TreeMap<>();

    SwitchFixture(Connections connections, String live, int moreTables) {
        this.content = new SchemaContent(connections);
        this.live = live;
        this.tables = new ArrayList<>(TABLES);
        for (int i = 0; i < moreTables; i++) {
            tables.add("more_" + i);
        }
        triggers.put("written", List.of("written_1", "written_2"));
        for (var schema : List.of(live, parking(), staged(), meta())) {
            content.execute("CREATE DATABASE " + quote(schema) + " CHARACTER SET utf8mb4");
        }
        content.execute("CREATE TABLE " + quote(meta(), GATE) + " (id INT PRIMARY KEY)");
        createTables(live);
        createTables(staged());
    }

    /** Parent and child have triggers too, and so has the table that triggers write to. */
    SwitchFixture withTriggersEverywhere() {
        for (var table : List.of("audit", "child", "parent")) {
            triggers.put(table, List.of(table + "_1"));
        }
        return this;
    }

    SwitchFixture withoutTriggers() {
        triggers.clear();
        return this;
    }

    /** Creates the old triggers. */
    SwitchFixture live() {
        for (var table : triggers.keySet()) {
            for (var trigger : definitions("old", table)) {
                content.execute(trigger);
            }
        }
        return this;
    }

    private void createTables(String schema) {
        create(schema, "written", "token VARCHAR(40) NOT NULL, INDEX (token)");
        create(schema, "plain", "token VARCHAR(40) NOT NULL");
        create(
                schema,
                "audit",
                "token VARCHAR(40) NOT NULL, by_whom VARCHAR(9) NOT NULL, INDEX (token)");
        create(schema, "parent", "name INT");
        create(
                schema,
                "child",
                "parent_id INT, FOREIGN KEY (parent_id) REFERENCES %s (id) ON DELETE CASCADE"
                        .formatted(quote(schema, "parent")));
        for (var table : tables.subList(TABLES.size(), tables.size())) {
            create(schema, table, "n INT");
        }
    }

    private void create(String schema, String table, String columns) {
        content.execute(
                "CREATE TABLE %s (id INT AUTO_INCREMENT PRIMARY KEY, %s) ENGINE=InnoDB"
                        .formatted(quote(schema, table), columns));
    }

    private List<String> definitions(String generation, String table) {
        var definitions = new ArrayList<String>();
        for (var name : triggers.getOrDefault(table, List.of())) {
            var body =
                    switch (table) {
                        case "written" ->
                                name.endsWith("1")
                                        ? "INSERT INTO %s (token, by_whom) VALUES (NEW.token, '%s')"
                                                .formatted(live("audit"), generation)
                                        : "SET @written = 1";
                        default -> "SET @passed = 1";
                    };
            definitions.add(
                    "CREATE TRIGGER IF NOT EXISTS %s AFTER INSERT ON %s FOR EACH ROW %s"
                            .formatted(quote(live, name), quote(live, table), body));
        }
        return definitions;
    }

    SwitchPlan plan() {
        return plan(there(), generation("new"));
    }

    SwitchPlan plan(TableTriggers old, TableTriggers fresh) {
        var renames = new ArrayList<Rename>();
        for (var table : tables) {
            renames.add(new Rename(new Table(live, table), new Table(parking(), table)));
            renames.add(new Rename(new Table(staged(), table), new Table(live, table)));
        }
        var gate = new Rename(new Table(meta(), GATE), new Table(meta(), "switched"));
        return new SwitchPlan(live, List.of(), renames, gate, old, fresh);
    }

    TableTriggers there() {
        return generation("old");
    }

    private TableTriggers generation(String name) {
        return new TableTriggers() {
            @Override
            public Map<String, List<String>> names() {
                return triggers;
            }

            @Override
            public void create(Connection session, String table) throws SQLException {
                for (var definition : definitions(name, table)) {
                    Sql.execute(session, definition);
                }
            }
        };
    }

    String live(String table) {
        return quote(live, table);
    }

    String liveSchema() {
        return live;
    }

    String parking() {
        return live + "__20260101000000_aaaa";
    }

    String staged() {
        return live + "__20260101000000_bbbb";
    }

    private String meta() {
        return live + "__meta";
    }

    List<String> triggersThere() {
        return content.query(
                "SELECT CONCAT(TRIGGER_NAME, IF(ACTION_STATEMENT LIKE '%''old''%', ' old', IF(ACTION_STATEMENT LIKE '%''new''%', ' new', ''))) FROM information_schema.TRIGGERS"
                        + " WHERE TRIGGER_SCHEMA='"
                        + live
                        + "' ORDER BY 1");
    }

    boolean isSwitched() {
        return content.tablesOf(meta()).equals(List.of("switched"));
    }

    void drop() {
        for (var schema : List.of(live, parking(), staged(), meta())) {
            content.execute("DROP DATABASE IF EXISTS " + quote(schema));
        }
    }
}
