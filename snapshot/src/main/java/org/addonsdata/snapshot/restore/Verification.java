package org.addonsdata.snapshot.restore;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.core.sql.Names;
import org.addonsdata.snapshot.database.Sql;
import org.addonsdata.snapshot.export.ContentChecksums;
import org.addonsdata.snapshot.format.Manifest;

/**
 * Compares the staging schema with the manifest, where there is one: rows and content of every
 * table, whichever server it was made on; else the number of rows with the dump. Objects are
 * counted either way.
 */
final class Verification {
    private static final int TABLES_A_QUERY = 100;

    private final RestoreJob job;
    private final StagingSessions sessions;

    Verification(RestoreJob job, StagingSessions sessions) {
        this.job = job;
        this.sessions = sessions;
    }

    RestoreResult.Checked run() throws SQLException, IOException {
        var contents = job.contents();
        var manifest = job.dump().manifest();
        try (var task = job.progress().start("verify", Progress.Unit.ROWS)) {
            task.total(contents.rows());
            countObjects();
            if (manifest != null && !job.options().trustDump()) {
                compareContent(manifest, task);
                task.done("rows and content of " + contents.tables.size() + " tables");
                return RestoreResult.Checked.CONTENT;
            }
            countRows(task);
            task.done("rows of " + contents.tables.size() + " tables");
            return RestoreResult.Checked.ROWS;
        }
    }

    private void countObjects() throws SQLException {
        var contents = job.contents();
        var found = new TreeMap<String, Integer>();
        found.put("tables", 0);
        found.put("sequences", 0);
        var own = job.options().ownTables();
        Sql.list(
                        sessions.first(),
                        row ->
                                own.contains(row.getString(1))
                                        ? ""
                                        : row.getString(2).equals("SEQUENCE")
                                                ? "sequences"
                                                : "tables",
                        "SELECT TABLE_NAME, TABLE_TYPE FROM information_schema.TABLES WHERE TABLE_SCHEMA = ?",
                        job.schema())
                .stream()
                .filter(kind -> !kind.isEmpty())
                .forEach(kind -> found.merge(kind, 1, Integer::sum));
        Restorer.objects(contents)
                .forEach((kind, count) -> found.putIfAbsent(kind, Math.toIntExact(count)));
        var manifest = job.dump().manifest();
        var expected =
                manifest == null
                        ? Map.of(
                                "tables",
                                contents.tables.size(),
                                "sequences",
                                contents.sequences.size())
                        : manifest.objects();
        for (var entry : expected.entrySet()) {
            var count = found.getOrDefault(entry.getKey(), 0);
            if (!count.equals(entry.getValue())) {
                throw DataException.of(
                        ErrorCode.VERIFICATION_FAILED,
                        "%d %s were expected, %d are there"
                                .formatted(entry.getValue(), entry.getKey(), count));
            }
        }
    }

    private void compareContent(Manifest manifest, Progress.Task task) throws SQLException {
        var found =
                ContentChecksums.read(
                        job.connections(),
                        job.schema(),
                        job.options().workers(),
                        task,
                        job.cancellation());
        for (var table : manifest.tables()) {
            var entry = found.get(table.name());
            if (entry == null
                    || entry.rows() != table.rows()
                    || !entry.checksum().equals(table.checksum())) {
                throw DataException.of(
                        ErrorCode.VERIFICATION_FAILED,
                        "table %s does not hold what the manifest says (%d rows, checksum %s; found %s)"
                                .formatted(
                                        table.name(),
                                        table.rows(),
                                        table.checksum(),
                                        entry == null
                                                ? "nothing"
                                                : entry.rows() + " rows, " + entry.checksum()));
            }
        }
    }

    private void countRows(Progress.Task task) throws SQLException, IOException {
        var expected = job.contents().rowsByTable();
        var sure = job.contents().regions.stream().allMatch(RowRegion::isPlainInsert);
        var waiting = new ConcurrentLinkedQueue<>(batches(List.copyOf(expected.keySet())));
        sessions.inParallel(
                "verify",
                connection -> {
                    for (var batch = waiting.poll(); batch != null; batch = waiting.poll()) {
                        job.cancellation().check();
                        for (var counted : count(connection, batch).entrySet()) {
                            var rows = expected.getOrDefault(counted.getKey(), 0L);
                            task.advance(rows);
                            if (sure && !rows.equals(counted.getValue())) {
                                throw DataException.of(
                                        ErrorCode.VERIFICATION_FAILED,
                                        "table %s has %d rows, the dump %d"
                                                .formatted(
                                                        counted.getKey(),
                                                        counted.getValue(),
                                                        rows));
                            }
                        }
                    }
                });
    }

    /** Many tables a query where there are many, so that thousands are few round trips. */
    private List<List<String>> batches(List<String> tables) {
        var size = Math.clamp(tables.size() / (10L * sessions.all().size()), 1, TABLES_A_QUERY);
        var batches = new ArrayList<List<String>>();
        for (int from = 0; from < tables.size(); from += size) {
            batches.add(tables.subList(from, Math.min(tables.size(), from + size)));
        }
        return batches;
    }

    private static Map<String, Long> count(Connection connection, List<String> tables)
            throws SQLException {
        var query = new StringBuilder();
        for (int i = 0; i < tables.size(); i++) {
            query.append(i == 0 ? "" : " UNION ALL ")
                    .append("SELECT ")
                    .append(i)
                    .append(", COUNT(*) FROM ")
                    .append(Names.quote(tables.get(i)));
        }
        record Count(String table, long rows) {}
        return Sql.list(
                        connection,
                        row -> new Count(tables.get(row.getInt(1)), row.getLong(2)),
                        query.toString())
                .stream()
                .collect(Collectors.toMap(Count::table, Count::rows));
    }
}
