package org.addonsdata.services.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.faults.FaultPoints;
import org.addonsdata.services.mariadb.Accounts;
import org.addonsdata.services.mariadb.MariaDbBinaries;
import org.addonsdata.services.mariadb.MariaDbServer;
import org.addonsdata.services.mariadb.ServerVersion;
import org.addonsdata.services.volume.Volume;
import org.addonsdata.services.volume.VolumeDescription.DatabaseRecord;

/**
 * The database's files on a volume, from nothing to complete: recorded as begun, built aside,
 * renamed, recorded as complete. At any moment the record and the directories tell which step was
 * the last.
 */
record DatabaseFiles(Volume volume) {
    private static final long NEEDED_BYTES = 200L << 20;
    private static final String ADMINISTRATOR_KEY = "administrator";
    private static final String APPLICATION_KEY = "application";

    MariaDbServer.Home home() {
        return new MariaDbServer.Home(
                volume.database(),
                volume.temporary(),
                volume.logs().resolve("mariadb.log"),
                volume.run().resolve("mariadb.json"));
    }

    /** What is recorded as complete or begun. */
    Optional<DatabaseRecord> record() {
        return volume.description().flatMap(description -> description.database());
    }

    /**
     * Whether a server of this version can serve what there is; changes nothing.
     *
     * @throws DataException {@link ErrorCode#VOLUME_SERVER_MISMATCH}, {@link
     *     ErrorCode#VOLUME_DAMAGED} or {@link ErrorCode#DISK_FULL}
     */
    void requireServable(String version) {
        var record = record();
        if (record.filter(DatabaseRecord::complete).isEmpty()) {
            requireNothingOfValue(record);
            requireSpace();
            return;
        }
        requireServer(record.get(), version);
        if (!Files.isDirectory(volume.database())) {
            throw damaged("its database directory is gone");
        }
    }

    /**
     * Makes what is missing; what was complete is left alone.
     *
     * @param faults told how far that is
     */
    void create(MariaDbBinaries binaries, FaultPoints faults) {
        var record = record();
        if (record.filter(DatabaseRecord::complete).isPresent()) {
            return;
        }
        var isPublished = Files.isDirectory(volume.database());
        renewedAccounts().ifPresent(this::keep);
        faults.reached("up.credentials-made");
        if (!isPublished) {
            volume.recordDatabase(
                    new DatabaseRecord(MariaDbBinaries.PRODUCT, binaries.version(), false));
            MariaDbServer.endCreating(volume.partialDatabase());
            volume.sweepPartialDatabase();
            faults.reached("up.database-recorded");
            MariaDbServer.createData(binaries, volume.partialDatabase(), home().log(), accounts());
            faults.reached("up.database-made");
            volume.publishDatabase();
            faults.reached("up.database-published");
        }
        volume.recordDatabase(
                new DatabaseRecord(
                        MariaDbBinaries.PRODUCT,
                        isPublished ? record.orElseThrow().version() : binaries.version(),
                        true));
    }

    /** Records that a server of this version has opened the files. */
    void recordServed(String version) {
        var served = new DatabaseRecord(MariaDbBinaries.PRODUCT, version, true);
        if (!record().equals(Optional.of(served))) {
            volume.recordDatabase(served);
        }
    }

    /**
     * The volume's accounts.
     *
     * @throws DataException {@link ErrorCode#VOLUME_DAMAGED} where their passwords are lost
     */
    Accounts accounts() {
        return keptAccounts()
                .orElseThrow(() ->
                        DataException.of(
                                        ErrorCode.VOLUME_DAMAGED,
                                        "the passwords of the volume %s are lost: its credentials.json is missing, empty or damaged"
                                                .formatted(volume.path()))
                                .withHint(
                                        "bring the file back; or make down, then make up: a start gives both accounts new passwords, and changes nothing else"));
    }

    /** Accounts with new passwords, where the old ones are lost. */
    Optional<Accounts> renewedAccounts() {
        return keptAccounts().isPresent() ? Optional.empty() : Optional.of(Accounts.generate());
    }

    /** Remembers the passwords that the server has now. */
    void keep(Accounts accounts) {
        volume.writeCredentials(
                Map.of(
                        ADMINISTRATOR_KEY, accounts.administrator().password(),
                        APPLICATION_KEY, accounts.application().password()));
    }

    private Optional<Accounts> keptAccounts() {
        try {
            var passwords = volume.credentials();
            return Optional.of(
                    Accounts.of(
                            passwords.getOrDefault(ADMINISTRATOR_KEY, ""),
                            passwords.getOrDefault(APPLICATION_KEY, "")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        } catch (DataException e) {
            if (e.code() != ErrorCode.VOLUME_DAMAGED) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private void requireNothingOfValue(Optional<DatabaseRecord> record) {
        if (record.isEmpty() && Files.exists(volume.database())) {
            throw damaged("it holds a database directory that volume.json does not know");
        }
    }

    private void requireServer(DatabaseRecord record, String version) {
        var isSameProduct = record.server().equals(MariaDbBinaries.PRODUCT);
        var canServe =
                ServerVersion.parse(version).canServeDataOf(ServerVersion.parse(record.version()));
        if (!isSameProduct || !canServe) {
            throw DataException.of(
                            ErrorCode.VOLUME_SERVER_MISMATCH,
                            "the volume %s holds data of %s %s, which %s %s cannot serve"
                                    .formatted(
                                            volume.name(),
                                            record.server(),
                                            record.version(),
                                            MariaDbBinaries.PRODUCT,
                                            version))
                    .withHint(
                            "nothing was changed; export the data with the addons-data that made it,"
                                    + " and restore them on another DATA_VOLUME");
        }
    }

    private void requireSpace() {
        try {
            var free = Files.getFileStore(existing(volume.path())).getUsableSpace();
            if (free < NEEDED_BYTES) {
                throw DataException.of(
                                ErrorCode.DISK_FULL,
                                "a new database needs %d MB on the disk of %s, which has %d"
                                        .formatted(NEEDED_BYTES >> 20, volume.path(), free >> 20))
                        .withHint("free some space, or choose a DATA_VOLUME on another disk");
            }
        } catch (IOException e) {
            throw DataException.of(
                    ErrorCode.PATH_NOT_WRITABLE,
                    "cannot read " + volume.path() + ": " + e.getMessage(),
                    e);
        }
    }

    private static Path existing(Path path) {
        var parent = path.getParent();
        return Files.exists(path) || parent == null ? path : existing(parent);
    }

    private DataException damaged(String reason) {
        return DataException.of(
                        ErrorCode.VOLUME_DAMAGED,
                        "the volume %s is damaged: %s".formatted(volume.path(), reason))
                .withHint(
                        "nothing was changed; bring the directory back from a backup,"
                                + " or remove the volume: addons-data volume remove "
                                + volume.name());
    }
}
