package org.addonsdata.snapshot.dump;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.addonsdata.snapshot.database.ServerVersion;

/**
 * How a dump is read.
 *
 * @param server the one at hand: its family and version decide which conditional comments are code
 * @param reservedTables tables of the caller's, which no statement may change or name in a body
 * @param reservedSchemas how names of schemas of the caller's begin, which no body may name
 */
public record DumpRules(
        ServerVersion server, Set<String> reservedTables, Set<String> reservedSchemas) {
    /** For a server, with nothing reserved. */
    public static DumpRules of(ServerVersion server) {
        return new DumpRules(server, Set.of(), Set.of());
    }

    public DumpRules withServer(ServerVersion other) {
        return new DumpRules(other, reservedTables, reservedSchemas);
    }

    /** Whether a table of that name is the caller's; servers differ in whether case counts. */
    public boolean reserves(String table) {
        return reservedTables.stream().anyMatch(table::equalsIgnoreCase);
    }

    boolean reservesSchema(String schema) {
        var name = schema.toLowerCase(Locale.ROOT);
        return reservedSchemas.stream()
                .anyMatch(beginning -> name.startsWith(beginning.toLowerCase(Locale.ROOT)));
    }

    /** Why tokens from there on must not name what they do, or nothing. */
    String reason(List<Token> tokens, int from) {
        for (int i = from; i < tokens.size(); i++) {
            var token = tokens.get(i);
            if (token.isIdentifier() && reserves(token.text())) {
                return "it names %s, which belongs to the tool that restores"
                        .formatted(token.text());
            }
            var qualifies = i + 1 < tokens.size() && tokens.get(i + 1).isSymbol('.');
            if (token.isIdentifier() && qualifies && reservesSchema(token.text())) {
                return "it names the schema %s, which belongs to the tool that restores"
                        .formatted(token.text());
            }
        }
        return "";
    }
}
