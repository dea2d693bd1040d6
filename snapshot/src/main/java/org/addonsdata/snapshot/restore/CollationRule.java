package org.addonsdata.snapshot.restore;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
    private final Set<String> known;
    private final Map<String, String> used = new TreeMap<>();

    private CollationRule(Set<String> known) {
        this.known = known;
    }

    static CollationRule of(Connection connection, ServerVersion version) throws SQLException {
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
        return new CollationRule(names);
    }

    /** What was replaced by what so far. */
    Map<String, String> used() {
        return used;
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
