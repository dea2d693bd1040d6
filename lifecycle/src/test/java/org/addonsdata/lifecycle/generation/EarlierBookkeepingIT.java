package org.addonsdata.lifecycle.generation;

import static org.addonsdata.core.sql.Names.quote;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
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

/** Volumes of the version before, which had its bookkeeping among the application's tables. */
@ParameterizedClass
@MethodSource("org.addonsdata.testing.TestServer#all")
class EarlierBookkeepingIT {
    private static final String TOOK_OVER =
            "took over what an earlier version had recorded of the data";

    private final Connections connections;
    private final SchemaContent content;
    private final String live;
    private final LibraryApplication application;
    private final Generations generations;
    private final EarlierVolume earlier;

    EarlierBookkeepingIT(TestServer server) {
        connections = server.connections();
        content = new SchemaContent(connections);
        live = server.freshSchemaName();
        application = new LibraryApplication(live);
        generations = new Generations(connections, application, FaultPoints.NONE);
        earlier = new EarlierVolume(content, live);
    }

    @AfterEach
    void dropEverything() {
        content.dropAllOf(live);
    }

    private String build(String author) {
        return new GenerationBuilder(connections, application).build(generations, author).id();
    }

    /** What there was before the volume became an earlier one. */
    private record Before(
            String first,
            String second,
            Map<String, String> firstContent,
            Map<String, String> secondContent,
            List<String> objects) {}

    private Before twoGenerations() {
        var first = build("first");
        generations.switchTo(first);
        var firstContent = content.contentOf(live);
        var second = build("second");
        generations.switchTo(second);
        return new Before(
                first, second, firstContent, content.contentOf(live), content.objectsOf(live));
    }

    @Test
    void theLiveGenerationAndTheOneOfUndoAreTakenOver() throws SQLException {
        var before = twoGenerations();
        var known = generations.live().orElseThrow();
        earlier.make();
        content.execute(
                "UPDATE %s SET definition=REPLACE(definition, 'DEFINER=`', 'DEFINER=`absent_')"
                        .formatted(
                                quote(generations.schemaOf(before.first()), "addons_data_object")));

        assertThat(generations.recover()).containsExactly(TOOK_OVER);

        assertThat(generations.live()).contains(known);
        requireTakenOver(before);
        requireOwnDefiners(before.first());
        undoAndRedo(before);
    }

    private void requireTakenOver(Before before) {
        assertThat(content.contentOf(live)).isEqualTo(before.secondContent());
        assertThat(content.objectsOf(live)).isEqualTo(before.objects());
        assertThat(generations.replaced().orElseThrow().id()).isEqualTo(before.first());
        assertThat(content.schemasOf(live))
                .containsExactly(live, generations.schemaOf(before.first()));
        assertThat(content.tablesOf(live + "__meta"))
                .containsExactlyInAnyOrder(
                        "generation",
                        "identity",
                        "live_" + before.second(),
                        "object",
                        "owner",
                        "parked_" + before.first(),
                        "settled");
        assertThat(generations.recover()).isEmpty();
    }

    /** Whatever definer was written there, where a dump or the application could. */
    private void requireOwnDefiners(String generation) throws SQLException {
        try (var connection = connections.open(null)) {
            var objects = new Bookkeeping(connection, live).objects(generation).read();
            var owner = ObjectCreator.account(connection);
            assertThat(objects).hasSize(7).allMatch(object -> object.definer().equals(owner));
        }
    }

    private void undoAndRedo(Before before) {
        generations.switchTo(before.first());
        assertThat(content.contentOf(live)).isEqualTo(before.firstContent());
        assertThat(content.objectsOf(live)).isEqualTo(before.objects());
        generations.switchTo(generations.replaced().orElseThrow().id());
        assertThat(content.contentOf(live)).isEqualTo(before.secondContent());
        assertThat(content.objectsOf(live)).isEqualTo(before.objects());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "switch.generation-complete",
                "switch.objects-recorded",
                "switch.triggers-dropped",
                "switch.tables-renamed",
                "switch.defaults-set",
                "switch.objects-attached"
            })
    void aSwitchThatItBeganIsFinishedOrForgotten(String point) {
        generations.switchTo(build("old"));
        var old = content.contentOf(live);
        var objects = content.objectsOf(live);
        var staged = build("new");
        var fresh = content.contentOf(generations.schemaOf(staged));
        var dying = new Generations(connections, application, new DyingAt(point));
        assertThatThrownBy(() -> dying.switchTo(staged)).isInstanceOf(Died.class);
        earlier.make();

        assertThat(generations.recover()).contains(TOOK_OVER);

        var isNew = point.matches(".*(renamed|set|attached)");
        assertThat(content.contentOf(live)).isEqualTo(isNew ? fresh : old);
        assertThat(content.objectsOf(live)).isEqualTo(objects);
        assertThat(generations.replaced().isPresent()).isEqualTo(isNew);
        assertThat(content.schemasOf(live)).hasSize(isNew ? 2 : 1);
        assertThat(generations.recover()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"takeover.begun", "takeover.recorded", "takeover.tables-dropped"})
    void aRunThatDiesMeanwhileIsFollowedByOneThatFinishes(String point) {
        var before = twoGenerations();
        earlier.make();
        var dying = new Generations(connections, application, new DyingAt(point));

        assertThatThrownBy(dying::recover).isInstanceOf(Died.class);
        assertThat(generations.isSettled()).isFalse();

        assertThat(generations.recover()).containsExactly(TOOK_OVER);
        requireTakenOver(before);
        undoAndRedo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE %s.addons_data_generation SET state='HALF'",
                "UPDATE %s.addons_data_generation SET origin='moon'",
                "UPDATE %s.addons_data_generation SET id='../../etc'",
                "ALTER TABLE %s.addons_data_generation DROP COLUMN created",
                "ALTER TABLE %s.addons_data_object DROP COLUMN kind"
            })
    void whatCannotBeReadIsSaidAndTheDataStay(String change) {
        var before = twoGenerations();
        earlier.make();
        content.execute(change.formatted(quote(generations.schemaOf(before.first()))));

        assertThat(generations.recover())
                .hasSize(2)
                .contains(TOOK_OVER)
                .anyMatch(note -> note.contains("the data there stay as they are"));

        assertThat(content.contentOf(generations.schemaOf(before.first())))
                .isEqualTo(before.firstContent());
        assertThat(content.contentOf(live)).isEqualTo(before.secondContent());
        assertThat(generations.live().orElseThrow().id()).isEqualTo(before.second());
        assertThat(generations.recover()).isEmpty();
    }

    @Test
    void anObjectThatIsNotWhatItsRowSaysIsLeftOutAndNamed() throws SQLException {
        var before = twoGenerations();
        earlier.make();
        content.execute(
                "UPDATE %s SET kind='SERVER' WHERE name='shout'"
                        .formatted(
                                quote(generations.schemaOf(before.first()), "addons_data_object")));

        assertThat(generations.recover())
                .hasSize(2)
                .contains(TOOK_OVER)
                .anyMatch(note -> note.contains("shout") && note.contains("was left out"));

        try (var connection = connections.open(null)) {
            assertThat(new Bookkeeping(connection, live).objects(before.first()).read()).hasSize(6);
        }
        assertThat(generations.replaced().orElseThrow().id()).isEqualTo(before.first());
    }

    /** A dump may bring tables of these names, whose objects nothing must create. */
    @Test
    void tablesOfTheseNamesThatComeLaterAreNotBelieved() {
        generations.switchTo(build("first"));
        var known = generations.live();
        earlier.makeTables(live);
        content.execute(
                "INSERT INTO %s.addons_data_generation VALUES ('20990101000000_abcd','LIVE','RESTORED',NOW(6),NULL,NULL)"
                        .formatted(quote(live)));
        content.execute(
                "INSERT INTO %s.addons_data_object VALUES (0,'VIEW','planted','','utf8mb4_bin','SYSTEM','CREATE VIEW planted AS SELECT 1')"
                        .formatted(quote(live)));

        assertThat(generations.recover()).isEmpty();

        assertThat(generations.live()).isEqualTo(known);
        assertThat(content.objectsOf(live)).doesNotContain("VIEW planted");
        assertThat(content.tablesOf(live)).contains("addons_data_generation");
    }

    @Test
    void nothingIsTakenOverByWhoeverOnlyReads() {
        generations.switchTo(build("first"));
        earlier.make();

        assertThat(generations.isSettled()).isTrue();
        assertThat(generations.inspect()).isInstanceOf(DatabaseState.Unrecorded.class);

        assertThat(content.tablesOf(live)).contains("addons_data_generation");
        generations.recover();
        assertThat(generations.live().orElseThrow().origin()).isEqualTo(Origin.RESET);
    }
}
