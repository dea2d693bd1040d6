package org.addonsdata.snapshot.format;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.files.AtomicFiles;
import org.addonsdata.snapshot.format.Manifest.ChunkEntry;
import org.addonsdata.snapshot.format.Manifest.TableEntry;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;

/** Reads and writes {@code manifest.json}. */
public final class ManifestFile {
    /** The manifest's name in a snapshot's directory. */
    public static final String NAME = "manifest.json";

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build();

    /** A hundred times what 10,000 tables need. */
    private static final long MOST_BYTES = 256L << 20;

    private static final long MOST_OF_ANYTHING = 1L << 50;

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private static final Pattern COLLATION = Pattern.compile("[A-Za-z0-9_]{0,64}");

    private static final Pattern SERVER =
            Pattern.compile("(MySQL|MariaDB) \\d{1,5}\\.\\d{1,5}\\.\\d{1,5}[ -~]{0,100}");

    private ManifestFile() {}

    public static void write(Path directory, Manifest manifest) throws IOException {
        AtomicFiles.write(directory.resolve(NAME), MAPPER.writeValueAsString(manifest) + "\n");
    }

    /**
     * Reads the manifest of a snapshot's directory.
     *
     * @throws DataException with {@link ErrorCode#SNAPSHOT_DAMAGED} when it cannot be read or
     *     understood
     */
    public static Manifest read(Path directory) {
        var file = directory.resolve(NAME);
        try {
            requireReadable(file);
            var tree = MAPPER.readTree(Files.readString(file, StandardCharsets.UTF_8));
            var format = tree.path("format").asInt(0);
            if (format < 1 || format > Manifest.FORMAT) {
                throw DataException.of(
                                ErrorCode.SNAPSHOT_DAMAGED,
                                file + " has format " + format + ", which is not known here")
                        .withHint("use a newer addons-data, or restore the .sql file by itself");
            }
            var manifest = MAPPER.treeToValue(tree, Manifest.class);
            if (!isPlausible(manifest)) {
                throw new IOException("a number or an entry in it cannot be");
            }
            requireReadable(manifest);
            return manifest;
        } catch (IOException | JacksonException e) {
            throw DataException.of(
                            ErrorCode.SNAPSHOT_DAMAGED, "cannot read " + file + ": " + reason(e), e)
                    .withHint("the .sql beside it can be restored by itself: name that file");
        }
    }

    /** In our words: the library's name its own classes. */
    private static String reason(Exception e) {
        return switch (e) {
            case MismatchedInputException mismatch ->
                    "its %s is missing or is not %s"
                            .formatted(field(mismatch), expected(mismatch.getTargetType()));
            case StreamReadException unread ->
                    "it is not JSON (line %d, column %d)"
                            .formatted(
                                    unread.getLocation().getLineNr(),
                                    unread.getLocation().getColumnNr());
            case JacksonException _ -> "it is not a snapshot's manifest";
            case CharacterCodingException _ -> "it is not a text in UTF-8";
            default -> String.valueOf(e.getMessage());
        };
    }

    /** Such as {@code 'tables[0].rows'}. */
    private static String field(MismatchedInputException mismatch) {
        var field = new StringBuilder();
        for (var part : mismatch.getPath()) {
            if (part.getPropertyName() == null) {
                field.append('[').append(part.getIndex()).append(']');
            } else {
                field.append(field.isEmpty() ? "" : ".").append(part.getPropertyName());
            }
        }
        return field.isEmpty() ? "content" : "'" + field + "'";
    }

    private static String expected(@Nullable Class<?> type) {
        if (type == int.class || type == long.class || type == Integer.class) {
            return "a whole number";
        }
        if (type == String.class) {
            return "a text";
        }
        return type != null && Collection.class.isAssignableFrom(type) ? "a list" : "an object";
    }

    /** Texts that something is made of later: a moment, a version, a path, statements. */
    private static void requireReadable(Manifest manifest) throws IOException {
        try {
            if (Instant.parse(manifest.created()).isAfter(LATEST)) {
                throw new IOException("its 'created' is beyond the year 9999");
            }
        } catch (DateTimeParseException e) {
            throw new IOException("its 'created' is not a moment in UTC", e);
        }
        if (!SERVER.matcher(manifest.server()).matches()) {
            throw new IOException("its 'server' is not MySQL or MariaDB and a version");
        }
        if (!COLLATION.matcher(manifest.collation()).matches()) {
            throw new IOException("its 'collation' is not the name of a collation");
        }
        var names = new HashSet<String>();
        for (var table : manifest.tables()) {
            if (!names.add(table.name())) {
                throw new IOException("its 'tables' lists a table twice");
            }
        }
        var texts =
                Stream.of(
                        Stream.of(manifest.schema(), manifest.collation(), manifest.file()),
                        Stream.of(manifest.consistency()),
                        manifest.application().keySet().stream(),
                        manifest.application().values().stream(),
                        manifest.tables().stream().map(TableEntry::name));
        if (texts.flatMap(text -> text).anyMatch(text -> text.indexOf('\0') >= 0)) {
            throw new IOException("a text in it holds the character U+0000");
        }
    }

    /** Whoever counts on it need not think of negative numbers and of entries that are null. */
    private static boolean isPlausible(Manifest manifest) {
        return Stream.of(manifest.fileBytes(), manifest.sqlBytes(), manifest.largestRowBytes())
                        .allMatch(ManifestFile::isCount)
                && manifest.objects().values().stream()
                        .allMatch(count -> count != null && count >= 0)
                && manifest.application().values().stream().allMatch(Objects::nonNull)
                && manifest.tables().stream().allMatch(ManifestFile::isPlausible);
    }

    private static boolean isPlausible(@Nullable TableEntry table) {
        return table != null
                && isCount(table.rows())
                && table.chunks().stream().allMatch(ManifestFile::isPlausible);
    }

    private static boolean isPlausible(@Nullable ChunkEntry chunk) {
        return chunk != null
                && isCount(chunk.rows())
                && isCount(chunk.offset())
                && isCount(chunk.length());
    }

    /** So large that the sum of all there can be is still a number. */
    private static boolean isCount(long number) {
        return number >= 0 && number <= MOST_OF_ANYTHING;
    }

    /** Reading a pipe would never end, and reading all of a huge file would take all memory. */
    private static void requireReadable(Path file) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IOException("it is no file");
        }
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException("it is too large");
        }
    }
}
