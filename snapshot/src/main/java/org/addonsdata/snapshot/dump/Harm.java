package org.addonsdata.snapshot.dump;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.addonsdata.snapshot.dump.Token.Kind;

/** What must not stand in any definition, and what must not in those of tables. */
final class Harm {
    private static final Set<String> ENGINES =
            Set.of(
                    "INNODB",
                    "MYISAM",
                    "ARIA",
                    "MEMORY",
                    "HEAP",
                    "ARCHIVE",
                    "CSV",
                    "ROCKSDB",
                    "NDB",
                    "NDBCLUSTER");

    /** Functions that read files, wait, or are made to take long. */
    private static final Set<String> OUTSIDE =
            Set.of(
                    "LOAD_FILE",
                    "SLEEP",
                    "BENCHMARK",
                    "GET_LOCK",
                    "RELEASE_LOCK",
                    "RELEASE_ALL_LOCKS",
                    "MASTER_POS_WAIT",
                    "SOURCE_POS_WAIT",
                    "MASTER_GTID_WAIT",
                    "WAIT_FOR_EXECUTED_GTID_SET",
                    "WAIT_UNTIL_SQL_THREAD_AFTER_GTIDS",
                    "SYS_EXEC",
                    "SYS_EVAL");

    /** Where rows or storage come from, behind a table's columns. */
    private static final Set<String> SOURCES =
            Set.of("SELECT", "UNION", "TABLESPACE", "CONNECTION", "TABLE");

    private static final int MAX_NAME_CHARACTERS = 256;
    private static final int MAX_NESTING = 500;
    private static final long MAX_PARTITIONS = 1024;

    private Harm() {}

    /** What no server takes, or takes long for, whatever the statement is for. */
    static String ofShape(List<Token> tokens) {
        var depth = 0;
        for (var token : tokens) {
            if (token.isIdentifier() && token.text().length() > MAX_NAME_CHARACTERS) {
                return "a name of %,d characters".formatted(token.text().length());
            }
            depth += token.nesting();
            if (depth > MAX_NESTING) {
                return "brackets within brackets, more than " + MAX_NESTING + " times";
            }
        }
        return "";
    }

    /** A function that runs when rows are loaded or read, quoted or not. */
    static String ofFunctions(RawStatement raw, int from) {
        for (int i = from; i < raw.tokens().size(); i++) {
            var token = raw.tokens().get(i);
            if (token.isIdentifier()
                    && raw.isSymbolAt(i + 1, '(')
                    && OUTSIDE.contains(upper(token))) {
                return "it calls %s, which reaches outside or waits".formatted(upper(token));
            }
        }
        return "";
    }

    /** A semicolon where a statement ends with another delimiter. */
    static String ofSecondStatement(RawStatement raw, int from) {
        return raw.tokens().stream().skip(from).anyMatch(token -> token.isSymbol(';'))
                ? "it holds a second statement"
                : "";
    }

    /**
     * Why a table's columns, keys and options, or its alteration, must not run, or nothing.
     *
     * @param options where the options begin, which may name engines and other storage
     */
    static String ofTable(RawStatement raw, int from, int options) {
        var reason = first(ofSecondStatement(raw, from), ofFunctions(raw, from));
        for (int i = from; i < raw.tokens().size() && reason.isEmpty(); i++) {
            reason = first(ofPart(raw, i), i >= options ? ofOption(raw, i) : "");
        }
        return first(reason, ofPartitions(raw, options));
    }

    private static String ofPart(RawStatement raw, int index) {
        var token = raw.tokens().get(index);
        if (token.isIdentifier()
                && raw.isSymbolAt(index + 1, '.')
                && raw.isIdentifierAt(index + 2)) {
            return "it names a schema, and a dump may reach none but its own";
        }
        return token.isWord("SELECT") ? "it takes rows or storage from elsewhere (SELECT)" : "";
    }

    private static String ofOption(RawStatement raw, int index) {
        var token = raw.tokens().get(index);
        var word = upper(token);
        if (!token.isIdentifier() || raw.isSymbolAt(index - 1, '=')) {
            return "";
        }
        if (word.equals("DIRECTORY") && isOptionOf(raw, index)) {
            return "it names a directory of the server";
        }
        if (word.equals("ENGINE") && hasValue(raw, index)) {
            return ofEngine(raw, index);
        }
        var isSource =
                SOURCES.contains(word) || (word.equals("VALUES") && !isPartitionBound(raw, index));
        return token.kind() == Kind.WORD && isSource
                ? "it takes rows or storage from elsewhere (" + word + ")"
                : "";
    }

    /** Whether it is DATA DIRECTORY or INDEX DIRECTORY with a place. */
    private static boolean isOptionOf(RawStatement raw, int index) {
        var before = raw.tokens().get(index - 1);
        return before.isIdentifier()
                && (upper(before).equals("DATA") || upper(before).equals("INDEX"))
                && hasValue(raw, index);
    }

    private static boolean hasValue(RawStatement raw, int index) {
        if (index + 1 >= raw.tokens().size()) {
            return false;
        }
        var next = raw.tokens().get(index + 1);
        return next.isSymbol('=') || next.isIdentifier() || next.kind() == Kind.STRING;
    }

    private static boolean isPartitionBound(RawStatement raw, int index) {
        return raw.hasWordsAt(index + 1, "LESS") || raw.hasWordsAt(index + 1, "IN");
    }

    private static String ofEngine(RawStatement raw, int index) {
        var value = raw.isSymbolAt(index + 1, '=') ? index + 2 : index + 1;
        var engine = value < raw.tokens().size() ? raw.tokens().get(value).text() : "";
        return ENGINES.contains(engine.toUpperCase(Locale.ROOT))
                ? ""
                : "its engine " + Printable.word(engine) + " can reach other places";
    }

    /** Each is a file or two, which take the server long to make. */
    private static String ofPartitions(RawStatement raw, int from) {
        var count = 1L;
        var listed = 0L;
        for (int i = from; i < raw.tokens().size(); i++) {
            var token = raw.tokens().get(i);
            if ((token.isWord("PARTITIONS") || token.isWord("SUBPARTITIONS"))
                    && i + 1 < raw.tokens().size()) {
                count *= number(raw.tokens().get(i + 1));
            }
            listed += token.isWord("PARTITION") || token.isWord("SUBPARTITION") ? 1 : 0;
        }
        return Math.max(count, listed) > MAX_PARTITIONS
                ? "more than %,d partitions".formatted(MAX_PARTITIONS)
                : "";
    }

    private static long number(Token token) {
        return token.text().matches("[0-9]{1,4}")
                ? Math.max(1, Long.parseLong(token.text()))
                : MAX_PARTITIONS + 1;
    }

    /** The first reason there is, or nothing. */
    static String first(String... reasons) {
        for (var reason : reasons) {
            if (!reason.isEmpty()) {
                return reason;
            }
        }
        return "";
    }

    static String upper(Token token) {
        return token.text().toUpperCase(Locale.ROOT);
    }
}
