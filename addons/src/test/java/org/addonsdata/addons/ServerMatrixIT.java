package org.addonsdata.addons;

import static org.addonsdata.addons.InitialisationContract.FORCE;
import static org.addonsdata.addons.InitialisationContract.PLAIN;
import static org.addonsdata.addons.InitialisationContract.assertCode;
import static org.addonsdata.core.sql.Names.quote;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.lifecycle.index.IndexCondition;
import org.addonsdata.lifecycle.usecase.Export;
import org.addonsdata.lifecycle.usecase.Reindex;
import org.addonsdata.lifecycle.usecase.Restore;
import org.addonsdata.lifecycle.usecase.Step.Name;
import org.addonsdata.lifecycle.usecase.Undo;
import org.addonsdata.snapshot.export.ExportOptions;
import org.addonsdata.snapshot.restore.RestoreResult.Checked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same life on every pair of a database and a search server: each command once, with what must
 * be true after it.
 */
@Tag("slow")
@Tag("matrix")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServerMatrixIT {
    private final List<ServersTable.Cell> cells = new ArrayList<>();

    @TempDir Path directory;

    @ParameterizedTest
    @MethodSource("org.addonsdata.addons.ServerPair#all")
    void everyCommandDoesWhatItSays(ServerPair servers) throws IOException {
        var bench = servers.workbench();
        bench.clear();
        try {
            new Life(bench, Files.createTempDirectory(directory, "life")).run();
        } finally {
            bench.clear();
        }
        cells.add(
                new ServersTable.Cell(
                        ServersTable.nameOf(servers.database()), servers.search().name(), "✔"));
    }

    @AfterAll
    void theTableInTheDocumentsIsTrue() {
        ServersTable.check("pairs", "database", cells);
    }

    /** One application from its beginning; its snapshots go below the directory. */
    private record Life(Workbench bench, Path directory) {
        void run() {
            initialisesOnceAndSkipsWhatIsDone();
            var snapshot = export("first");
            var exported = bench.content();
            bench.execute("DELETE FROM " + quote(bench.live(), "reviews"));
            bench.execute("UPDATE " + quote(bench.live(), "users") + " SET location='é😀'");
            var changed = bench.content();

            bench.initialise(FORCE);
            var reset = bench.content();
            assertThat(reset).isNotEqualTo(changed);
            assertIndexIsTrue();
            undoes(changed);
            undoes(reset);
            undoes(changed);

            restores(snapshot, exported);
            undoes(changed);
            findsAndMendsWhatTheIndexLacks();
            refusesWhatIsDamaged(snapshot, changed);
        }

        private void initialisesOnceAndSkipsWhatIsDone() {
            assertThat(bench.initialise(PLAIN).performed())
                    .containsExactly(
                            Name.CREATE, Name.MIGRATE, Name.INITIAL_DATA, Name.SEED, Name.INDEX);
            assertThat(bench.initialise(PLAIN).performed()).isEmpty();
            assertThat(bench.rows()).containsEntry("addons", 98L);
            assertIndexIsTrue();
        }

        private Path export(String name) {
            return Export.run(
                            bench.workplace(),
                            ExportOptions.of(bench.live(), directory.resolve(name)).withWorkers(2))
                    .directory();
        }

        private void undoes(Map<String, String> expected) {
            Undo.run(bench.workplace());
            assertThat(bench.content()).isEqualTo(expected);
            assertIndexIsTrue();
        }

        private void restores(Path snapshot, Map<String, String> expected) {
            var result = Restore.run(bench.workplace(), new Restore.Options(snapshot, 2));
            assertThat(result.restored().checked()).isEqualTo(Checked.CONTENT);
            assertThat(bench.content()).isEqualTo(expected);
            assertIndexIsTrue();
            assertThat(export("again").resolve("data_mysqld.sql"))
                    .hasSameBinaryContentAs(snapshot.resolve("data_mysqld.sql"));
        }

        private void findsAndMendsWhatTheIndexLacks() {
            var key = bench.query("SELECT MIN(id) FROM " + quote(bench.live(), "addons"));
            bench.deleteDocument(key.getFirst());
            assertThat(Reindex.check(bench.workplace()).missing().total()).isEqualTo(1);
            assertThat(Reindex.repair(bench.workplace()).repaired()).isEqualTo(1);
            assertIndexIsTrue();
            bench.deleteDocument(key.getFirst());
            Reindex.run(bench.workplace());
            assertIndexIsTrue();
        }

        private void refusesWhatIsDamaged(Path snapshot, Map<String, String> expected) {
            try {
                Files.writeString(
                        snapshot.resolve("data_mysqld.sql"), "-- more", StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            assertCode(
                    ErrorCode.SNAPSHOT_DAMAGED,
                    () -> Restore.run(bench.workplace(), new Restore.Options(snapshot, 2)));
            assertThat(bench.content()).isEqualTo(expected);
        }

        private void assertIndexIsTrue() {
            assertThat(bench.documents()).isEqualTo(bench.belonging());
            assertThat(bench.report().index().orElseThrow())
                    .isInstanceOf(IndexCondition.Faithful.class);
            assertThat(Reindex.check(bench.workplace()).isTrue()).isTrue();
        }
    }
}
