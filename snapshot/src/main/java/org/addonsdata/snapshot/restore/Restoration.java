package org.addonsdata.snapshot.restore;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.core.sql.Names;
import org.addonsdata.snapshot.database.Catalog;
import org.addonsdata.snapshot.database.Sql;
import org.addonsdata.snapshot.database.Table;
import org.addonsdata.snapshot.objects.SchemaObject;

/**
 * One restore of a dump that was found to be harmless, step by step: looks at the server, makes the
 * tables, loads rows and builds keys, tries out what has no rows, compares.
 */
final class Restoration {
    private final RestoreJob job;
    private final RestorePlan plan;
    private final List<String> notes = new ArrayList<>();

    Restoration(RestoreJob job, RestorePlan plan) {
        this.job = job;
        this.plan = plan;
    }

    RestoreResult run() throws SQLException, IOException {
        try (var sessions = StagingSessions.open(job)) {
            var collations = CollationRule.of(sessions.first(), sessions.version(), job.source());
            var tables = StagingTables.of(job.contents(), collations);
            var objects = new DumpObjects(job.contents(), collations);
            new TargetChecks(job, sessions).run();
            job.progress().reached("restore.target-checked");
            keepSchemaCollation(sessions, collations);
            tables.create(job, sessions);
            job.progress().reached("restore.tables-created");
            fill(tables, sessions);
            var pending = tryOut(objects, sessions);
            job.progress().reached("restore.objects-tried");
            var checked = new Verification(job, sessions).run();
            return new RestoreResult(
                    plan,
                    job.contents().rowsByTable(),
                    pending,
                    Map.copyOf(collations.used()),
                    checked,
                    List.copyOf(notes));
        }
    }

    /** A table that is made later without a collation of its own then gets the dump's schema's. */
    private void keepSchemaCollation(StagingSessions sessions, CollationRule collations)
            throws SQLException {
        var manifest = job.dump().manifest();
        var wanted = manifest == null ? "" : collations.target(manifest.collation());
        var own = Sql.text(sessions.first(), "SELECT @@collation_database");
        if (!wanted.isEmpty() && !wanted.equals(own)) {
            Sql.run(
                    sessions.first(),
                    "ALTER DATABASE " + Names.quote(job.schema()) + " COLLATE " + wanted);
        }
    }

    private List<SchemaObject> tryOut(DumpObjects objects, StagingSessions sessions)
            throws SQLException {
        if (objects.isEmpty()) {
            return List.of();
        }
        var connection = sessions.first();
        var trial = new ObjectTrial(connection, job.options().maker());
        var tried = trial.run(objects.readBy(connection, sessions.version(), trial.account()));
        StagingSessions.prepare(connection);
        return tried;
    }

    private void fill(StagingTables tables, StagingSessions sessions)
            throws SQLException, IOException {
        var columns =
                Catalog.read(sessions.first(), job.schema(), job.options().ownTables())
                        .tables()
                        .stream()
                        .collect(Collectors.toMap(Table::name, Function.identity()));
        sessions.prepareForKeys();
        try (var task = job.progress().start("keys", Progress.Unit.BYTES)) {
            var keys = new KeyBuilding(job, tables, task);
            var byLoadData = new RowLoading(job, sessions, keys).run(tables.all(), columns);
            if (!byLoadData) {
                notes.add(
                        "loaded with INSERT: the server's local_infile is off, which takes about twice as long");
            }
            keys.finish(sessions.first());
        }
    }
}
