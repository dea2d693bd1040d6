package org.addonsdata.lifecycle.usecase;

import java.util.Optional;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.sql.Connections;
import org.addonsdata.lifecycle.generation.Generation;
import org.addonsdata.lifecycle.generation.Generations;
import org.addonsdata.lifecycle.generation.Inventory;
import org.addonsdata.lifecycle.generation.Inventory.Parked;
import org.addonsdata.lifecycle.generation.ServerDirectory;

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
        var directory = ServerDirectory.of(connections, staged);
        long free = directory.flatMap(ServerDirectory::freeBytes).orElse(Long.MAX_VALUE);
        if (directory.isPresent() && free < neededBytes) {
            var failure =
                    DataException.of(
                            ErrorCode.DISK_FULL,
                            "the new data need about %,d MB beside what is there, and %s has %,d MB left"
                                    .formatted(
                                            neededBytes >> 20, directory.get().data(), free >> 20));
            throw failure.withHint(hint(neededBytes - free));
        }
    }

    /**
     * Why there is no room beside the live generation for another one like it, after what undo
     * keeps; empty where there is, and where nobody can tell.
     */
    Optional<String> shortage() {
        var directory = ServerDirectory.of(connections, live);
        long free = directory.flatMap(ServerDirectory::freeBytes).orElse(Long.MAX_VALUE);
        long needed = Inventory.read(connections, live).liveBytes();
        return directory
                .filter(_ -> free < needed)
                .map(found ->
                        "%s has %,d MB left, and the live data take %,d MB"
                                .formatted(found.data(), free >> 20, needed >> 20));
    }

    /** The same failure, with what would help here; any other stays as it is. */
    DataException explained(DataException failure) {
        return failure.code() == ErrorCode.DISK_FULL ? failure.withHint(hint(1)) : failure;
    }

    private String hint(long missingBytes) {
        long undoBytes =
                generations.kept().stream()
                        .map(Generation::id)
                        .map(generations::schemaOf)
                        .mapToLong(this::bytes)
                        .sum();
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
