package org.addonsdata.services.process;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.files.AtomicFiles;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a run file says: one JSON object, always whole.
 *
 * @param process {@link #NOT_YET} between the intent to start and the start
 * @param logOffset where this start's output begins in the log, in bytes
 */
record RunRecord(
        String name,
        ProcessIdentity process,
        Instant started,
        Path log,
        long logOffset,
        Map<String, String> attributes) {
    static final ProcessIdentity NOT_YET = new ProcessIdentity(0, "");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    RunRecord {
        attributes = Map.copyOf(attributes);
    }

    boolean isIntent() {
        return process.pid() == 0;
    }

    RunRecord startedAs(ProcessIdentity identity, Instant when) {
        return new RunRecord(name, identity, when, log, logOffset, attributes);
    }

    void write(Path runFile) {
        var object = JSON.createObjectNode();
        object.put("name", name);
        object.put("pid", process.pid());
        object.put("start", process.startMark());
        object.put("started", started.toString());
        object.put("log", log.toString());
        object.put("logOffset", logOffset);
        var values = object.putObject("attributes");
        new TreeMap<>(attributes).forEach(values::put);
        try {
            AtomicFiles.write(runFile, object.toPrettyString() + "\n");
        } catch (IOException e) {
            throw DataException.of(
                    ErrorCode.PATH_NOT_WRITABLE,
                    "cannot write " + runFile + ": " + e.getMessage(),
                    e);
        }
    }

    /**
     * The record, or nothing if there is no run file or one that nobody can read; that one is as
     * good as none.
     */
    static Optional<RunRecord> read(Path runFile) {
        try {
            return Optional.of(parse(JSON.readTree(Files.readString(runFile))));
        } catch (NoSuchFileException | CharacterCodingException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw DataException.of(
                    ErrorCode.PATH_NOT_WRITABLE,
                    "cannot read " + runFile + ": " + e.getMessage(),
                    e);
        } catch (JacksonException | IllegalArgumentException | java.time.DateTimeException e) {
            return Optional.empty();
        }
    }

    private static RunRecord parse(JsonNode object) {
        var attributes = new TreeMap<String, String>();
        object.path("attributes")
                .properties()
                .forEach(entry -> attributes.put(entry.getKey(), entry.getValue().asString()));
        return new RunRecord(
                object.path("name").asString(),
                new ProcessIdentity(object.path("pid").asLong(), object.path("start").asString()),
                Instant.parse(object.path("started").asString()),
                Path.of(object.path("log").asString()),
                object.path("logOffset").asLong(),
                attributes);
    }
}
