package org.addonsdata.lifecycle.generation;

import static org.addonsdata.core.sql.Names.quote;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.faults.FaultPoints;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.core.progress.Progress.Unit;
import org.addonsdata.core.sql.Connections;
import org.addonsdata.lifecycle.LibraryApplication;
import org.addonsdata.lifecycle.generation.Generation.Origin;
import org.addonsdata.services.DatabaseEndpoint;
import org.addonsdata.services.DatabaseEndpoint.Account;
import org.addonsdata.testing.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema of the tool's own, and what somebody may have made of it. */
@ParameterizedClass
@MethodSource("org.addonsdata.testing.TestServer#all")
class BookkeepingIT {
    private static final long LONGER_THAN_A_CREATION_TIME_TELLS = 2_100;

    private final TestServer server;
    private final Connections connections;
    private final SchemaContent content;
    private final String live;
    private final LibraryApplication application;
    private final Generations generations;

    BookkeepingIT(TestServer server) {
        this.server = server;
        connections = server.connections();
        content = new SchemaContent(connections);
        live = server.freshSchemaName();
        application = new LibraryApplication(live);
        generations = new Generations(connections, application, FaultPoints.NONE);
    }

    @AfterEach
    void dropEverything() {
        content.dropAllOf(live);
        content.execute("DROP USER IF EXISTS '%s'@'%%'".formatted(live));
    }

    private String switchToNew(String author) {
        var staged = new GenerationBuilder(connections, application).build(generations, author);
        generations.switchTo(staged.id());
        return staged.id();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE %s.generation SET state='HALF'",
                "UPDATE %s.generation SET origin='MOON'",
                "UPDATE %s.generation SET id='mine' LIMIT 1",
                "UPDATE %s.object SET kind='SERVER', generation='LIVE' LIMIT 1",
                "DELETE FROM %s.generation",
                "DROP TABLE %s.live_LIVE",
                "DROP TABLE %s.parked_PARKED",
                "CREATE TABLE %s.live_20990101000000_abcd (id INT)",
                "CREATE TABLE %s.parked_LIVE (id INT)",
                "ALTER TABLE %s.generation DROP COLUMN replaced",
                "ALTER TABLE %s.object ADD COLUMN more INT",
                "DROP TABLE %s.object"
            })
    void whatSomebodyChangedInItIsAnErrorWithAHint(String change) {
        var parked = switchToNew("first");
        var current = switchToNew("second");
        var before = content.contentOf(live);
        var kept = content.contentOf(generations.schemaOf(parked));
        content.execute(
                change.formatted(quote(live + "__meta"))
                        .replace("LIVE", current)
                        .replace("PARKED", parked));

        assertThatThrownBy(generations::recover)
                .isInstanceOfSatisfying(
                        DataException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.BOOKKEEPING_DAMAGED);
                            assertThat(e.messageText()).contains(live + "__meta");
                            assertThat(e.hint()).contains("drop that schema");
                        });

        assertThat(content.contentOf(live)).isEqualTo(before);
        assertThat(content.contentOf(generations.schemaOf(parked))).isEqualTo(kept);
        content.execute("DROP DATABASE " + quote(live + "__meta"));
        assertThat(generations.recover()).isEmpty();
        assertThat(generations.inspect()).isEqualTo(new DatabaseState.Unrecorded());
        generations.adopt(Origin.ADOPTED);
        assertThat(content.contentOf(live)).isEqualTo(before);
        assertThat(content.contentOf(generations.schemaOf(parked))).isEqualTo(kept);
    }

    @Test
    void aStagingSchemaHoldsNothingOfTheTool() {
        var staged = generations.stage(Origin.RESTORED);
        assertThat(content.tablesOf(staged.schema())).isEmpty();
        switchToNew("first");
        assertThat(content.tablesOf(live)).noneMatch(table -> table.contains("addons_data"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stage.bookkeeping-created",
                "stage.generation-recorded",
                "stage.schema-created"
            })
    void aRunThatDiesWhileItBeginsLeavesNothing(String point) {
        var current = switchToNew("first");
        var dying = new Generations(connections, application, new DyingAt(point));
        assertThatThrownBy(() -> dying.stage(Origin.RESET)).isInstanceOf(DyingAt.Died.class);

        generations.recover();

        assertThat(content.schemasOf(live)).containsExactly(live);
        assertThat(content.tablesOf(live + "__meta"))
                .containsExactlyInAnyOrder(
                        "generation", "object", "identity", "owner", "settled", "live_" + current);
        assertThat(content.query("SELECT id FROM " + quote(live + "__meta", "generation")))
                .containsExactly(current);
        assertThat(generations.recover()).isEmpty();
    }

    @Test
    void afterTheApplicationDroppedItsDatabaseNothingIsLive() {
        var first = switchToNew("first");
        var second = switchToNew("second");
        content.execute("DROP DATABASE " + quote(live));

        assertThat(generations.inspect()).isEqualTo(new DatabaseState.Missing());
        assertThat(generations.live()).isEmpty();
        assertThat(generations.kept()).extracting(Generation::id).containsExactly(first);
        generations.recover();
        assertThat(generations.kept()).extracting(Generation::id).containsExactly(first);

        generations.switchTo(first);

        assertThat(generations.live().orElseThrow().id()).isEqualTo(first);
        assertThat(generations.kept()).isEmpty();
        assertThat(content.query("SELECT id FROM " + quote(live + "__meta", "generation")))
                .doesNotContain(second);
    }

    @Test
    void whatWasLoadedByHandInPlaceOfTheLiveTablesIsFound() throws Exception {
        var first = switchToNew("first");
        var second = switchToNew("second");
        Thread.sleep(LONGER_THAN_A_CREATION_TIME_TELLS);
        content.execute("DROP DATABASE " + quote(live));
        content.execute("CREATE DATABASE " + quote(live));
        application
                .migrations()
                .migrate(connections, live, Progress.silent().start("by hand", Unit.STEPS));
        content.execute("CREATE TABLE " + quote(live, "mine") + " (a INT PRIMARY KEY)");

        for (var account : List.of(generations, withoutRights())) {
            assertThat(account.inspect()).isEqualTo(new DatabaseState.Unrecorded());
            assertThat(account.live()).isEmpty();
        }
        assertThat(generations.recover()).isEmpty();
        assertThat(generations.inspect()).isEqualTo(new DatabaseState.Unrecorded());
        generations.switchTo(first);
        var found = generations.replacedByLive().orElseThrow();
        assertThat(found.origin()).isEqualTo(Origin.ADOPTED);
        assertThat(found.id()).isNotEqualTo(second);
        assertThat(content.tablesOf(generations.schemaOf(found.id()))).contains("mine");
    }

    @Test
    void whatChangesSomeOfTheTablesLeavesTheGenerationWhatItIs() throws Exception {
        var current = switchToNew("first");
        Thread.sleep(LONGER_THAN_A_CREATION_TIME_TELLS);
        content.execute("ALTER TABLE " + quote(live, "author") + " ADD COLUMN note INT, FORCE");
        content.execute("CREATE TABLE " + quote(live, "more") + " (a INT PRIMARY KEY)");
        for (var account : List.of(generations, withoutRights())) {
            assertThat(account.live().orElseThrow().id()).isEqualTo(current);
        }
        content.execute("DROP TABLE " + quote(live + "__meta", "identity"));
        assertThat(generations.live().orElseThrow().id())
                .as("as an earlier version, or a run that died, leaves it")
                .isEqualTo(current);
        assertThat(generations.recover()).isEmpty();
        assertThat(content.query("SELECT generation FROM " + quote(live + "__meta", "identity")))
                .isNotEmpty()
                .containsOnly(current);
    }

    /** As an account without PROCESS sees it. */
    private Generations withoutRights() {
        for (var sql :
                List.of(
                        "CREATE USER IF NOT EXISTS '%s'@'%%' IDENTIFIED BY 'secret'",
                        "GRANT SELECT ON `%1$s`.* TO '%1$s'@'%%'",
                        "GRANT SELECT ON `%1$s\\_\\_%%`.* TO '%1$s'@'%%'")) {
            content.execute(sql.formatted(live));
        }
        var own = new Account(live, "secret");
        return new Generations(
                new DatabaseEndpoint(server.endpoint().host(), server.endpoint().port(), own, own)
                        .connections(),
                application,
                FaultPoints.NONE);
    }

    @Test
    void otherTablesInADatabaseThatWasMadeAgainAreNotTheApplications() {
        var first = switchToNew("first");
        var firstContent = content.contentOf(live);
        switchToNew("second");
        content.execute("DROP DATABASE " + quote(live));
        content.execute("CREATE DATABASE " + quote(live));
        content.execute("CREATE TABLE " + quote(live, "mine") + " (id INT PRIMARY KEY)");

        assertThat(generations.inspect()).isEqualTo(new DatabaseState.Foreign(List.of("mine")));
        assertThat(generations.recover()).isEmpty();
        assertThat(content.tablesOf(live)).containsExactly("mine");

        generations.switchTo(first);
        assertThat(content.contentOf(live)).isEqualTo(firstContent);
        generations.switchTo(generations.replaced().orElseThrow().id());
        assertThat(content.tablesOf(live)).containsExactly("mine");
        assertThat(content.objectsOf(live)).isEmpty();
    }
}
