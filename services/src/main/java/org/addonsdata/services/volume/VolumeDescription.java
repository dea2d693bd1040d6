package org.addonsdata.services.volume;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.files.AtomicFiles;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What {@code volume.json} says: the file that makes a directory a volume.
 *
 * @param id random, to tell a volume from another one of the same name
 * @param removing whether its removal began: what is left holds nothing of value
 */
public record VolumeDescription(
        String id, Instant created, Optional<DatabaseRecord> database, boolean removing) {
    static final int FORMAT = 1;

    /**
     * The database server whose data lie on the volume.
     *
     * @param version of the server that last served it
     * @param complete false while its data directory is being made and has nothing in it yet
     */
    public record DatabaseRecord(String server, String version, boolean complete) {}

    static VolumeDescription create() {
        return new VolumeDescription(
                UUID.randomUUID().toString(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                Optional.empty(),
                false);
    }

    VolumeDescription withDatabase(DatabaseRecord record) {
        return new VolumeDescription(id, created, Optional.of(record), removing);
    }

    VolumeDescription beingRemoved() {
        return new VolumeDescription(id, created, database, true);
    }

    void write(Path file) throws IOException {
        var object = JsonMapper.shared().createObjectNode();
        object.put("format", FORMAT);
        object.put("id", id);
        object.put("created", created.toString());
        database.ifPresent(record ->
                object.putObject("database")
                        .put("server", record.server())
                        .put("version", record.version())
                        .put("complete", record.complete()));
        if (removing) {
            object.put("removing", true);
        }
        AtomicFiles.write(file, object.toPrettyString() + "\n");
    }

    /**
     * Reads the file, which is there.
     *
     * @throws DataException {@link ErrorCode#VOLUME_FORMAT_NEWER} or {@link
     *     ErrorCode#VOLUME_DAMAGED}
     */
    static VolumeDescription read(Path file) {
        try {
            return parse(file, JsonMapper.shared().readTree(Files.readString(file)));
        } catch (JacksonException | DateTimeException e) {
            throw DataException.of(ErrorCode.VOLUME_DAMAGED, file + " cannot be understood", e)
                    .withHint("nothing was changed; restore the file, or move the directory away");
        } catch (IOException e) {
            throw VolumeFiles.failure("read", file, e);
        }
    }

    private static VolumeDescription parse(Path file, JsonNode object) {
        var format = object.path("format").asInt(0);
        if (format > FORMAT) {
            throw DataException.of(
                            ErrorCode.VOLUME_FORMAT_NEWER,
                            "the volume %s has format %d, newer than %d"
                                    .formatted(file.getParent(), format, FORMAT))
                    .withHint(
                            "use the newer addons-data that made it, or choose another DATA_VOLUME");
        }
        if (format < 1) {
            throw DataException.of(ErrorCode.VOLUME_DAMAGED, file + " names no format")
                    .withHint("nothing was changed; restore the file, or move the directory away");
        }
        var database = object.path("database");
        return new VolumeDescription(
                object.path("id").asString(),
                Instant.parse(object.path("created").asString()),
                database.isObject()
                        ? Optional.of(
                                new DatabaseRecord(
                                        database.path("server").asString(),
                                        database.path("version").asString(),
                                        database.path("complete").asBoolean(false)))
                        : Optional.empty(),
                object.path("removing").asBoolean(false));
    }
}
