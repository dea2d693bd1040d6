package org.addonsdata.lifecycle.generation;

import static org.addonsdata.core.sql.Names.quote;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.faults.FaultPoints;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.core.progress.Progress.Unit;
import org.addonsdata.core.sql.Connections;
import org.addonsdata.lifecycle.LibraryApplication;
import org.addonsdata.lifecycle.application.Population.SeedOptions;
import org.addonsdata.lifecycle.generation.Generation.Origin;
import org.addonsdata.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The switch, on a real server, with everything in the schemas that makes it hard. */
class GenerationsIT {
    private static final Progress.Task TASK = Progress.silent().start("test", Unit.STEPS);

    private final Connections connections = TestDatabase.shared().connections();
    private String live = "";
    private LibraryApplication application = new LibraryApplication("unset");
    private Generations generations = new Generations(connections, application, FaultPoints.NONE);

    @BeforeEach
    void chooseDatabase() {
        live = TestDatabase.shared().freshSchema();
        execute("DROP DATABASE IF EXISTS " + quote(live));
        application = new LibraryApplication(live);
        generations = new Generations(connections, application, FaultPoints.NONE);
    }

    @AfterEach
    void dropEverything() {
        for (var schema : schemas()) {
            execute("DROP DATABASE " + quote(schema));
        }
    }

    @Test
    void inspectTellsMissingEmptyForeignAndOurs() {
        assertThat(generations.inspect()).isInstanceOf(DatabaseState.Missing.class);
        execute("CREATE DATABASE " + quote(live));
        assertThat(generations.inspect()).isInstanceOf(DatabaseState.Empty.class);
        execute("CREATE TABLE " + quote(live, "mine") + " (id INT PRIMARY KEY)");
        assertThat(generations.inspect()).isEqualTo(new DatabaseState.Foreign(List.of("mine")));
        execute("DROP TABLE " + quote(live, "mine"));
        application.migrations().migrate(connections, live, TASK);
        assertThat(generations.inspect()).isInstanceOf(DatabaseState.Unrecorded.class);
        var generation = generations.adopt(Origin.ADOPTED);
        assertThat(generations.inspect()).isEqualTo(new DatabaseState.Ours(generation));
    }

    @Test
    void aViewAloneIsNotAnEmptyDatabase() {
        execute("CREATE DATABASE " + quote(live));
        execute("CREATE VIEW " + quote(live, "v") + " AS SELECT 1");
        assertThat(generations.inspect()).isEqualTo(new DatabaseState.Foreign(List.of("v")));
    }

    @Test
    void switchMovesEveryTableAndAttachesEveryObject() {
        var staged = build("first");
        var expected = contentOf(staged.schema());

        generations.switchTo(staged.id());

        assertThat(contentOf(live)).isEqualTo(expected);
        assertThat(objectsOf(live))
                .containsExactly(
                        "FUNCTION shout",
                        "PROCEDURE forget",
                        "VIEW a_last",
                        "VIEW z_first",
                        "TRIGGER first_trigger",
                        "TRIGGER second_trigger",
                        "EVENT yearly");
        assertThat(schemas()).containsExactly(live);
        execute("INSERT INTO " + quote(live, "select") + " (title, author_id) VALUES ('new', 1)");
        assertThat(query("SELECT what FROM " + quote(live, "audit") + " ORDER BY id DESC LIMIT 2"))
                .containsExactly("two new", "one new");
        assertThat(query("SELECT shouted FROM " + quote(live, "a_last"))).contains("NEW!");
        assertThatThrownBy(() ->
                        executeThrowing(
                                "INSERT INTO "
                                        + quote(live, "select")
                                        + " (title, author_id) VALUES ('orphan', 99)"))
                .isInstanceOf(SQLException.class);
    }

    @Test
    void undoPutsBackEverythingAndASecondUndoRedoes() {
        generations.switchTo(build("first").id());
        execute("CREATE TABLE " + quote(live, "added later") + " (id INT PRIMARY KEY)");
        execute("INSERT INTO " + quote(live, "added later") + " VALUES (7)");
        execute("DROP TRIGGER " + quote(live, "second_trigger"));
        var before = contentOf(live);
        var objectsBefore = objectsOf(live);
        generations.switchTo(build("second").id());
        var after = contentOf(live);
        assertThat(after).doesNotContainKey("added later");

        generations.switchTo(generations.replaced().orElseThrow().id());

        assertThat(contentOf(live)).isEqualTo(before);
        assertThat(objectsOf(live)).isEqualTo(objectsBefore);

        generations.switchTo(generations.replaced().orElseThrow().id());

        assertThat(contentOf(live)).isEqualTo(after);
        assertThat(objectsOf(live)).contains("TRIGGER second_trigger");
    }

    @Test
    void tablesOfSomethingElseAreSetAsideWholeAndComeBack() {
        execute("CREATE DATABASE " + quote(live));
        execute("CREATE TABLE " + quote(live, "mine") + " (id INT PRIMARY KEY)");
        execute("INSERT INTO " + quote(live, "mine") + " VALUES (1), (2)");
        execute("CREATE VIEW " + quote(live, "v") + " AS SELECT * FROM " + quote(live, "mine"));

        generations.switchTo(build("first").id());
        assertThat(contentOf(live)).doesNotContainKey("mine");
        generations.switchTo(generations.replaced().orElseThrow().id());

        assertThat(query("SELECT COUNT(*) FROM " + quote(live, "v"))).containsExactly("2");
        assertThat(generations.inspect()).isInstanceOf(DatabaseState.Foreign.class);
    }

    @Test
    void onlyTheGenerationBeforeIsKept() {
        generations.switchTo(build("first").id());
        var second = build("second");
        generations.switchTo(second.id());
        generations.switchTo(build("third").id());

        assertThat(schemas()).containsExactly(live, generations.schemaOf(second.id()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "switch: generation complete",
                "switch: objects detached",
                "switch: tables renamed",
                "switch: objects attached"
            })
    void whateverDiesTheLiveDataIsEntirelyTheOldOrTheNew(String point) {
        generations.switchTo(build("old").id());
        execute("UPDATE " + quote(live, "author") + " SET name='Changed by hand' WHERE id=1");
        var old = contentOf(live);
        var staged = build("new");
        var fresh = contentOf(staged.schema());
        var objects = objectsOf(live);

        var dying = new Generations(connections, application, new DyingAt(point));
        assertThatThrownBy(() -> dying.switchTo(staged.id())).isInstanceOf(Died.class);
        generations.recover();

        assertThat(contentOf(live)).isIn(old, fresh);
        assertThat(contentOf(live).equals(fresh)).isEqualTo(point.matches(".*(renamed|attached)"));
        assertThat(objectsOf(live)).isEqualTo(objects);
        assertThat(query("SELECT COUNT(*) FROM " + quote(live, "addons_data_object")))
                .containsExactly("0");
        var kept = generations.replaced().map(generation -> generations.schemaOf(generation.id()));
        var expected = new ArrayList<>(List.of(live));
        kept.ifPresent(expected::add);
        assertThat(schemas()).containsExactlyElementsOf(expected);
        assertThat(generations.recover()).isEmpty();
    }

    @Test
    void aGenerationThatWasBeingBuiltIsSwept() {
        generations.switchTo(build("old").id());
        var left = generations.stage(Origin.RESET);
        application.migrations().migrate(connections, left.schema(), TASK);

        assertThat(generations.recover()).singleElement().asString().contains(left.schema());

        assertThat(schemas()).containsExactly(live);
    }

    @Test
    void aSchemaThatOnlyLooksLikeOursIsLeftAlone() {
        var theirs = live + "__20260101000000_abcd";
        execute("CREATE DATABASE " + quote(theirs));
        execute("CREATE TABLE " + quote(theirs, "precious") + " (id INT PRIMARY KEY)");
        generations.switchTo(build("first").id());

        generations.recover();

        assertThat(schemas()).contains(theirs);
    }

    @Test
    void aSecondRunIsToldWhoHoldsTheLock() {
        try (var _ = OperationLock.acquire(connections, live, java.time.Duration.ZERO)) {
            assertThatThrownBy(
                            () -> OperationLock.acquire(connections, live, java.time.Duration.ZERO))
                    .isInstanceOfSatisfying(
                            DataException.class,
                            e -> {
                                assertThat(e.code()).isEqualTo(ErrorCode.LOCKED);
                                assertThat(e.messageText()).contains("connection ");
                            });
        }
        OperationLock.acquire(connections, live, java.time.Duration.ZERO).close();
    }

    private Generations.Staged build(String author) {
        var staged = generations.stage(Origin.RESET);
        application.migrations().migrate(connections, staged.schema(), TASK);
        application.population().loadInitialData(connections, staged.schema(), TASK);
        application.population().seed(connections, staged.schema(), SeedOptions.DEFAULT, TASK);
        execute(
                "UPDATE "
                        + quote(staged.schema(), "author")
                        + " SET name='"
                        + author
                        + "' WHERE id=2");
        return staged;
    }

    /** Rows of every table but the bookkeeping, by the server's own checksum. */
    private TreeMap<String, String> contentOf(String schema) {
        var content = new TreeMap<String, String>();
        for (var table :
                query(
                        "SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA='"
                                + schema
                                + "' AND TABLE_TYPE='BASE TABLE'")) {
            if (!Bookkeeping.TABLES.contains(table)) {
                content.put(table, checksum(schema, table));
            }
        }
        return content;
    }

    private String checksum(String schema, String table) {
        try (var connection = connections.open(schema);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("CHECKSUM TABLE " + quote(table))) {
            rows.next();
            return rows.getString(2);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> objectsOf(String schema) {
        try (var connection = connections.open(schema)) {
            return new SchemaObjects(connection, schema)
                    .read().stream().map(object -> object.kind() + " " + object.name()).toList();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> schemas() {
        return query(
                "SELECT SCHEMA_NAME FROM information_schema.SCHEMATA WHERE SCHEMA_NAME='"
                        + live
                        + "' OR SCHEMA_NAME LIKE '"
                        + live.replace("_", "\\_")
                        + "\\_\\_%' ORDER BY SCHEMA_NAME");
    }

    private List<String> query(String sql) {
        try (var connection = connections.open(null)) {
            return Sql.list(connection, sql, row -> row.getString(1));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void execute(String sql) {
        try {
            executeThrowing(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void executeThrowing(String sql) throws SQLException {
        try (var connection = connections.open(null)) {
            Sql.execute(connection, sql);
        }
    }

    /**
     * Ends an operation at one of its points as a kill would: nothing after it runs, no cleaning
     * up.
     */
    private record DyingAt(String point) implements FaultPoints {
        @Override
        public void reached(String passed) {
            if (passed.equals(point)) {
                throw new Died();
            }
        }
    }

    private static final class Died extends Error {}
}
