package org.addonsdata.addons.migration;

import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.addonsdata.core.errors.Causes;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.core.sql.Connections;
import org.addonsdata.core.sql.FullDisk;
import org.addonsdata.core.sql.Names;
import org.addonsdata.lifecycle.application.Migrations;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.MigrateOutput;
import org.flywaydb.core.internal.sqlscript.FlywaySqlScriptException;

/**
 * The bundled migrations, applied by Flyway and recorded in its {@code flyway_schema_history}.
 * Never cleans and never takes a schema that it did not make for a baseline.
 */
public final class FlywayMigrations implements Migrations {
    static final String HISTORY = "flyway_schema_history";

    private final MigrationFiles files;

    public FlywayMigrations() {
        this(MigrationFiles.bundled());
    }

    FlywayMigrations(MigrationFiles files) {
        this.files = files;
    }

    @Override
    public String fingerprint() {
        return files.fingerprint();
    }

    /**
     * {@inheritDoc}
     *
     * @throws DataException with {@link ErrorCode#MIGRATION_FAILED}, naming the file, the line and
     *     the statement; with {@link ErrorCode#DISK_FULL} and {@link ErrorCode#DATABASE_ERROR}
     *     where the migration was not at fault
     */
    @Override
    public List<String> migrate(Connections connections, String schema, Progress.Task task) {
        task.total(files.files().size());
        BegunMigrations.forget(connections, schema, files);
        try {
            var applied = flyway(connections, schema, task).migrate().migrations;
            task.advance(files.files().size() - applied.size());
            return applied.stream().map(FlywayMigrations::describe).toList();
        } catch (FlywayException e) {
            throw failure(e);
        }
    }

    @Override
    public boolean recognises(Connection connection, String schema) {
        var first = files.first();
        var sql =
                "SELECT COUNT(*) FROM "
                        + Names.quote(schema, HISTORY)
                        + " WHERE version = ? AND description = ? AND checksum = ? AND success";
        try {
            if (!hasHistory(connection, schema)) {
                return false;
            }
            try (var statement = connection.prepareStatement(sql)) {
                statement.setString(1, first.version());
                statement.setString(2, first.description());
                statement.setInt(3, first.checksum());
                return found(statement);
            }
        } catch (SQLException e) {
            throw DataException.of(
                    ErrorCode.DATABASE_ERROR,
                    "cannot read the migration history of " + schema + ": " + e.getMessage(),
                    e);
        }
    }

    static boolean hasHistory(Connection connection, String schema) throws SQLException {
        var sql =
                "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = ? AND table_name = ?"
                        + " AND table_type = 'BASE TABLE'";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, schema);
            statement.setString(2, HISTORY);
            return found(statement);
        }
    }

    private static boolean found(java.sql.PreparedStatement statement) throws SQLException {
        try (var result = statement.executeQuery()) {
            return result.next() && result.getInt(1) > 0;
        }
    }

    private Flyway flyway(Connections connections, String schema, Progress.Task task) {
        return Flyway.configure(FlywayMigrations.class.getClassLoader())
                .loggers("slf4j")
                .dataSource(new SchemaDataSource(connections, schema))
                .defaultSchema(schema)
                .createSchemas(false)
                .table(HISTORY)
                .cleanDisabled(true)
                .placeholderReplacement(false)
                .skipDefaultCallbacks(true)
                .callbacks(new AppliedMigration(task))
                .connectRetries(0)
                .resourceProvider(new ListedResources(files))
                .javaMigrationClassProvider(List::of)
                .load();
    }

    private static String describe(MigrateOutput migration) {
        return migration.version + " " + migration.description;
    }

    private static RuntimeException failure(FlywayException failure) {
        if (failure.getCause() instanceof UncheckedIOException file) {
            return file;
        }
        if (isConnectionLost(failure)) {
            return DataException.of(
                            ErrorCode.DATABASE_ERROR,
                            "the connection to the database was lost during a migration",
                            failure)
                    .withHint("see that the server runs, and run the command again");
        }
        var script = Causes.find(failure, FlywaySqlScriptException.class).orElse(null);
        if (FullDisk.isReasonOf(failure)) {
            return DataException.of(
                            ErrorCode.DISK_FULL,
                            "the database's disk is full: "
                                    + firstLine(script == null ? failure : causeOf(script)),
                            failure)
                    .withHint("free some space and run the command again");
        }
        if (script == null) {
            return DataException.of(
                    ErrorCode.MIGRATION_FAILED, "cannot migrate: " + firstLine(failure), failure);
        }
        var resource = script.getResource();
        var file = resource == null ? "a migration" : resource.getFilename();
        return DataException.of(
                        ErrorCode.MIGRATION_FAILED,
                        "migration "
                                + file
                                + " failed at line "
                                + script.getLineNumber()
                                + ": "
                                + firstLine(causeOf(script)),
                        failure)
                .withHint("the statement was: " + script.getStatement().strip());
    }

    private static Throwable causeOf(FlywaySqlScriptException script) {
        return script.getCause() == null ? script : script.getCause();
    }

    /** SQLSTATE class 08 is that of connections. */
    private static boolean isConnectionLost(FlywayException failure) {
        return Causes.of(failure)
                .anyMatch(cause ->
                        cause instanceof SQLException sql
                                && String.valueOf(sql.getSQLState()).startsWith("08"));
    }

    private static String firstLine(Throwable failure) {
        return String.valueOf(failure.getMessage())
                .strip()
                .lines()
                .findFirst()
                .orElse("no message");
    }
}
