package org.addonsdata.snapshot.dump;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.addonsdata.snapshot.dump.Token.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Puts right what a server's definition of a table, view or routine says of its string literals.
 * Servers print the bytes of a literal of another character set as they are, which is no UTF-8, and
 * print characters beyond the Basic Multilingual Plane as {@code ?} where they keep the text in
 * {@code utf8mb3}.
 */
public final class TrueLiterals {
    private TrueLiterals() {}

    /**
     * What a column's definition means.
     *
     * @param standard its default; null where the definition says it right
     * @param members all values of an ENUM or SET in order; empty where the definition says them
     *     right
     */
    public record ColumnTexts(@Nullable String standard, List<String> members) {}

    /** A text's bytes in another character set. */
    @FunctionalInterface
    public interface Encoder<E extends Exception> {
        String hex(String text) throws E;
    }

    /**
     * The definition as text. A literal whose bytes are no UTF-8 is written in hexadecimal, which
     * means the same bytes.
     *
     * @param sql as the server keeps it, in UTF-8 but for such literals
     */
    public static String asText(byte[] sql, String sqlMode) {
        if (isUtf8(sql, 0, sql.length)) {
            return new String(sql, StandardCharsets.UTF_8);
        }
        var raw = Definitions.read(sql, sqlMode);
        var edits = new Edits(raw);
        for (var token : raw.tokens()) {
            if (token.kind() == Kind.STRING && !isUtf8(sql, token.start(), token.end())) {
                var hex = HexFormat.of().withUpperCase().formatHex(content(raw, token, sqlMode));
                edits.replace(token.start(), token.end(), " 0x" + hex);
            }
        }
        return edits.text();
    }

    /**
     * The definition with every literal that names its character set, such as {@code _latin1'é'},
     * in hexadecimal where it is not ASCII: its bytes are those that the client sent, and the one
     * that makes the object again sends UTF-8.
     *
     * @param encoder into the character set of the client that made the object
     */
    public static <E extends Exception> String withIntroducedBytes(
            String sql, String sqlMode, Encoder<E> encoder) throws E {
        var raw = Definitions.read(sql.getBytes(StandardCharsets.UTF_8), sqlMode);
        var edits = new Edits(raw);
        for (int i = 1; i < raw.tokens().size(); i++) {
            var token = raw.tokens().get(i);
            var before = raw.tokens().get(i - 1);
            if (token.kind() == Kind.STRING
                    && before.kind() == Kind.WORD
                    && before.text().startsWith("_")
                    && !StandardCharsets.US_ASCII.newEncoder().canEncode(token.text())) {
                edits.replace(token.start(), token.end(), " 0x" + encoder.hex(token.text()));
            }
        }
        return edits.text();
    }

    /** A table's definition with the given columns' texts in place of what it says. */
    public static String withColumnTexts(String tableSql, Map<String, ColumnTexts> columns) {
        var raw = Definitions.read(tableSql.getBytes(StandardCharsets.UTF_8), "");
        var edits = new Edits(raw);
        var depth = 0;
        var member = 0;
        ColumnTexts column = null;
        for (int i = 1; i < raw.tokens().size(); i++) {
            var token = raw.tokens().get(i);
            depth += token.nesting();
            var before = raw.tokens().get(i - 1);
            if (depth == 1 && (before.isSymbol('(') || before.isSymbol(','))) {
                column = token.kind() == Kind.NAME ? columns.get(token.text()) : null;
                member = 0;
            }
            if (column == null || token.kind() != Kind.STRING) {
                continue;
            }
            var right =
                    depth == 2 && member < column.members.size()
                            ? column.members.get(member++)
                            : depth == 1 && before.isWord("DEFAULT") ? column.standard : null;
            if (right != null) {
                edits.replace(token.start(), token.end(), quoted(right));
            }
        }
        return edits.text();
    }

    /** For a definition made without NO_BACKSLASH_ESCAPES, as all of a snapshot are. */
    private static String quoted(String text) {
        return '\'' + text.replace("\\", "\\\\").replace("'", "''") + '\'';
    }

    private static boolean isUtf8(byte[] bytes, int from, int to) {
        try {
            var _ =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes, from, to - from));
            return true;
        } catch (CharacterCodingException _) {
            return false;
        }
    }

    /** The bytes between the quotes, escapes undone. */
    private static byte[] content(RawStatement raw, Token token, String sqlMode) {
        var bytes = raw.bytes();
        var quote = bytes[token.start()];
        var escapes = LexerModes.of(sqlMode).backslashEscapes();
        var content = new ByteArrayOutputStream();
        for (int i = token.start() + 1; i < token.end() - 1; i++) {
            if (escapes && bytes[i] == '\\') {
                content.write(Escapes.decode(bytes[++i]));
            } else {
                content.write(bytes[i]);
                i += bytes[i] == quote ? 1 : 0;
            }
        }
        return content.toByteArray();
    }
}
