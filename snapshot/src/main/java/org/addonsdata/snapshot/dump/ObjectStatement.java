package org.addonsdata.snapshot.dump;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.sql.Names;
import org.addonsdata.snapshot.dump.DumpStatement.ObjectKind;
import org.addonsdata.snapshot.dump.Token.Kind;
import org.jspecify.annotations.Nullable;

/**
 * A statement that creates a view, trigger, routine or event, taken apart as the servers' grammar
 * has it. It is written again with a head made here: up to the object's name nothing of the
 * original text is left, so whoever runs it creates an object of this kind, name and definer and
 * does nothing else, whatever the rest says.
 */
public final class ObjectStatement {
    private final RawStatement raw;
    private final String ownSchema;
    private final @Nullable Token algorithm;
    private final @Nullable Definer definer;
    private final @Nullable Token security;
    private final boolean aggregate;
    private final ObjectKind kind;
    private final int kindIndex;
    private final int nameIndex;
    private final int tableIndex;
    private final @Nullable EventStatus status;

    /**
     * An event's status.
     *
     * @param from index of its first token, or of the one before which it may stand
     * @param to index behind its last token
     */
    private record EventStatus(int from, int to) {}

    private ObjectStatement(RawStatement raw, String ownSchema) {
        this.raw = raw;
        this.ownSchema = ownSchema;
        var head = new Head(raw);
        this.algorithm = head.algorithm;
        this.definer = head.definer;
        this.security = head.security;
        this.aggregate = head.aggregate;
        this.kind = head.kind();
        this.kindIndex = head.index;
        this.nameIndex = unqualified(StatementClassifier.skipIfNotExists(raw, kindIndex + 1));
        this.tableIndex = kind == ObjectKind.TRIGGER ? unqualified(on() + 1) : -1;
        this.status = kind == ObjectKind.EVENT ? eventStatus() : null;
    }

    /**
     * Reads one statement.
     *
     * @param sqlMode under which a server reads it
     * @param ownSchema the only schema that it may name; the name is left out when it is written
     * @throws DataException {@link ErrorCode#STATEMENT_REFUSED} where it is anything else
     */
    public static ObjectStatement parse(String sql, String sqlMode, String ownSchema) {
        var raw = Definitions.read(sql.getBytes(StandardCharsets.UTF_8), sqlMode);
        return new ObjectStatement(
                Rebuilding.of(raw.withoutLastSemicolons(), 0, LexerModes.of(sqlMode)), ownSchema);
    }

    public ObjectKind kind() {
        return kind;
    }

    public String name() {
        return raw.tokens().get(nameIndex).text();
    }

    /** A trigger's table, else empty. */
    public String table() {
        return tableIndex < 0 ? "" : raw.tokens().get(tableIndex).text();
    }

    /** The account that it names; nothing where it is whoever runs the statement. */
    public Optional<Definer> definer() {
        return Optional.ofNullable(definer);
    }

    /** Whether it is an event that runs by itself. */
    public boolean isAwake() {
        return status != null
                && (status.from == status.to || raw.tokens().get(status.from).isWord("ENABLE"));
    }

    /** The statement for that definer, and otherwise the same. */
    public String of(Definer account) {
        return written(account, null);
    }

    /** The same of an event, so that it runs by itself or does not. */
    public String of(Definer account, boolean awake) {
        return written(account, awake ? "ENABLE" : "DISABLE");
    }

    private String written(Definer account, @Nullable String newStatus) {
        var text = new StringBuilder("CREATE ");
        if (algorithm != null) {
            text.append("ALGORITHM=").append(word(algorithm)).append(' ');
        }
        text.append(account.clause()).append(' ');
        if (security != null) {
            text.append("SQL SECURITY ").append(word(security)).append(' ');
        }
        if (aggregate) {
            text.append("AGGREGATE ");
        }
        text.append(kind);
        text.append(gap(kindIndex + 1)).append(source(nameIndex));
        if (status == null || newStatus == null || isAwake() == newStatus.equals("ENABLE")) {
            copy(text, nameIndex + 1, raw.tokens().size());
        } else {
            copy(text, nameIndex + 1, status.from);
            text.append(' ').append(newStatus);
            copy(text, status.to, raw.tokens().size());
        }
        return text.toString();
    }

    private void copy(StringBuilder text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (isOwnSchemaAt(i) && (i + 2 == tableIndex || raw.isSymbolAt(i + 3, '('))) {
                text.append(gap(i));
                i += 2;
                text.append(source(i));
            } else {
                text.append(gap(i)).append(source(i));
            }
        }
    }

    private String source(int index) {
        var token = raw.tokens().get(index);
        return raw.text(token.start(), token.end());
    }

    private static String word(Token token) {
        return token.text().toUpperCase(Locale.ROOT);
    }

    /** What stands before a token: blanks and plain comments. */
    private String gap(int index) {
        return raw.text(raw.tokens().get(index - 1).end(), raw.tokens().get(index).start());
    }

    private boolean isOwnSchemaAt(int index) {
        return raw.isIdentifierAt(index)
                && raw.isSymbolAt(index + 1, '.')
                && raw.isIdentifierAt(index + 2)
                && !raw.isSymbolAt(index - 1, '.')
                && raw.tokens().get(index).text().equals(ownSchema);
    }

    /** Where the name itself stands, of one that its own schema may stand before. */
    private int unqualified(int index) {
        var name = isOwnSchemaAt(index) ? index + 2 : index;
        if (!raw.isIdentifierAt(name) || raw.isSymbolAt(name + 1, '.')) {
            throw refusal();
        }
        return name;
    }

    private int on() {
        var on = raw.find("ON", nameIndex + 1);
        if (on < 0) {
            throw refusal();
        }
        return on;
    }

    /** Behind the schedule and what happens on its completion (manual, CREATE EVENT). */
    private EventStatus eventStatus() {
        if (!raw.hasWordsAt(nameIndex + 1, "ON", "SCHEDULE")) {
            throw refusal();
        }
        var depth = 0;
        for (int i = nameIndex + 3; i < raw.tokens().size(); i++) {
            var token = raw.tokens().get(i);
            depth += token.nesting();
            if (depth > 0) {
                continue;
            }
            if (token.isWord("DO") || (token.isWord("COMMENT") && isStringAt(i + 1))) {
                return new EventStatus(i, i);
            }
            if (token.isWord("ENABLE") || token.isWord("DISABLE")) {
                return new EventStatus(i, raw.hasWordsAt(i + 1, "ON") ? i + 3 : i + 1);
            }
        }
        throw refusal();
    }

    private boolean isStringAt(int index) {
        return index < raw.tokens().size() && raw.tokens().get(index).kind() == Kind.STRING;
    }

    private DataException refusal() {
        return refusal(raw);
    }

    private static DataException refusal(RawStatement raw) {
        return DataException.of(
                        ErrorCode.STATEMENT_REFUSED,
                        "not the definition of a view, trigger, routine or event of this schema: "
                                + raw.summary())
                .withHint("nothing was changed; take the dump without this object");
    }

    /** What stands before the kind; each part at most once, in the grammar's order. */
    private static final class Head {
        private final RawStatement raw;
        private int index = 1;
        private @Nullable Token algorithm;
        private @Nullable Definer definer;
        private @Nullable Token security;
        private final boolean aggregate;

        Head(RawStatement raw) {
            this.raw = raw;
            if (!raw.startsWith("CREATE")) {
                throw refusal(raw);
            }
            skipIf(raw.hasWordsAt(index, "OR", "REPLACE"), 2);
            if (isAssigned("ALGORITHM")) {
                algorithm = wordAt(index + 2);
                index += 3;
            }
            if (isAssigned("DEFINER")) {
                index += 2;
                readAccount();
            }
            if (raw.hasWordsAt(index, "SQL", "SECURITY")) {
                security = wordAt(index + 2);
                index += 3;
            }
            aggregate = raw.hasWordsAt(index, "AGGREGATE");
            skipIf(aggregate, 1);
        }

        private boolean isAssigned(String word) {
            return raw.hasWordsAt(index, word) && raw.isSymbolAt(index + 1, '=');
        }

        private void skipIf(boolean present, int tokens) {
            index += present ? tokens : 0;
        }

        private Token wordAt(int place) {
            if (place >= raw.tokens().size() || raw.tokens().get(place).kind() != Kind.WORD) {
                throw refusal(raw);
            }
            return raw.tokens().get(place);
        }

        private void readAccount() {
            var current =
                    raw.hasWordsAt(index, "CURRENT_USER") || raw.hasWordsAt(index, "CURRENT_ROLE");
            var user = textAt(index);
            index++;
            if (current) {
                skipIf(raw.isSymbolAt(index, '(') && raw.isSymbolAt(index + 1, ')'), 2);
            } else {
                definer = new Definer(user, readHost());
            }
        }

        private String readHost() {
            if (index >= raw.tokens().size() || raw.tokens().get(index).kind() != Kind.VARIABLE) {
                return "";
            }
            var host = raw.tokens().get(index).text().substring(1);
            index++;
            if (!host.isEmpty()) {
                return host;
            }
            index++;
            return textAt(index - 1);
        }

        private String textAt(int place) {
            if (place >= raw.tokens().size()) {
                throw refusal(raw);
            }
            return switch (raw.tokens().get(place).kind()) {
                case WORD, NAME, STRING -> raw.tokens().get(place).text();
                case NUMBER, VARIABLE, SYMBOL -> throw refusal(raw);
            };
        }

        ObjectKind kind() {
            var word = wordAt(index).text().toUpperCase(Locale.ROOT);
            for (var known : ObjectKind.values()) {
                if (known.name().equals(word)) {
                    return known;
                }
            }
            throw refusal(raw);
        }
    }

    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + " " + Names.quote(name());
    }
}
