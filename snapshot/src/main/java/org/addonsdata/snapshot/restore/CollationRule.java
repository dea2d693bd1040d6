package org.addonsdata.snapshot.restore;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.snapshot.database.ServerVersion;
import org.addonsdata.snapshot.database.Sql;
import org.addonsdata.snapshot.dump.Definitions;

/**
 * Collations that the target server lacks and what takes their place, in definitions only: the
 * nearest with the same sensitivity, {@code utf8mb4_0900_…} (MySQL) and {@code …uca1400_…}
 * (MariaDB) for each other where they exist, else by Unicode 5.2; case sensitive ones become
 * binary.
 */
final class CollationRule {
    private static final Set<String> UNICODE =
            Set.of("utf8mb4", "utf8mb3", "ucs2", "utf16", "utf32");

    private final Set<String> known;
    private final Map<String, String> used = new TreeMap<>();
    private final Optional<ServerVersion> source;

    private CollationRule(Set<String> known, Optional<ServerVersion> source) {
        this.known = known;
        this.source = source;
    }

    /**
     * @param source the server that the dump comes from, where it is known
     */
    static CollationRule of(
            Connection connection, ServerVersion version, Optional<ServerVersion> source)
            throws SQLException {
        var names =
                new HashSet<>(
                        Sql.list(
                                connection,
                                row -> row.getString(1),
                                "SELECT COLLATION_NAME FROM information_schema.COLLATIONS"));
        if (version.isMariaDb() && version.compareTo(10, 10) >= 0) {
            names.addAll(
                    Sql.list(
                            connection,
                            row -> row.getString(1),
                            "SELECT FULL_COLLATION_NAME FROM information_schema.COLLATION_CHARACTER_SET_APPLICABILITY"));
        }
        return new CollationRule(names, source);
    }

    /** What was replaced by what so far. */
    Map<String, String> used() {
        return used;
    }

    /**
     * A part of a table's definition in which every character set has its collation. Servers leave
     * it out where it is the character set's default, and differ in what that is: {@code
     * utf8mb4_general_ci} until MySQL 8.0 and MariaDB 11.5, {@code utf8mb4_0900_ai_ci} and {@code
     * utf8mb4_uca1400_ai_ci} since. The source's default is meant.
     */
    String withDefaults(String part) {
        return source.isEmpty()
                ? part
                : Definitions.withDefaultCollations(
                        part, characterSet -> sourceDefault(characterSet, source.get()));
    }

    /** Empty for character sets with the same default everywhere. */
    private String sourceDefault(String name, ServerVersion server) {
        var characterSet =
                name.equalsIgnoreCase("utf8") ? "utf8mb3" : name.toLowerCase(Locale.ROOT);
        if (!UNICODE.contains(characterSet)) {
            return "";
        }
        if (server.isMariaDb() && server.compareTo(11, 5) >= 0) {
            return target(characterSet + "_uca1400_ai_ci");
        }
        return characterSet.equals("utf8mb4") && !server.isMariaDb() && server.compareTo(8, 0) >= 0
                ? target("utf8mb4_0900_ai_ci")
                : target(characterSet + "_general_ci");
    }

    /** The definition with collations that the target knows. */
    String apply(String definition, String sqlMode) {
        return Definitions.withCollations(definition, sqlMode, this::target);
    }

    /** The collation itself where the target knows it, else what takes its place. */
    String target(String collation) {
        if (collation.isEmpty() || known.contains(collation)) {
            return collation;
        }
        for (var candidate : candidates(collation.toLowerCase(Locale.ROOT))) {
            if (known.contains(candidate)) {
                used.put(collation, candidate);
                return candidate;
            }
        }
        throw DataException.of(
                        ErrorCode.STATEMENT_REFUSED,
                        "the server does not know the collation " + collation)
                .withHint(
                        "nothing was changed; restore on a server that has it, or change it where the dump comes from");
    }

    private static List<String> candidates(String collation) {
        var old = collation.indexOf("_uca1400_");
        if (old > 0 && !collation.startsWith("utf8mb4_")) {
            var characterSet = collation.substring(0, old);
            return collation.endsWith("_cs")
                    ? List.of(characterSet + "_bin")
                    : List.of(characterSet + "_unicode_520_ci", characterSet + "_unicode_ci");
        }
        if (collation.startsWith("utf8_")) {
            return List.of("utf8mb3_" + collation.substring(5));
        }
        if (collation.startsWith("utf8mb3_")) {
            return List.of("utf8_" + collation.substring(8));
        }
        if (!collation.startsWith("utf8mb4_") && !collation.startsWith("uca1400_")) {
            return List.of();
        }
        if (collation.endsWith("_bin") || collation.endsWith("_cs")) {
            return List.of("utf8mb4_bin");
        }
        var accents = collation.contains("_as_") ? "as" : "ai";
        return List.of(
                "utf8mb4_0900_" + accents + "_ci",
                "utf8mb4_uca1400_" + accents + "_ci",
                "utf8mb4_0900_ai_ci",
                "utf8mb4_unicode_520_ci",
                "utf8mb4_unicode_ci");
    }
}
