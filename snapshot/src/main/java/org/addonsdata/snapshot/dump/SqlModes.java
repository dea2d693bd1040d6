package org.addonsdata.snapshot.dump;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The names in a {@code sql_mode}. Some stand for several ({@code expand_sql_mode} in {@code
 * sql/sys_vars.cc} of both servers): those are written out, so that a server that does not know the
 * name still reads text as the one does that knew it.
 */
final class SqlModes {
    private static final List<String> FOREIGN =
            List.of(
                    "PIPES_AS_CONCAT",
                    "ANSI_QUOTES",
                    "IGNORE_SPACE",
                    "NO_KEY_OPTIONS",
                    "NO_TABLE_OPTIONS",
                    "NO_FIELD_OPTIONS");
    private static final Map<String, List<String>> SEVERAL =
            Map.of(
                    "ANSI",
                            List.of(
                                    "REAL_AS_FLOAT",
                                    "PIPES_AS_CONCAT",
                                    "ANSI_QUOTES",
                                    "IGNORE_SPACE"),
                    "ORACLE", FOREIGN,
                    "MSSQL", FOREIGN,
                    "POSTGRESQL", FOREIGN,
                    "DB2", FOREIGN,
                    "MAXDB", FOREIGN);
    private static final Set<String> OTHERS =
            Set.of(
                    "REAL_AS_FLOAT",
                    "PIPES_AS_CONCAT",
                    "ANSI_QUOTES",
                    "IGNORE_SPACE",
                    "NO_KEY_OPTIONS",
                    "NO_TABLE_OPTIONS",
                    "NO_FIELD_OPTIONS",
                    "IGNORE_BAD_TABLE_OPTIONS",
                    "ONLY_FULL_GROUP_BY",
                    "NO_UNSIGNED_SUBTRACTION",
                    "NO_DIR_IN_CREATE",
                    "MYSQL323",
                    "MYSQL40",
                    "NO_AUTO_VALUE_ON_ZERO",
                    "NO_BACKSLASH_ESCAPES",
                    "STRICT_TRANS_TABLES",
                    "STRICT_ALL_TABLES",
                    "NO_ZERO_IN_DATE",
                    "NO_ZERO_DATE",
                    "INVALID_DATES",
                    "ALLOW_INVALID_DATES",
                    "ERROR_FOR_DIVISION_BY_ZERO",
                    "TRADITIONAL",
                    "NO_AUTO_CREATE_USER",
                    "HIGH_NOT_PRECEDENCE",
                    "NO_ENGINE_SUBSTITUTION",
                    "PAD_CHAR_TO_FULL_LENGTH",
                    "EMPTY_STRING_IS_NULL",
                    "SIMULTANEOUS_ASSIGNMENT",
                    "TIME_ROUND_FRACTIONAL",
                    "TIME_TRUNCATE_FRACTIONAL");

    private SqlModes() {}

    /** Why a server would not take it, or take it for something else; nothing where it is known. */
    static String problem(String mode) {
        for (var name : mode.split(",", -1)) {
            var upper = name.toUpperCase(Locale.ROOT);
            if (!name.isEmpty() && !OTHERS.contains(upper) && !SEVERAL.containsKey(upper)) {
                return "the sql_mode '%s' is none that servers have by that spelling"
                        .formatted(Printable.word(name));
            }
        }
        return "";
    }

    /** The names with those that they stand for. */
    static String expanded(String mode) {
        return String.join(",", names(mode));
    }

    static Set<String> names(String mode) {
        var names = new LinkedHashSet<String>();
        Arrays.stream(mode.toUpperCase(Locale.ROOT).split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .forEach(name -> {
                    names.addAll(SEVERAL.getOrDefault(name, List.of()));
                    names.add(name);
                });
        return names;
    }
}
