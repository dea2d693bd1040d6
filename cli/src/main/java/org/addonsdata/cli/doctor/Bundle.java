package org.addonsdata.cli.doctor;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.files.AtomicFiles;
import org.addonsdata.core.files.FileErrors;
import org.addonsdata.services.volume.VolumeSummary;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An archive for a bug report: what was found, the settings, and the ends of the servers' logs,
 * without passwords and without data.
 */
public final class Bundle {
    private static final int LOG_BYTES = 64 * 1024;

    private final Map<String, String> texts = new LinkedHashMap<>();
    private final Scrubber scrubber;

    /**
     * @param secrets that are known beside those on the volume, such as passwords in settings
     */
    public Bundle(Patient patient, List<String> secrets) {
        var all = new ArrayList<>(secrets);
        patient.volume().ifPresent(volume -> all.addAll(credentials(volume)));
        scrubber = new Scrubber(all, patient.environment().getOrDefault("HOME", ""));
        patient.volume().ifPresent(this::addLogs);
    }

    /** Adds a text, which is scrubbed like everything. */
    public void add(String name, String text) {
        texts.put(name, scrubber.scrub(text));
    }

    private void addLogs(VolumeSummary volume) {
        try (var files = Files.walk(volume.path(), 2)) {
            for (var log : files.filter(Bundle::isLog).sorted().toList()) {
                var name = volume.path().relativize(log).toString();
                add("logs/" + name.replace('/', '-'), end(log));
            }
        } catch (IOException | UncheckedIOException e) {
            texts.put("logs/unreadable.txt", scrubber.scrub(e.toString()));
        }
    }

    private static boolean isLog(Path file) {
        return file.getFileName().toString().endsWith(".log")
                && Files.isRegularFile(file)
                && !file.toString().contains("/database/");
    }

    private static String end(Path log) throws IOException {
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(Math.max(0, file.length() - LOG_BYTES));
            var bytes = new byte[(int) (file.length() - file.getFilePointer())];
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    private static List<String> credentials(VolumeSummary volume) {
        var found = new ArrayList<String>();
        try {
            collect(
                    JsonMapper.shared()
                            .readTree(Files.readString(volume.path().resolve("credentials.json"))),
                    found);
        } catch (IOException | JacksonException e) {
            // Without credentials there are none to hide.
            return List.of();
        }
        return found;
    }

    private static void collect(JsonNode node, List<String> found) {
        if (node.isString()) {
            found.add(node.asString());
        }
        node.forEach(child -> collect(child, found));
    }

    /**
     * Writes the archive.
     *
     * @throws DataException with {@link ErrorCode#TARGET_EXISTS}, {@link
     *     ErrorCode#PATH_NOT_WRITABLE}
     */
    public void write(Path file) {
        if (Files.exists(file)) {
            throw DataException.of(ErrorCode.TARGET_EXISTS, file + " is there already")
                    .withHint("name another file");
        }
        try (var channel = AtomicFiles.createPrivate(file);
                var zip = new ZipOutputStream(Channels.newOutputStream(channel))) {
            for (var entry : texts.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw DataException.of(
                            ErrorCode.PATH_NOT_WRITABLE,
                            "cannot write %s: %s".formatted(file, FileErrors.reason(e)),
                            e)
                    .withHint("name a file in a directory that you may write in");
        }
    }
}
