package org.addonsdata.lifecycle.usecase;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.sql.Connections;
import org.addonsdata.lifecycle.generation.Generation;
import org.addonsdata.lifecycle.generation.Generations;
import org.addonsdata.lifecycle.generation.Inventory;
import org.addonsdata.lifecycle.generation.Inventory.Parked;
import org.jspecify.annotations.Nullable;

/**
 * Room on the database's disk for a generation beside the live one and the one that undo keeps: how
 * much is needed is known before anything is built, and what to do where it is not there. How much
 * a dump needs is known to whoever reads it.
 */
final class Room {
    private final Connections connections;
    private final Generations generations;
    private final String live;

    Room(Connections connections, Generations generations, String live) {
        this.connections = connections;
        this.generations = generations;
        this.live = live;
    }

    /**
     * Refuses where there is not enough, as far as that can be told: the server's directory must be
     * on this machine, which the staged schema's own directory shows.
     *
     * @param staged name of the schema that was just made
     * @throws DataException with {@link ErrorCode#DISK_FULL}
     */
    void require(String staged, long neededBytes) {
        var directory = dataDirectory();
        if (directory == null || !Files.isDirectory(directory.resolve(staged))) {
            return;
        }
        try {
            long free = Files.getFileStore(directory).getUsableSpace();
            if (free < neededBytes) {
                var failure =
                        DataException.of(
                                ErrorCode.DISK_FULL,
                                "the new data need about %,d MB beside what is there, and %s has %,d MB left"
                                        .formatted(neededBytes >> 20, directory, free >> 20));
                throw failure.withHint(hint(neededBytes - free));
            }
        } catch (IOException e) {
            // Where nobody can tell, the server will say that its disk is full.
            return;
        }
    }

    private @Nullable Path dataDirectory() {
        try (var connection = connections.open(null);
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT @@datadir")) {
            return row.next() && row.getString(1) != null ? Path.of(row.getString(1)) : null;
        } catch (SQLException e) {
            return null;
        }
    }

    /** The same failure, with what would help here; any other stays as it is. */
    DataException explained(DataException failure) {
        return failure.code() == ErrorCode.DISK_FULL ? failure.withHint(hint(1)) : failure;
    }

    private String hint(long missingBytes) {
        long undoBytes =
                generations
                        .replaced()
                        .map(Generation::id)
                        .map(generations::schemaOf)
                        .map(this::bytes)
                        .orElse(0L);
        return undoBytes < missingBytes
                ? "nothing was changed; make room there, such as by removing old snapshots: addons-data snapshots prune"
                : "nothing was changed; make room there, or give up what undo keeps, %,d MB, by --without-undo; make data_export takes a snapshot before"
                        .formatted(undoBytes >> 20);
    }

    private long bytes(String schema) {
        return Inventory.read(connections, live).parked().stream()
                .filter(parked -> parked.schema().equals(schema))
                .mapToLong(Parked::bytes)
                .sum();
    }
}
