package org.addonsdata.addons;

import static org.addonsdata.core.sql.Names.quote;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.core.sql.Connections;
import org.addonsdata.lifecycle.application.Migrations;
import org.addonsdata.lifecycle.application.Population.SeedOptions;
import org.addonsdata.lifecycle.generation.DatabaseState;
import org.addonsdata.lifecycle.index.IndexCondition;
import org.addonsdata.lifecycle.usecase.Initialisation;
import org.addonsdata.lifecycle.usecase.Initialisation.Options;
import org.addonsdata.lifecycle.usecase.KeptGenerations;
import org.addonsdata.lifecycle.usecase.Reindex;
import org.addonsdata.lifecycle.usecase.Step.Name;
import org.addonsdata.lifecycle.usecase.Undo;
import org.addonsdata.search.IndexDefinition;
import org.addonsdata.search.index.AliasState;
import org.addonsdata.testing.TestSearch;
import org.addonsdata.testing.TestServer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What initialising does, in every state that two real servers can be in. */
abstract class InitialisationContract {
    static final Options PLAIN = new Options(false, false, false, SeedOptions.DEFAULT);
    static final Options FORCE = new Options(true, false, false, SeedOptions.DEFAULT);
    static final Options SKIP_INDEX = new Options(false, false, true, SeedOptions.DEFAULT);

    private final Workbench bench;

    InitialisationContract(TestServer server, TestSearch search) {
        bench = new Workbench(server, search);
    }

    @BeforeEach
    @AfterEach
    void clear() {
        bench.clear();
    }

    /** The table of states and flags, row by row. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    missing | missing |                   | CREATE MIGRATE INITIAL_DATA SEED INDEX
                    missing | missing | skip seed         | CREATE MIGRATE INITIAL_DATA INDEX
                    missing | missing | skip index        | CREATE MIGRATE INITIAL_DATA SEED
                    missing | present |                   | CREATE MIGRATE INITIAL_DATA SEED INDEX
                    empty   | missing |                   | CREATE MIGRATE INITIAL_DATA SEED INDEX
                    present | missing | force             | CREATE MIGRATE INITIAL_DATA SEED INDEX
                    present | present | force             | CREATE MIGRATE INITIAL_DATA SEED INDEX
                    present | missing | force, skip index | CREATE MIGRATE INITIAL_DATA SEED
                    present | missing |                   | MIGRATE INDEX
                    present | missing | skip index        | MIGRATE
                    present | present |                   | MIGRATE
                    """)
    void doesTheStepsOfItsStateAndFlags(
            String database, String index, String flags, String expected) {
        prepare(database.equals("present"), index.equals("present"));
        if (database.equals("empty")) {
            bench.execute("CREATE DATABASE " + quote(bench.live()));
        }
        var options = options(flags == null ? "" : flags);

        var performed = bench.initialise(options).performed();

        // A database of today's migrations has none to run, and migrating says so.
        assertThat(performed)
                .containsExactlyElementsOf(
                        names(expected).stream()
                                .filter(name ->
                                        !database.equals("present")
                                                || options.forceDatabase()
                                                || name != Name.MIGRATE)
                                .toList());
        checkDatabase(!options.skipSeed());
        checkIndex(!options.skipIndex(), index.equals("present"));
    }

    private void prepare(boolean database, boolean index) {
        if (database || index) {
            bench.initialise(index ? PLAIN : SKIP_INDEX);
        }
        if (!database) {
            bench.dropSchemas();
        }
    }

    private static Options options(String flags) {
        return new Options(
                flags.contains("force"),
                flags.contains("skip seed"),
                flags.contains("skip index"),
                SeedOptions.DEFAULT);
    }

    private static List<Name> names(String text) {
        return List.of(text.split(" ")).stream().map(Name::valueOf).toList();
    }

    private void checkDatabase(boolean seeded) {
        assertThat(bench.rows())
                .containsEntry("addons", seeded ? 98L : 0L)
                .containsEntry("reviews", seeded ? 158L : 0L);
        assertThat(bench.report().database().orElseThrow()).isInstanceOf(DatabaseState.Ours.class);
        assertThat(bench.report().migrated()).isTrue();
    }

    private void checkIndex(boolean indexed, boolean before) {
        if (indexed) {
            assertTrueIndex();
        } else if (!before) {
            assertThat(bench.aliasState()).isEqualTo(new AliasState.Missing());
            assertThat(bench.indexes()).isEmpty();
        }
    }

    private void assertTrueIndex() {
        assertThat(bench.documents()).isEqualTo(bench.belonging());
        assertThat(bench.report().index().orElseThrow())
                .isInstanceOf(IndexCondition.Faithful.class);
        assertThat(Reindex.check(bench.workplace()).isTrue()).isTrue();
    }

    @Test
    void foreignTablesAreLeftAloneWithoutForceAndComeBackAfterIt() {
        bench.execute("CREATE DATABASE " + quote(bench.live()));
        var mine = quote(bench.live(), "mine");
        bench.execute("CREATE TABLE " + mine + " (id INT PRIMARY KEY)");
        bench.execute("INSERT INTO " + mine + " VALUES (1), (2)");

        assertCode(ErrorCode.DATABASE_NOT_OURS, () -> bench.initialise(PLAIN));
        assertThat(bench.query("SHOW TABLES FROM " + quote(bench.live()))).containsExactly("mine");
        assertThat(bench.schemas()).containsExactly(bench.live());
        assertThat(bench.indexes()).isEmpty();

        bench.initialise(FORCE);
        checkDatabase(true);
        Undo.run(bench.workplace());
        assertThat(bench.query("SELECT COUNT(*) FROM " + mine)).containsExactly("2");
        assertThat(bench.report().database().orElseThrow())
                .isEqualTo(new DatabaseState.Foreign(List.of("mine")));
        assertThat(bench.aliasState()).isEqualTo(new AliasState.Missing());

        Undo.run(bench.workplace());
        checkDatabase(true);
        assertTrueIndex();
    }

    @Test
    void aDumpLoadedByHandIsAdopted() {
        bench.initialise(SKIP_INDEX);
        bench.execute("DROP DATABASE " + quote(bench.live() + "__meta"));
        assertThat(bench.report().database().orElseThrow())
                .isEqualTo(new DatabaseState.Unrecorded());

        assertThat(bench.initialise(PLAIN).performed()).containsExactly(Name.MIGRATE, Name.INDEX);

        checkDatabase(true);
        assertTrueIndex();
        assertThat(bench.initialise(PLAIN).performed()).isEmpty();
    }

    @Test
    void pendingMigrationsRunWhereTheDataIs() {
        bench.initialise(PLAIN);
        bench.execute("UPDATE " + quote(bench.live(), "users") + " SET location='kept' LIMIT 1");
        var later = bench.application().with(new LaterMigrations(bench.application().migrations()));

        var result = Initialisation.run(bench.workplace(later), PLAIN);

        assertThat(result.performed()).containsExactly(Name.MIGRATE);
        assertThat(result.steps().get(1).detail()).isEqualTo("999 later");
        assertThat(bench.query("SELECT COUNT(*) FROM " + quote(bench.live(), "later")))
                .containsExactly("0");
        assertThat(
                        bench.query(
                                "SELECT COUNT(*) FROM "
                                        + quote(bench.live(), "users")
                                        + " WHERE location='kept'"))
                .containsExactly("1");
        assertThat(bench.schemas()).containsExactly(bench.live());
        assertThat(Initialisation.run(bench.workplace(later), PLAIN).performed()).isEmpty();
    }

    /** Today's migrations and one more. */
    private record LaterMigrations(Migrations today) implements Migrations {
        @Override
        public String fingerprint() {
            return "later";
        }

        @Override
        public List<String> migrate(Connections connections, String schema, Progress.Task task) {
            var ran = new ArrayList<>(today.migrate(connections, schema, task));
            try (var connection = connections.open(schema);
                    var statement = connection.createStatement()) {
                statement.execute("CREATE TABLE later (id INT PRIMARY KEY)");
            } catch (java.sql.SQLException e) {
                throw new IllegalStateException(e);
            }
            ran.add("999 later");
            return ran;
        }

        @Override
        public boolean recognises(Connection connection, String schema) {
            return today.recognises(connection, schema);
        }
    }

    @Test
    void anIndexThatLacksDocumentsIsMadeAnew() {
        bench.initialise(PLAIN);
        bench.deleteDocument(
                bench.query("SELECT MIN(id) FROM " + quote(bench.live(), "addons")).getFirst());
        assertThat(bench.belonging()).isNotEqualTo(bench.documents());

        assertThat(bench.initialise(PLAIN).performed()).containsExactly(Name.INDEX);
        assertThat(bench.notes()).anyMatch(note -> note.contains("belong in it"));
        assertTrueIndex();
    }

    @Test
    void anIndexOfAnotherMappingIsMadeAnew() {
        var today = bench.application().indexDefinition();
        var mapping = today.mapping().deepCopy();
        mapping.withObject("/properties").putObject("added").put("type", "keyword");
        var older = new IndexDefinition(today.alias(), today.settings(), mapping);
        Initialisation.run(bench.workplace(bench.application().with(older)), PLAIN);

        assertThat(bench.initialise(PLAIN).performed()).containsExactly(Name.INDEX);
        assertThat(bench.notes()).anyMatch(note -> note.contains("mapping has changed"));
        assertTrueIndex();
    }

    @Test
    void anIndexOfAnotherGenerationIsMadeAnew() {
        bench.initialise(PLAIN);
        bench.initialise(new Options(true, false, true, new SeedOptions(5, 1)));
        assertThat(bench.report().index().orElseThrow()).isInstanceOf(IndexCondition.Stale.class);

        assertThat(bench.initialise(PLAIN).performed()).containsExactly(Name.INDEX);
        assertThat(bench.notes()).anyMatch(note -> note.contains("not live any more"));
        assertTrueIndex();
    }

    @Test
    void anIndexOfSomebodyElseIsRefusedAndNothingChanges() {
        bench.createForeignIndex(bench.alias());
        try {
            assertCode(ErrorCode.INDEX_NOT_OURS, () -> bench.initialise(PLAIN));
            assertThat(bench.aliasState()).isEqualTo(new AliasState.ForeignIndex(bench.alias()));
            assertThat(bench.schemas()).isEmpty();
            assertThat(bench.indexes()).isEmpty();
        } finally {
            bench.deleteIndex(bench.alias());
        }
    }

    @Test
    void undoTakesBackAResetAndASecondUndoRedoesIt() {
        bench.initialise(PLAIN);
        bench.execute("DELETE FROM " + quote(bench.live(), "reviews"));
        var before = bench.rows();
        bench.initialise(FORCE);
        var after = bench.rows();
        assertThat(bench.indexes()).hasSize(2);

        Undo.run(bench.workplace());
        assertThat(bench.rows()).isEqualTo(before);
        assertTrueIndex();

        Undo.run(bench.workplace());
        assertThat(bench.rows()).isEqualTo(after);
        assertTrueIndex();
        assertThat(bench.schemas()).hasSize(2);
    }

    @Test
    void undoMakesAnIndexAnewThatSomebodyDeleted() {
        bench.initialise(PLAIN);
        var first = bench.indexes().getFirst().name();
        bench.initialise(FORCE);
        bench.deleteIndex(first);

        Undo.run(bench.workplace());

        assertThat(bench.indexes()).hasSize(2);
        assertTrueIndex();
    }

    /** Anybody who reaches the search server can close an index; what is derived blocks nothing. */
    @Test
    void anIndexThatWasClosedIsOpenedAndBlocksNothing() {
        bench.initialise(PLAIN);
        var before = bench.rows();
        bench.closeIndex(bench.indexes().getFirst().name());
        assertThat(bench.report().index().orElseThrow()).isInstanceOf(IndexCondition.Stale.class);
        bench.initialise(FORCE);
        bench.closeIndex(bench.indexes().getFirst().name());

        var undone = Undo.run(bench.workplace());

        assertThat(undone.back()).isPresent();
        assertThat(bench.rows()).isEqualTo(before);
        assertTrueIndex();
        assertThat(bench.indexes()).hasSize(2);
        bench.closeIndex(bench.searchedIndex());
        // Elasticsearch 6 does not say that an index is closed; there it is built again.
        var reason = ((IndexCondition.Stale) bench.report().index().orElseThrow()).reason();
        assertThat(bench.initialise(PLAIN).performed())
                .isEqualTo(reason.equals("it is closed") ? List.of() : List.of(Name.INDEX));
        assertTrueIndex();
    }

    @Test
    void ofADatabaseThatWasDroppedNoRedoIsPromised() {
        bench.initialise(PLAIN);
        var before = bench.rows();
        bench.initialise(FORCE);
        bench.execute("DROP DATABASE " + quote(bench.live()));
        assertThat(bench.report().database().orElseThrow()).isEqualTo(new DatabaseState.Missing());
        assertThat(bench.report().undo()).isPresent();

        var undone = Undo.run(bench.workplace());

        assertThat(undone.back()).isEmpty();
        assertThat(bench.rows()).isEqualTo(before);
        assertTrueIndex();
        assertThat(bench.schemas()).containsExactly(bench.live());
        assertThat(bench.report().undo()).isEmpty();
        assertCode(ErrorCode.NOTHING_TO_UNDO, () -> Undo.run(bench.workplace()));
    }

    @Test
    void undoGoesBackToANamedGeneration() {
        bench.initialise(PLAIN);
        bench.execute("DELETE FROM " + quote(bench.live(), "reviews"));
        var before = bench.rows();
        bench.initialise(FORCE);
        bench.initialise(FORCE);
        var kept =
                KeptGenerations.read(bench.application(), bench.server(), bench.searchEndpoint());
        assertThat(kept).hasSize(2).allMatch(KeptGenerations.Kept::isIndexed);
        assertThat(kept.getLast().rows()).isLessThan(kept.getFirst().rows());
        assertCode(
                ErrorCode.NOTHING_TO_UNDO,
                () -> Undo.run(bench.workplace(), Optional.of("20260101000000_abcd")));

        Undo.run(bench.workplace(), Optional.of(kept.getLast().generation().id()));

        assertThat(bench.rows()).isEqualTo(before);
        assertTrueIndex();
        assertThat(bench.indexes()).hasSize(3);
    }

    @Test
    void withoutAGenerationBeforeThereIsNothingToUndo() {
        bench.initialise(PLAIN);
        assertCode(ErrorCode.NOTHING_TO_UNDO, () -> Undo.run(bench.workplace()));
        checkDatabase(true);
        assertTrueIndex();
    }

    @Test
    void theReportTellsEveryState() {
        assertThat(bench.report().database().orElseThrow()).isEqualTo(new DatabaseState.Missing());
        bench.execute("CREATE DATABASE " + quote(bench.live()));
        assertThat(bench.report().database().orElseThrow()).isEqualTo(new DatabaseState.Empty());
        assertThat(bench.report().rows()).isEmpty();
        bench.initialise(SKIP_INDEX);
        var report = bench.report();
        assertThat(report.index()).contains(new IndexCondition.Missing());
        assertThat(report.rows().keySet()).isEqualTo(Set.copyOf(bench.application().mainTables()));
        assertThat(report.undo()).isEmpty();
        bench.initialise(FORCE);
        assertThat(bench.report().undo()).isPresent();
        assertTrueIndex();
    }

    static void assertCode(ErrorCode code, ThrowingCallable action) {
        assertThatThrownBy(action)
                .isInstanceOfSatisfying(
                        DataException.class,
                        e -> assertThat(e.code()).as(e.messageText()).isEqualTo(code));
    }
}
