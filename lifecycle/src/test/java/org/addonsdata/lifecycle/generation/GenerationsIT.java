package org.addonsdata.lifecycle.generation;

import static org.addonsdata.core.sql.Names.quote;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.faults.FaultPoints;
import org.addonsdata.core.sql.Connections;
import org.addonsdata.lifecycle.LibraryApplication;
import org.addonsdata.lifecycle.generation.DyingAt.Died;
import org.addonsdata.lifecycle.generation.Generation.Origin;
import org.addonsdata.testing.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The switch, on a real server, with everything in the schemas that makes it hard. */
@ParameterizedClass
@MethodSource("org.addonsdata.testing.TestServer#all")
class GenerationsIT {
    private final Connections connections;
    private final SchemaContent content;
    private final String live;
    private final LibraryApplication application;
    private final Generations generations;

    GenerationsIT(TestServer server) {
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
    void inspectTellsMissingEmptyForeignAndOurs() {
        assertThat(generations.inspect()).isInstanceOf(DatabaseState.Missing.class);
        execute("CREATE DATABASE " + quote(live));
        assertThat(generations.inspect()).isInstanceOf(DatabaseState.Empty.class);
        execute("CREATE TABLE " + quote(live, "mine") + " (id INT PRIMARY KEY)");
        assertThat(generations.inspect()).isEqualTo(new DatabaseState.Foreign(List.of("mine")));
        execute("DROP TABLE " + quote(live, "mine"));
        application.migrations().migrate(connections, live, GenerationBuilder.TASK);
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
                        content.executeThrowing(
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
    void whereOneIsToBeKeptItIsTheOneBefore() {
        generations.switchTo(build("first").id());
        var second = build("second");
        generations.switchTo(second.id());
        generations.switchTo(build("third").id());
        generations.trim(1);

        assertThat(schemas()).containsExactly(live, generations.schemaOf(second.id()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "switch.generation-complete",
                "switch.objects-recorded",
                "switch.begun",
                "switch.tables-locked",
                "switch.triggers-dropped",
                "switch.tables-renamed",
                "switch.defaults-set",
                "switch.objects-detached",
                "switch.objects-attached"
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
        assertThat(contentOf(live).equals(fresh))
                .isEqualTo(point.matches(".*(renamed|set|detached|attached)"));
        assertThat(objectsOf(live)).isEqualTo(objects);
        assertThat(
                        query(
                                "SELECT COUNT(*) FROM %s WHERE generation='%s'"
                                        .formatted(
                                                quote(live + "__meta", "object"),
                                                generations.live().orElseThrow().id())))
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
        application.migrations().migrate(connections, left.schema(), GenerationBuilder.TASK);

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
        try (var _ = lock(Duration.ZERO, _ -> {})) {
            assertThatThrownBy(() -> lock(Duration.ZERO, _ -> {}))
                    .isInstanceOfSatisfying(
                            DataException.class,
                            e -> {
                                assertThat(e.code()).isEqualTo(ErrorCode.LOCKED);
                                assertThat(e.messageText()).contains("connection ");
                            });
        }
        lock(Duration.ZERO, _ -> {}).close();
    }

    @Test
    void aRunThatWaitsIsToldForWhomAndGetsTheLockThen() {
        var first = lock(Duration.ZERO, _ -> {});
        var told = new ArrayList<String>();
        lock(
                        Duration.ofSeconds(20),
                        holder -> {
                            told.add(holder);
                            first.close();
                        })
                .close();
        assertThat(told).singleElement().asString().contains("connection ");
    }

    @Test
    void aLockWhoseConnectionWasEndedIsNoLockAnyMore() {
        var lock = lock(Duration.ZERO, _ -> {});
        lock.verify();
        execute(
                "KILL "
                        + query(
                                        "SELECT ID FROM information_schema.PROCESSLIST WHERE ID<>CONNECTION_ID() ORDER BY ID DESC LIMIT 1")
                                .getFirst());

        assertThatThrownBy(lock::verify)
                .isInstanceOfSatisfying(
                        DataException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LOCKED));
        lock.close();
    }

    private OperationLock lock(Duration wait, Consumer<String> onWait) {
        return OperationLock.acquire(connections, live, wait, new Cancellation(), onWait);
    }

    @Test
    void aViewThatCannotBeMadeAgainKeepsNothingElseFromComingBack() {
        generations.switchTo(build("first").id());
        execute("CREATE TABLE " + quote(live, "passing") + " (id INT PRIMARY KEY)");
        execute(
                "CREATE VIEW "
                        + quote(live, "broken")
                        + " AS SELECT id FROM "
                        + quote(live, "passing"));
        execute("DROP TABLE " + quote(live, "passing"));
        generations.switchTo(build("second").id());

        var notes = generations.switchTo(generations.replaced().orElseThrow().id()).missing();

        assertThat(notes).singleElement().asString().startsWith("the view broken could not");
        assertThat(objectsOf(live)).contains("VIEW a_last", "TRIGGER second_trigger");
        assertThat(generations.recover()).isEqualTo(notes);
        execute("CREATE TABLE " + quote(live, "passing") + " (id INT PRIMARY KEY)");
        generations.recover();
        assertThat(objectsOf(live)).contains("VIEW broken");
        assertThat(generations.recover()).isEmpty();
    }

    @Test
    void literalsOfOtherCharacterSetsSurviveASwitchAndItsUndo() throws SQLException {
        generations.switchTo(build("first").id());
        try (var connection = connections.open(live)) {
            Sql.execute(connection, "CREATE VIEW bytes AS SELECT _latin1 X'E9' AS l, '😀' AS x");
            Sql.execute(
                    connection,
                    "SET character_set_client = latin1, collation_connection = latin1_swedish_ci");
            Sql.execute(
                    connection,
                    "CREATE FUNCTION old_bytes() RETURNS varchar(9) CHARSET latin1 DETERMINISTIC NO SQL RETURN CONCAT(_latin1'é', 'é')");
        }
        var truth =
                "SELECT CONCAT(HEX(l), HEX(x), HEX(%s())) FROM %s"
                        .formatted(quote(live, "old_bytes"), quote(live, "bytes"));
        var before = query(truth);
        assertThat(before.getFirst()).startsWith("E9F09F9880");

        generations.switchTo(build("second").id());
        generations.switchTo(generations.replaced().orElseThrow().id());

        assertThat(query(truth)).isEqualTo(before);
    }

    @Test
    void theSchemasOwnCollationGoesWithItsTables() {
        execute("CREATE DATABASE " + quote(live) + " COLLATE utf8mb4_unicode_ci");
        generations.switchTo(build("first").id());
        assertThat(collationOf(live)).isEqualTo("utf8mb4_unicode_ci");
        var staged = build("second");
        execute("ALTER DATABASE " + quote(staged.schema()) + " COLLATE utf8mb4_bin");

        generations.switchTo(staged.id());
        assertThat(collationOf(live)).isEqualTo("utf8mb4_bin");
        generations.switchTo(generations.replaced().orElseThrow().id());
        assertThat(collationOf(live)).isEqualTo("utf8mb4_unicode_ci");
        generations.switchTo(generations.replaced().orElseThrow().id());
        assertThat(collationOf(live)).isEqualTo("utf8mb4_bin");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"switch.objects-recorded", "switch.tables-renamed", "switch.defaults-set"})
    void aSwitchThatDiesLeavesTheCollationOfWhatIsLive(String point) {
        execute("CREATE DATABASE " + quote(live) + " COLLATE utf8mb4_unicode_ci");
        generations.switchTo(build("old").id());
        var staged = build("new");
        execute("ALTER DATABASE " + quote(staged.schema()) + " COLLATE utf8mb4_bin");

        var dying = new Generations(connections, application, new DyingAt(point));
        assertThatThrownBy(() -> dying.switchTo(staged.id())).isInstanceOf(Died.class);
        generations.recover();

        assertThat(collationOf(live))
                .isEqualTo(point.endsWith("recorded") ? "utf8mb4_unicode_ci" : "utf8mb4_bin");
    }

    private String collationOf(String schema) {
        return query(
                        "SELECT DEFAULT_COLLATION_NAME FROM information_schema.SCHEMATA WHERE SCHEMA_NAME='"
                                + schema
                                + "'")
                .getFirst();
    }

    @Test
    void aDatabaseThatWasDroppedByHandDoesNotTakeTheGenerationBeforeWithIt() {
        generations.switchTo(build("first").id());
        var first = contentOf(live);
        generations.switchTo(build("second").id());
        execute("DROP DATABASE " + quote(live));

        generations.recover();
        generations.switchTo(build("third").id());
        generations.switchTo(generations.replaced().orElseThrow().id());

        assertThat(contentOf(live)).isEqualTo(first);
    }

    @Test
    void anEmptyDatabaseOfAnotherCharacterSetBecomesUtf8() {
        execute("CREATE DATABASE " + quote(live) + " CHARACTER SET latin1");
        generations.switchTo(build("first").id());
        assertThat(
                        query(
                                "SELECT DEFAULT_CHARACTER_SET_NAME FROM information_schema.SCHEMATA WHERE SCHEMA_NAME='"
                                        + live
                                        + "'"))
                .containsExactly("utf8mb4");
    }

    @Test
    void aTableInUseForLongLeavesEverythingAsItWas() throws SQLException {
        generations.switchTo(build("first").id());
        var before = contentOf(live);
        var objects = objectsOf(live);
        var staged = build("second");
        var impatient = new Generations(connections, connections, application, FaultPoints.NONE, 1);
        try (var user = connections.open(live)) {
            user.setAutoCommit(false);
            Sql.list(user, "SELECT id FROM author", row -> row.getInt(1));
            assertThatThrownBy(() -> impatient.switchTo(staged.id()))
                    .isInstanceOfSatisfying(
                            DataException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.TIMED_OUT));
        }
        assertThat(objectsOf(live)).isEqualTo(objects);
        assertThat(contentOf(live)).isEqualTo(before);
        generations.discard(staged.id());
        assertThat(schemas()).containsExactly(live);
    }

    @Test
    void whenTheSwitchsConnectionsAreKilledTheOldTriggersAreThereAtOnce() throws SQLException {
        generations.switchTo(build("first").id());
        var before = contentOf(live);
        var objects = objectsOf(live);
        var staged = build("second");
        long last;
        try (var connection = connections.open(null)) {
            last = LockObserver.idOf(connection);
        }
        var killing =
                new Generations(
                        connections,
                        application,
                        point -> {
                            if (point.equals("switch.triggers-dropped")) {
                                // The next one after the last is that which the switch is told by.
                                killConnectionsAfter(last + 1);
                            }
                        });
        assertThatThrownBy(() -> killing.switchTo(staged.id())).isInstanceOf(DataException.class);

        assertThat(objectsOf(live)).isEqualTo(objects);
        assertThat(contentOf(live)).isEqualTo(before);
        assertThat(content.tablesOf(live + "__meta")).doesNotContain("switching", "switched");
    }

    private void killConnectionsAfter(long id) {
        for (var later :
                query(
                        "SELECT ID FROM information_schema.PROCESSLIST WHERE ID<>CONNECTION_ID() AND ID>"
                                + id)) {
            execute("KILL " + later);
        }
    }

    private Generations.Staged build(String author) {
        return new GenerationBuilder(connections, application).build(generations, author);
    }

    private Map<String, String> contentOf(String schema) {
        return content.contentOf(schema);
    }

    private List<String> objectsOf(String schema) {
        return content.objectsOf(schema);
    }

    private List<String> schemas() {
        return content.schemasOf(live);
    }

    private List<String> query(String sql) {
        return content.query(sql);
    }

    private void execute(String sql) {
        content.execute(sql);
    }
}
