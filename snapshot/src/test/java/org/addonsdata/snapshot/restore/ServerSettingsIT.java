package org.addonsdata.snapshot.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.snapshot.database.Sql;
import org.addonsdata.snapshot.export.ExportOptions;
import org.addonsdata.snapshot.export.ExportResult;
import org.addonsdata.snapshot.export.Exporter;
import org.addonsdata.snapshot.format.Manifest;
import org.addonsdata.snapshot.format.ManifestFile;
import org.addonsdata.snapshot.support.TestDatabase;
import org.addonsdata.testing.TypeZoo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers whose settings, or whose makers' ideas, stand in the way of a snapshot. */
class ServerSettingsIT {
    private static final String SOURCE = "settings_source";
    private static final String STAGING = "stage_settings";
    private static final Map<String, String> CONTRARY =
            Map.of(
                    "autocommit", "0",
                    "time_zone", "'+08:00'",
                    "sql_mode",
                            "'ANSI_QUOTES,NO_BACKSLASH_ESCAPES,PIPES_AS_CONCAT,STRICT_ALL_TABLES'",
                    "character_set_server", "latin1",
                    "collation_connection", "latin1_swedish_ci",
                    "sql_quote_show_create", "0");

    @TempDir Path directory;

    static List<TestDatabase> databases() {
        return TestDatabase.all();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void globalSettingsOfTheServerChangeNothing(TestDatabase database) throws Exception {
        database.recreate(SOURCE);
        database.run(SOURCE, TypeZoo.statements(database.server().isMariaDb()));
        var expected = export(database, SOURCE, "expected");
        var before = setGlobals(database, CONTRARY);
        try {
            assertThat(export(database, SOURCE, "again").manifest().sqlSha256())
                    .isEqualTo(expected.manifest().sqlSha256());
            restore(database, expected.directory());
        } finally {
            setGlobals(database, before);
        }
        assertThat(export(database, STAGING, "restored").manifest().tables())
                .isEqualTo(expected.manifest().tables());
    }

    @ParameterizedTest
    @MethodSource("databases")
    void anEmptyDatabaseIsASnapshotTooButNothingReplacesNothing(TestDatabase database)
            throws Exception {
        database.recreate(SOURCE);
        var empty = export(database, SOURCE, "empty");
        assertThat(empty.manifest().tables()).isEmpty();
        assertThatThrownBy(() -> restore(database, empty.directory()))
                .isInstanceOfSatisfying(
                        DataException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.SNAPSHOT_DAMAGED))
                .hasMessageContaining("holds no table");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void aServerThatGivesTablesAKeyOfItsOwnIsToldBeforeAnythingIsMade(TestDatabase database)
            throws Exception {
        if (database.version().isMariaDb()) {
            return;
        }
        database.recreate(SOURCE);
        database.run(
                SOURCE, List.of("CREATE TABLE keyless (a int)", "INSERT INTO keyless VALUES (1)"));
        var snapshot = export(database, SOURCE, "keyless").directory();
        var before = setGlobals(database, Map.of("sql_generate_invisible_primary_key", "1"));
        try {
            assertThatThrownBy(() -> restore(database, snapshot))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("keyless")
                    .hasMessageContaining("sql_generate_invisible_primary_key");
        } finally {
            setGlobals(database, before);
        }
        assertThat(restore(database, snapshot).rows()).isEqualTo(1);
    }

    /**
     * Any statement may be answered by the request for a file; this one asks for such an answer.
     */
    @ParameterizedTest
    @MethodSource("databases")
    void aServerThatAsksForAFileOfThisMachineGetsNone(TestDatabase database) throws Exception {
        database.recreate(SOURCE);
        var secret = Files.writeString(directory.resolve("secret"), "4711\n");
        database.run(SOURCE, List.of("CREATE TABLE got (a varchar(99))"));
        try (var connection = database.connections().open(SOURCE)) {
            assertThatThrownBy(() ->
                            Sql.run(
                                    connection,
                                    "LOAD DATA LOCAL INFILE '%s' INTO TABLE got".formatted(secret)))
                    .isInstanceOf(SQLException.class);
        }
        try (var connection = database.connections().open(SOURCE)) {
            assertThat(Sql.text(connection, "SELECT COUNT(*) FROM got")).isEqualTo("0");
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void aManifestThatNamesAFileElsewhereIsRefused(TestDatabase database) throws Exception {
        database.recreate(SOURCE);
        var snapshot = export(database, SOURCE, "moved");
        Files.writeString(directory.resolve("elsewhere.sql"), "CREATE TABLE t (a int);\n");
        for (var name : List.of("../elsewhere.sql", "no\0name.sql")) {
            ManifestFile.write(snapshot.directory(), withFile(snapshot.manifest(), name));
            assertThatThrownBy(() -> restore(database, snapshot.directory()))
                    .isInstanceOfSatisfying(
                            DataException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.SNAPSHOT_DAMAGED));
        }
    }

    private static Manifest withFile(Manifest manifest, String file) {
        return new Manifest(
                manifest.format(),
                manifest.created(),
                manifest.server(),
                manifest.schema(),
                manifest.collation(),
                manifest.consistency(),
                manifest.application(),
                file,
                manifest.fileBytes(),
                manifest.fileSha256(),
                manifest.sqlBytes(),
                manifest.sqlSha256(),
                manifest.largestRowBytes(),
                manifest.objects(),
                manifest.tables());
    }

    private ExportResult export(TestDatabase database, String schema, String name) {
        return new Exporter(database.connections(), Progress.silent(), new Cancellation())
                .export(ExportOptions.of(schema, directory.resolve(name)));
    }

    private static RestoreResult restore(TestDatabase database, Path source)
            throws SQLException, IOException {
        database.recreate(STAGING);
        return new Restorer(database.connections(), Progress.silent(), new Cancellation())
                .restore(RestoreOptions.of(source, STAGING));
    }

    /** Sets them and returns what they were, as it can be set again. */
    private static Map<String, String> setGlobals(
            TestDatabase database, Map<String, String> settings) throws SQLException {
        var before = new LinkedHashMap<String, String>();
        try (var connection = database.connections().open(null)) {
            for (var setting : settings.entrySet()) {
                var global = "@@GLOBAL." + setting.getKey();
                before.put(
                        setting.getKey(),
                        Sql.literal(Sql.text(connection, "SELECT " + global))
                                .replaceAll("^'(\\d+)'$", "$1"));
                Sql.run(connection, "SET " + global + " = " + setting.getValue());
            }
        }
        return before;
    }
}
