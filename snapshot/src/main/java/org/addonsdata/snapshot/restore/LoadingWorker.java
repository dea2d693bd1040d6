package org.addonsdata.snapshot.restore;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.addonsdata.snapshot.restore.StagingSchedule.Work;

/**
 * One worker: does what the schedule hands out. Small regions share a transaction, so that
 * thousands of small tables do not each wait for the disk; it never waits for others with rows of
 * its own uncommitted.
 */
final class LoadingWorker {
    private static final long COMMIT_BYTES = 2_000_000;
    private static final int COMMIT_REGIONS = 200;

    private final RowLoader loader;
    private final KeyBuilding keys;
    private final StagingSchedule schedule;
    private final LoadedRegions loaded;
    private final FileChannel file;
    private final List<RowRegion> uncommitted = new ArrayList<>();
    private long uncommittedBytes;

    LoadingWorker(
            RowLoader loader,
            KeyBuilding keys,
            StagingSchedule schedule,
            LoadedRegions loaded,
            FileChannel file) {
        this.loader = loader;
        this.keys = keys;
        this.schedule = schedule;
        this.loaded = loaded;
        this.file = file;
    }

    void run(Connection connection) throws SQLException, IOException, InterruptedException {
        connection.setAutoCommit(false);
        while (true) {
            var work = schedule.poll();
            if (work == null) {
                commit(connection);
                work = schedule.next();
            }
            switch (work) {
                case null -> {
                    connection.setAutoCommit(true);
                    return;
                }
                case Work.Keys(var table) -> {
                    commit(connection);
                    keys.build(connection, table);
                }
                case Work.Rows rows -> load(connection, rows);
            }
        }
    }

    private void load(Connection connection, Work.Rows rows) throws SQLException, IOException {
        keys.cancellation().check();
        try (var source = source(rows)) {
            loader.load(rows.region(), source);
        }
        uncommitted.add(rows.region());
        uncommittedBytes += rows.region().length();
        if (uncommittedBytes >= COMMIT_BYTES || uncommitted.size() >= COMMIT_REGIONS) {
            commit(connection);
        }
    }

    private InputStream source(Work.Rows rows) {
        var bytes = rows.bytes();
        return bytes == null
                ? new RegionStream(file, rows.region().start().offset(), rows.region().length())
                : new ByteArrayInputStream(bytes);
    }

    private void commit(Connection connection) throws SQLException {
        if (uncommitted.isEmpty()) {
            return;
        }
        connection.commit();
        loaded.add(uncommitted);
        schedule.loaded(uncommitted);
        uncommitted.clear();
        uncommittedBytes = 0;
    }
}
