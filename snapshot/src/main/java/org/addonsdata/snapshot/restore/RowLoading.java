package org.addonsdata.snapshot.restore;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.addonsdata.core.concurrent.TaskScope;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.snapshot.database.Sql;
import org.addonsdata.snapshot.database.Table;

/**
 * Fills the staging schema's tables: every worker takes rows and keys from one {@link
 * StagingSchedule}; of a packed file one more thread unpacks.
 */
final class RowLoading {
    private static final int LARGEST_PACKED_REGION_BYTES = 256 << 20;

    private final RestoreJob job;
    private final StagingSessions sessions;
    private final KeyBuilding keys;

    RowLoading(RestoreJob job, StagingSessions sessions, KeyBuilding keys) {
        this.job = job;
        this.sessions = sessions;
        this.keys = keys;
    }

    /**
     * Loads all rows and builds the keys that wait for them.
     *
     * @param columns the tables as the server describes them, by name
     * @return whether the server took the rows as {@code LOAD DATA}
     */
    boolean run(List<TableKeys> tables, Map<String, Table> columns)
            throws SQLException, IOException {
        var useLoadData = Sql.text(sessions.first(), "SELECT @@GLOBAL.local_infile").equals("1");
        var settings =
                new RowLoader.Settings(
                        useLoadData,
                        job.dump().manifest() == null || job.options().trustDump(),
                        job.rules());
        var regions = job.contents().regions;
        var packed = job.dump().packing() != DumpFile.Packing.NONE;
        var schedule = new StagingSchedule(tables, regions, packed);
        try (var task = job.progress().start("load", Progress.Unit.ROWS);
                var file = FileChannel.open(job.dump().file(), StandardOpenOption.READ);
                var scope = new TaskScope("load")) {
            var loaded = new LoadedRegions(regions, task);
            for (var connection : workers()) {
                var loader = new RowLoader(connection, columns, settings, job.cancellation());
                var worker = new LoadingWorker(loader, keys, schedule, loaded, file);
                sessions.fork(scope, connection, worker::run);
            }
            if (packed) {
                sessions.fork(scope, sessions.first(), _ -> unpack(schedule));
            }
            sessions.join(scope);
        }
        return useLoadData || regions.isEmpty();
    }

    /** Where a later row may replace an earlier one the order counts, so one worker loads. */
    private List<Connection> workers() {
        var ordered = job.contents().regions.stream().anyMatch(region -> !region.isPlainInsert());
        return ordered ? sessions.all().subList(0, 1) : sessions.all();
    }

    private void unpack(StagingSchedule schedule) throws IOException, InterruptedException {
        var dump = job.dump();
        try (var source = dump.plain(Files.newInputStream(dump.file()))) {
            var offset = 0L;
            for (var region : job.contents().regions) {
                source.skipNBytes(region.start().offset() - offset);
                if (region.length() > LARGEST_PACKED_REGION_BYTES) {
                    throw DataException.of(
                                    ErrorCode.STATEMENT_REFUSED,
                                    "table %s has statements of %d MB in a packed dump"
                                            .formatted(region.table(), region.length() >> 20))
                            .withHint("unpack the file and restore that");
                }
                schedule.put(region, source.readNBytes((int) region.length()));
                offset = region.start().offset() + region.length();
            }
        }
    }
}
