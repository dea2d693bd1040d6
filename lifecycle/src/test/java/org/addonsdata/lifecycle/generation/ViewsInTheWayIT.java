package org.addonsdata.lifecycle.generation;

import static org.addonsdata.core.sql.Names.quote;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.addonsdata.core.faults.FaultPoints;
import org.addonsdata.core.sql.Connections;
import org.addonsdata.lifecycle.LibraryApplication;
import org.addonsdata.lifecycle.generation.DyingAt.Died;
import org.addonsdata.testing.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Views and tables have one space of names, and a RENAME moves no view to another schema. */
@ParameterizedClass
@MethodSource("org.addonsdata.testing.TestServer#all")
class ViewsInTheWayIT {
    private static final String ASIDE = "addons_data_aside_0";

    private final Connections connections;
    private final SchemaContent content;
    private final String live;
    private final LibraryApplication application;
    private final Generations generations;

    ViewsInTheWayIT(TestServer server) {
        connections = server.connections();
        content = new SchemaContent(connections);
        live = server.freshSchemaName();
        application = new LibraryApplication(live);
        generations = new Generations(connections, application, FaultPoints.NONE);
    }

    @AfterEach
    void dropEverything() {
        content.dropAllOf(live);
    }

    @Test
    void aViewWithTheNameOfAnIncomingTableMakesWayAndComesBack() {
        execute("CREATE DATABASE " + quote(live));
        execute("CREATE TABLE " + quote(live, "mine") + " (id INT PRIMARY KEY)");
        for (var view : List.of("select", "author", "mine_too")) {
            execute("CREATE VIEW %s AS SELECT id FROM %s".formatted(quote(live, view), mine()));
        }
        var theirs = content.objectsOf(live);
        var staged = build("first");
        var tables = content.contentOf(staged.schema());

        assertThat(generations.switchTo(staged.id()).missing()).isEmpty();
        assertThat(content.contentOf(live)).isEqualTo(tables);
        var ours = content.objectsOf(live);
        assertThat(ours)
                .contains("TRIGGER first_trigger")
                .doesNotContain("VIEW select", "VIEW author", "VIEW mine_too")
                .noneMatch(object -> object.contains("aside"));

        assertThat(back().missing()).isEmpty();
        assertThat(content.objectsOf(live)).isEqualTo(theirs);
        assertThat(back().missing()).isEmpty();
        assertThat(content.objectsOf(live)).isEqualTo(ours);
        assertThat(content.contentOf(live)).isEqualTo(tables);
        assertThat(generations.recover()).isEmpty();
    }

    private String mine() {
        return quote(live, "mine");
    }

    @Test
    void aViewInPlaceOfATableWithTriggersMakesWayForThatTable() {
        replaceTableWithView();
        var before = content.objectsOf(live);
        var staged = build("second");

        var switched = generations.switchTo(staged.id());

        assertThat(switched.missing()).isEmpty();
        assertThat(content.objectsOf(live))
                .contains("TRIGGER first_trigger", "TRIGGER second_trigger")
                .doesNotContain("VIEW select");
        back();
        assertThat(content.objectsOf(live)).isEqualTo(before);
        assertThat(content.query("SELECT title FROM " + quote(live, "select")))
                .containsExactly("a view");
    }

    private void replaceTableWithView() {
        generations.switchTo(build("first").id());
        for (var view : List.of("a_last", "z_first")) {
            execute("DROP VIEW " + quote(live, view));
        }
        execute("ALTER TABLE %s DROP FOREIGN KEY best".formatted(quote(live, "author")));
        execute("DROP TABLE " + quote(live, "select"));
        execute(
                "CREATE VIEW %s AS SELECT 'a view' AS title, (SELECT COUNT(*) FROM %s) AS n"
                        .formatted(quote(live, "select"), quote(live, "author")));
        execute(
                "CREATE TRIGGER %s BEFORE UPDATE ON %s FOR EACH ROW SET @a=1"
                        .formatted(quote(live, "on_author"), quote(live, "author")));
        execute("CREATE VIEW %s AS SELECT 'theirs'".formatted(quote(live, ASIDE)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "switch.objects-recorded",
                "switch.begun",
                "switch.tables-locked",
                "switch.triggers-dropped",
                "switch.tables-renamed",
                "switch.defaults-set",
                "switch.objects-detached",
                "switch.objects-attached"
            })
    void whateverDiesItIsTheViewOrTheTable(String point) {
        replaceTableWithView();
        var old = content.objectsOf(live);
        var staged = build("second");

        var dying = new Generations(connections, application, new DyingAt(point));
        assertThatThrownBy(() -> dying.switchTo(staged.id())).isInstanceOf(Died.class);
        generations.recover();

        var isSwitched = point.matches(".*(renamed|set|detached|attached)");
        assertThat(content.tablesOf(live).contains("select")).isEqualTo(isSwitched);
        if (isSwitched) {
            assertThat(content.objectsOf(live))
                    .contains("TRIGGER first_trigger")
                    .noneMatch(object -> object.contains("aside"));
            back();
        }
        assertThat(content.objectsOf(live)).isEqualTo(old);
        assertThat(generations.recover()).isEmpty();
    }

    @Test
    void aRenameThatFailsLeavesTheViewWhereItIs() {
        replaceTableWithView();
        var old = content.objectsOf(live);
        var before = generations.live().orElseThrow().id();
        var staged = build("second");
        var failing =
                new Generations(
                        connections,
                        application,
                        point -> {
                            if (point.equals("switch.tables-locked")) {
                                execute(
                                        "CREATE TABLE %s (id INT)"
                                                .formatted(
                                                        quote(
                                                                generations.schemaOf(before),
                                                                "author")));
                            }
                        });
        assertThatThrownBy(() -> failing.switchTo(staged.id()));
        assertThat(content.objectsOf(live)).isEqualTo(old);
    }

    private Generations.Switched back() {
        return generations.switchTo(generations.replaced().orElseThrow().id());
    }

    private Generations.Staged build(String author) {
        return new GenerationBuilder(connections, application).build(generations, author);
    }

    private void execute(String sql) {
        content.execute(sql);
    }
}
