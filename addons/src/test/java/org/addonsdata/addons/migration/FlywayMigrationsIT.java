package org.addonsdata.addons.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.addonsdata.addons.servers.Content;
import org.addonsdata.addons.servers.Server;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.progress.Progress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FlywayMigrationsIT {
    private static final String SERVERS = "org.addonsdata.addons.servers.Server#all";

    @ParameterizedTest
    @MethodSource(SERVERS)
    void aSecondRunDoesNothing(Server server) throws SQLException {
        var schema = server.freshSchema();
        assertThat(migrate(server, schema)).hasSize(9).startsWith("1 translations", "2 users");
        var structure = Content.structure(server, schema);
        assertThat(migrate(server, schema)).isEmpty();
        assertThat(Content.structure(server, schema)).isEqualTo(structure);
        server.drop(schema);
    }

    @ParameterizedTest
    @MethodSource(SERVERS)
    void twoSchemasComeOutAlike(Server server) throws SQLException {
        var first = server.freshSchema();
        var second = server.freshSchema();
        migrate(server, first);
        migrate(server, second);
        assertThat(Content.structure(server, first))
                .hasSizeGreaterThan(300)
                .isEqualTo(Content.structure(server, second));
        server.drop(first);
        server.drop(second);
    }

    @ParameterizedTest
    @MethodSource(SERVERS)
    void knowsItsOwnSchemasOnly(Server server) throws SQLException {
        var migrations = new FlywayMigrations();
        var schema = server.freshSchema();
        var foreign = server.freshSchema();
        try (var connection = server.streaming().open(null);
                var statement = connection.createStatement()) {
            assertThat(migrations.recognises(connection, schema)).isFalse();
            migrate(server, schema);
            assertThat(migrations.recognises(connection, schema)).isTrue();
            statement.execute(
                    "CREATE TABLE "
                            + foreign
                            + ".flyway_schema_history LIKE "
                            + schema
                            + ".flyway_schema_history");
            assertThat(migrations.recognises(connection, foreign)).isFalse();
            statement.execute(
                    "INSERT INTO "
                            + foreign
                            + ".flyway_schema_history SELECT * FROM "
                            + schema
                            + ".flyway_schema_history");
            statement.execute(
                    "UPDATE " + foreign + ".flyway_schema_history SET checksum = checksum + 1");
            assertThat(migrations.recognises(connection, foreign)).isFalse();
            assertThat(migrations.recognises(connection, "no_such_schema")).isFalse();
        }
        server.drop(schema);
        server.drop(foreign);
    }

    @ParameterizedTest
    @MethodSource(SERVERS)
    void aFailureNamesFileLineAndStatement(Server server) throws SQLException {
        var files = new ArrayList<>(MigrationFiles.bundled().files());
        files.add(
                new MigrationFile(
                        "V999__broken.sql",
                        "-- a comment\n\nCREATE TABLE broken (id NO_SUCH_TYPE);\n"));
        var schema = server.freshSchema();
        assertThatThrownBy(() ->
                        new FlywayMigrations(new MigrationFiles(List.copyOf(files)))
                                .migrate(server.streaming(), schema, task()))
                .isInstanceOfSatisfying(
                        DataException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.MIGRATION_FAILED);
                            assertThat(e.messageText())
                                    .contains("V999__broken.sql", "line 3", "NO_SUCH_TYPE");
                            assertThat(e.hint()).contains("CREATE TABLE broken");
                        });
        server.drop(schema);
    }

    @ParameterizedTest
    @MethodSource(SERVERS)
    void aMigrationThatWasKilledBeginsAgain(Server server) throws SQLException {
        var schema = server.freshSchema();
        migrate(server, schema);
        var structure = Content.structure(server, schema);
        try (var connection = server.streaming().open(schema);
                var statement = connection.createStatement()) {
            statement.execute("DELETE FROM flyway_schema_history WHERE version IN ('8', '9')");
            statement.execute("DROP TABLE denied_guids, log_activity");
        }

        assertThat(migrate(server, schema)).containsExactly("8 moderation", "9 activity");

        assertThat(Content.structure(server, schema)).isEqualTo(structure);
        server.drop(schema);
    }

    @ParameterizedTest
    @MethodSource(SERVERS)
    void rowsInATableThatAMigrationMakesAreNeverDropped(Server server) throws SQLException {
        var schema = server.freshSchema();
        migrate(server, schema);
        try (var connection = server.streaming().open(schema);
                var statement = connection.createStatement()) {
            statement.execute("DELETE FROM flyway_schema_history WHERE version = '8'");
            statement.execute("INSERT INTO denied_guids (guid, comments) VALUES ('@mine', '')");
        }

        assertThatThrownBy(() -> migrate(server, schema)).isInstanceOf(DataException.class);

        assertThat(server.query(schema, "SELECT guid FROM denied_guids")).containsExactly("@mine");
        server.drop(schema);
    }

    @ParameterizedTest
    @MethodSource(SERVERS)
    void tablesOfSomebodyElseAreLeftAlone(Server server) throws SQLException {
        var schema = server.freshSchema();
        try (var connection = server.streaming().open(schema);
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE theirs (id INT)");
        }
        assertThatThrownBy(() -> migrate(server, schema))
                .isInstanceOfSatisfying(
                        DataException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.MIGRATION_FAILED));
        assertThat(server.query(schema, "SHOW TABLES")).containsExactly("theirs");
        server.drop(schema);
    }

    private static List<String> migrate(Server server, String schema) {
        return new FlywayMigrations().migrate(server.streaming(), schema, task());
    }

    private static Progress.Task task() {
        return Progress.silent().start("migrate", Progress.Unit.STEPS);
    }
}
