package org.addonsdata.snapshot.restore;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Set;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.concurrent.TaskScope;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.snapshot.dump.DumpReader;
import org.addonsdata.snapshot.dump.DumpRules;
import org.addonsdata.snapshot.dump.DumpStatement;
import org.addonsdata.snapshot.dump.DumpStatement.Refused;
import org.addonsdata.snapshot.format.Manifest;

/**
 * Reads a dump from end to end before anything is touched: hashes it, judges each statement, notes
 * where rows are, and finds out whether the file is whole.
 */
final class Preflight {
    private static final long REGION_BYTES = 8_000_000;
    private static final int HASH_BLOCK_BYTES = 1 << 18;
    private static final Duration HASH_LIMIT = Duration.ofDays(1);
    private static final int MAX_REFUSALS = 20;
    private static final Set<String> CHARACTER_SETS =
            Set.of("utf8", "utf8mb3", "utf8mb4", "binary", "ascii");

    private final DumpFile dump;
    private final DumpRules rules;
    private final Cancellation cancellation;
    private final DumpContents contents = new DumpContents();

    Preflight(DumpFile dump, DumpRules rules, Cancellation cancellation) {
        this.dump = dump;
        this.rules = rules;
        this.cancellation = cancellation;
    }

    /** Reads the dump; refusals are collected, damage is thrown. */
    DumpContents read(Progress progress) {
        try (var task = progress.start("check", Progress.Unit.BYTES);
                var scope = new TaskScope("hash")) {
            task.total(dump.bytes());
            var manifest = dump.manifest();
            var hash = manifest == null ? null : scope.fork(this::sha256);
            try (var bytes = new Counted(Files.newInputStream(dump.file()), task);
                    var plain = new Edges(dump.plain(bytes))) {
                scan(new DumpReader(plain, rules));
                plain.drain();
                bytes.drain();
                judgeEnds(plain);
            }
            if (manifest != null && hash != null && contents.refusals.isEmpty()) {
                scope.join(HASH_LIMIT);
                checkManifest(manifest, hash.resultNow());
            }
            task.done("%,d rows in %d tables".formatted(contents.rows(), contents.tables.size()));
            return contents;
        } catch (IOException e) {
            throw dump.unreadable(e);
        }
    }

    /**
     * A statement that cannot be read at all is refused like one that may not run; nothing after it
     * is looked at.
     */
    private void scan(DumpReader reader) {
        try {
            scanStatements(reader);
        } catch (DataException e) {
            if (e.code() != ErrorCode.STATEMENT_REFUSED) {
                throw e;
            }
            var location = reader.location();
            var reason = e.messageText().replaceFirst("^" + location + ": ", "");
            contents.refusals.add(new Refused(location, reason));
            contents.brokenOff = true;
        }
    }

    private void scanStatements(DumpReader reader) {
        RowRegion region = null;
        for (var statement = reader.next(); statement != null; statement = reader.next()) {
            cancellation.check();
            if (statement instanceof DumpStatement.Rows rows) {
                if (region == null
                        || !region.continuesWith(rows)
                        || region.length() >= REGION_BYTES) {
                    region = new RowRegion(rows);
                    contents.regions.add(region);
                    checkCharacterSet(rows);
                }
                reader.readRows(region);
                region.end(reader.offset());
            } else {
                region = null;
                take(statement);
            }
            if (contents.refusals.size() >= MAX_REFUSALS) {
                return;
            }
        }
        contents.plainBytes = reader.offset();
        contents.skippedConditionals = reader.skippedConditionals();
        checkRowsHaveTables();
    }

    private void take(DumpStatement statement) {
        switch (statement) {
            case DumpStatement.CreateTable table -> contents.tables.put(table.name(), table);
            case DumpStatement.CreateSequence sequence ->
                    contents.sequences.put(sequence.name(), sequence);
            case DumpStatement.SetSequence value -> contents.sequenceValues.add(value);
            case DumpStatement.AlterTable alteration -> contents.alterations.add(alteration);
            case DumpStatement.CreateObject object -> contents.add(object);
            case DumpStatement.Drop drop -> contents.drop(drop);
            case DumpStatement.Schema schema -> schema(schema);
            case DumpStatement.Refused refused -> contents.refusals.add(refused);
            case DumpStatement.Ignored _, DumpStatement.Rows _ -> {}
        }
    }

    private void schema(DumpStatement.Schema schema) {
        if (contents.firstSchema.isEmpty()) {
            contents.firstSchema = schema.name();
        } else if (!contents.firstSchema.equals(schema.name())) {
            contents.refusals.add(
                    new Refused(
                            schema.location(),
                            "it holds a second schema (%s after %s); take a dump of one"
                                    .formatted(schema.name(), contents.firstSchema)));
        }
    }

    private void checkCharacterSet(DumpStatement.Rows rows) {
        if (!CHARACTER_SETS.contains(rows.settings().characterSet())) {
            contents.refusals.add(
                    new Refused(
                            rows.location(),
                            "the dump is written in %s; take it with --default-character-set=utf8mb4"
                                    .formatted(rows.settings().characterSet())));
        }
    }

    private void checkRowsHaveTables() {
        for (var region : contents.regions) {
            if (!contents.tables.containsKey(region.table())) {
                contents.refusals.add(
                        new Refused(
                                region.start(),
                                "rows for table "
                                        + region.table()
                                        + ", which the dump does not make"));
            } else if (region.isUneven()) {
                contents.refusals.add(
                        new Refused(
                                region.start(), "rows of different lengths for " + region.table()));
            }
        }
    }

    private void judgeEnds(Edges plain) {
        var head = plain.head();
        contents.origin = head.origin();
        var marked = plain.tail().stripTrailing().lines().toList();
        var last = marked.isEmpty() ? "" : marked.getLast();
        contents.complete = last.startsWith("-- Dump completed") || !head.writesAnEndMark();
        if (!contents.complete && contents.refusals.isEmpty()) {
            throw DataException.of(
                            ErrorCode.SNAPSHOT_DAMAGED,
                            dump.file() + " is cut off: its last line is not '-- Dump completed'")
                    .withHint("nothing was changed; the export that wrote it did not end well");
        }
    }

    /** Reads the file once more, beside the scan, as hashing takes as long as half of that. */
    private String sha256() throws IOException {
        var digest = digest();
        var buffer = new byte[HASH_BLOCK_BYTES];
        try (var input = Files.newInputStream(dump.file())) {
            for (int count = input.read(buffer); count > 0; count = input.read(buffer)) {
                digest.update(buffer, 0, count);
                interruptionPoint();
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static void interruptionPoint() {
        if (Thread.currentThread().isInterrupted()) {
            throw Cancellation.interrupted();
        }
    }

    private void checkManifest(Manifest manifest, String sha256) {
        if (!manifest.fileSha256().equals(sha256)) {
            throw DataException.of(
                            ErrorCode.SNAPSHOT_DAMAGED,
                            dump.file()
                                    + " is not the file its manifest describes (SHA-256 differs)")
                    .withHint(
                            "nothing was changed; the file was damaged or edited after the export");
        }
        checkRows(manifest);
    }

    private void checkRows(Manifest manifest) {
        var rows = contents.rowsByTable();
        for (var table : manifest.tables()) {
            var found = rows.get(table.name());
            if (found == null || found != table.rows()) {
                throw DataException.of(
                        ErrorCode.SNAPSHOT_DAMAGED,
                        "the manifest says %d rows for table %s, the file holds %s"
                                .formatted(
                                        table.rows(),
                                        table.name(),
                                        found == null ? "no such table" : found));
            }
        }
    }

    /** Counts what is read from the disk. */
    private static final class Counted extends FilterInputStream {
        private final Progress.Task task;

        Counted(InputStream source, Progress.Task task) {
            super(source);
            this.task = task;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            var count = in.read(target, offset, length);
            if (count > 0) {
                task.advance(count);
            }
            return count;
        }

        void drain() throws IOException {
            var scratch = new byte[1 << 16];
            while (read(scratch, 0, scratch.length) > 0) {
                interruptionPoint();
            }
        }
    }
}
