package org.addonsdata.snapshot.restore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.snapshot.database.ServerVersion;
import org.addonsdata.snapshot.database.Sql;
import org.addonsdata.snapshot.dump.DumpStatement.CreateTable;
import org.jspecify.annotations.Nullable;

/**
 * Whether the server can take the dump, found out before the first table is made: room on its disk,
 * the largest row, its version.
 */
final class TargetChecks {
    private static final double TABLE_BYTES_FOR_A_BYTE_OF_ROWS = 1.4;
    private static final long EMPTY_TABLE_BYTES = 112 << 10;

    private final RestoreJob job;
    private final Connection connection;
    private final ServerVersion version;

    TargetChecks(RestoreJob job, StagingSessions sessions) {
        this.job = job;
        this.connection = sessions.first();
        this.version = sessions.version();
    }

    /** Refuses what cannot go well, and tells what may explain a later error. */
    void run() throws SQLException, IOException {
        requireEmpty();
        checkLargestRow();
        requireNoKeysOfTheServersOwn();
        for (var note : List.of(diskSpace(), origin())) {
            if (!note.isEmpty()) {
                job.progress().note(note);
            }
        }
    }

    private void requireEmpty() throws SQLException {
        var names =
                Sql.list(
                        connection,
                        row -> row.getString(1),
                        "SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = ?",
                        job.schema());
        if (!job.options().ownTables().containsAll(names)) {
            throw DataException.of(
                    ErrorCode.OPERATION_FAILED,
                    "the staging schema " + job.schema() + " is not empty");
        }
    }

    /**
     * Only an account with a right beyond its schema may switch it off for its session (manual,
     * "Generated Invisible Primary Keys").
     */
    private void requireNoKeysOfTheServersOwn() throws SQLException {
        if (version.isMariaDb()
                || version.compareTo(8, 1) < 0
                || !Sql.text(connection, "SELECT @@sql_generate_invisible_primary_key")
                        .equals("1")) {
            return;
        }
        var keyless =
                job.contents().tables.values().stream()
                        .filter(table -> !TableKeys.hasPrimaryKey(table))
                        .map(CreateTable::name)
                        .toList();
        if (!keyless.isEmpty()) {
            throw DataException.of(
                            ErrorCode.DATABASE_ERROR,
                            "the server would give tables without a primary key a column of its own (sql_generate_invisible_primary_key): "
                                    + String.join(", ", keyless))
                    .withHint(
                            "nothing was changed; SET GLOBAL sql_generate_invisible_primary_key=OFF while it is restored");
        }
    }

    /** A row beyond the limit could perhaps be stored, but no client could read it any more. */
    private void checkLargestRow() throws SQLException, IOException {
        var limit = Long.parseLong(Sql.text(connection, "SELECT @@max_allowed_packet"));
        var region =
                job.contents().regions.stream()
                        .max(Comparator.comparingLong(RowRegion::largestRowBytes))
                        .orElse(null);
        if (region == null || region.largestRowBytes() <= limit) {
            return;
        }
        throw DataException.of(
                        ErrorCode.DATABASE_ERROR,
                        "table %s has a row of %,d bytes (%s), and the server takes %,d (max_allowed_packet)"
                                .formatted(
                                        region.table(),
                                        region.largestRowBytes(),
                                        new LargestRow(job.dump(), job.rules(), region).describe(),
                                        limit))
                .withHint("nothing was changed; raise max_allowed_packet on the server");
    }

    private String diskSpace() throws SQLException {
        var needed = neededBytes(job.contents());
        var directory = dataDirectory(Sql.text(connection, "SELECT @@datadir"), job.schema());
        if (directory == null) {
            return "the server's disk is not on this machine, its free space is unknown; about %,d MB are needed"
                    .formatted(needed >> 20);
        }
        try {
            requireSpace(needed, Files.getFileStore(directory).getUsableSpace(), directory);
            return "";
        } catch (IOException e) {
            return "the free space of " + directory + " is unknown: " + e.getMessage();
        }
    }

    /** An estimate: InnoDB's pages and keys around the rows, and what an empty table takes. */
    static long neededBytes(DumpContents contents) {
        var rows = contents.regions.stream().mapToLong(RowRegion::valueBytes).sum();
        return (long) (rows * TABLE_BYTES_FOR_A_BYTE_OF_ROWS)
                + contents.tables.size() * EMPTY_TABLE_BYTES;
    }

    static void requireSpace(long needed, long free, Path directory) {
        if (free < needed) {
            throw DataException.of(
                            ErrorCode.DISK_FULL,
                            "the restore needs about %,d MB, and %s has %,d MB left"
                                    .formatted(needed >> 20, directory, free >> 20))
                    .withHint(
                            "nothing was changed; make room there, such as by removing old snapshots: addons-data snapshots prune");
        }
    }

    /**
     * The server's data directory, if it is this machine's: the staging schema, which has just been
     * made, must have its own directory there. Servers encode other names.
     */
    private static @Nullable Path dataDirectory(String path, String schema) {
        if (!schema.matches("[A-Za-z0-9_]+") || path.isEmpty()) {
            return null;
        }
        var directory = Path.of(path);
        return Files.isDirectory(directory.resolve(schema)) ? directory : null;
    }

    /** What may explain an error that comes later. */
    private String origin() {
        var source = job.source().orElse(null);
        if (source == null) {
            return "";
        }
        if (source.flavor() != version.flavor()) {
            return "the dump is of %s, this server is %s: definitions that only the other knows fail%s"
                    .formatted(
                            source,
                            version,
                            job.dump().manifest() == null
                                    ? ""
                                    : "; rows are counted, their content is not compared");
        }
        return version.compareTo(source.major(), source.minor()) < 0
                ? "the dump is of %s, this server is the older %s".formatted(source, version)
                : "";
    }
}
