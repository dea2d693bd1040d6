package org.addonsdata.snapshot.dump;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.addonsdata.snapshot.database.ServerVersion;

/** Reads whole dumps for tests. */
final class Dumps {
    static final DumpRules MARIADB =
            DumpRules.of(new ServerVersion(ServerVersion.Flavor.MARIADB, 10, 11, 6));
    static final DumpRules MYSQL =
            DumpRules.of(new ServerVersion(ServerVersion.Flavor.MYSQL, 8, 4, 0));

    private Dumps() {}

    static List<DumpStatement> statements(String dump) {
        return statements(dump.getBytes(StandardCharsets.UTF_8), 7);
    }

    /** Hands the bytes out in small pieces, so that every token is cut somewhere. */
    static List<DumpStatement> statements(byte[] dump, int pieceBytes) {
        return statements(dump, pieceBytes, MARIADB);
    }

    static List<DumpStatement> statements(String dump, DumpRules rules) {
        return statements(dump.getBytes(StandardCharsets.UTF_8), 7, rules);
    }

    static List<DumpStatement> statements(byte[] dump, int pieceBytes, DumpRules rules) {
        var reader = new DumpReader(inPieces(dump, pieceBytes), rules);
        var statements = new ArrayList<DumpStatement>();
        for (var statement = reader.next(); statement != null; statement = reader.next()) {
            statements.add(statement);
        }
        return statements;
    }

    static InputStream inPieces(byte[] dump, int pieceBytes) {
        return new ByteArrayInputStream(dump) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, pieceBytes));
            }
        };
    }

    /** The rows of every INSERT, values as kind and text. */
    static List<List<String>> rows(String dump) {
        var reader = new DumpReader(inPieces(dump.getBytes(StandardCharsets.UTF_8), 3), MARIADB);
        var sink = new CollectedRows();
        for (var statement = reader.next(); statement != null; statement = reader.next()) {
            if (statement instanceof DumpStatement.Rows) {
                reader.readRows(sink);
            }
        }
        return sink.rows;
    }

    private static final class CollectedRows implements RowSink {
        private final List<List<String>> rows = new ArrayList<>();
        private final StringBuilder value = new StringBuilder();

        @Override
        public void beginRow() {
            rows.add(new ArrayList<>());
        }

        @Override
        public void beginValue(ValueKind kind, String charset) {
            value.setLength(0);
            value.append(kind).append(charset.isEmpty() ? "" : "/" + charset).append(':');
        }

        @Override
        public void clean(byte[] bytes, int from, int to) {
            raw(bytes, from, to);
        }

        @Override
        public void raw(byte[] bytes, int from, int to) {
            value.append(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
        }

        @Override
        public void single(byte single) {
            value.append((char) (single & 0xff));
        }

        @Override
        public void endValue() {
            rows.getLast().add(value.toString());
        }

        @Override
        public void endRow() {}
    }
}
