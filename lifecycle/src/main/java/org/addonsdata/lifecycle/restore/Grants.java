package org.addonsdata.lifecycle.restore;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an account may do, as {@code SHOW GRANTS} tells it. Where several grants for schemas match a
 * name, the most specific pattern counts alone, as the servers have it (MySQL manual, "Access
 * Control, Stage 2").
 *
 * @param others statements that give something else: a role, the right to be another account, or
 *     what this tool does not know
 */
public record Grants(List<Grant> all, List<String> others) {
    private static final String NAME = "(`(?:[^`]|``)*`|\"(?:[^\"]|\"\")*\")";

    private static final Pattern STATEMENT =
            Pattern.compile(
                    "GRANT ((?:[^`\"]|%1$s)+?) ON (?:\\*\\.\\*|(?:TABLE |FUNCTION |PROCEDURE |PACKAGE |PACKAGE BODY )?%1$s\\.(?:\\*|(%1$s))) TO .*"
                            .formatted(NAME),
                    Pattern.DOTALL);

    /** Take something away, or choose among the roles that other statements name. */
    private static final Pattern GIVES_NOTHING =
            Pattern.compile("(REVOKE|SET DEFAULT ROLE) .*", Pattern.DOTALL);

    private static final Pattern COLUMNS = Pattern.compile(" ?\\([^)]*\\)");

    private static final String EVERYTHING = "ALL PRIVILEGES";
    private static final String GLOBAL = "";

    /** What may be held for the whole server without having power over it. */
    private static final Set<String> HARMLESS =
            Set.of(
                    "USAGE",
                    "RELOAD",
                    "PROCESS",
                    "LOCK TABLES",
                    "SHOW DATABASES",
                    "SHOW VIEW",
                    "SHOW_ROUTINE",
                    "SHOW CREATE ROUTINE",
                    "BACKUP_ADMIN",
                    "BINLOG MONITOR",
                    "REPLICATION CLIENT",
                    "REPLICATION SLAVE",
                    "SLAVE MONITOR",
                    "REPLICA MONITOR",
                    "FLUSH_OPTIMIZER_COSTS",
                    "FLUSH_STATUS",
                    "FLUSH_TABLES",
                    "FLUSH_USER_RESOURCES");

    /**
     * One statement.
     *
     * @param schemas pattern of the schemas' names as LIKE has it; empty for all of the server
     * @param object the one table or routine that it is for; empty for all there is
     * @param mayPassOn whether with the grant option
     */
    public record Grant(Set<String> privileges, String schemas, String object, boolean mayPassOn) {
        /** Whether it gives nothing but the right to connect. */
        boolean isNothing() {
            return privileges.equals(Set.of("USAGE")) && !mayPassOn;
        }

        /** The name of each schema that it is for begins so. */
        String prefix() {
            var prefix = new StringBuilder();
            for (int i = 0; i < schemas.length(); i++) {
                char sign = schemas.charAt(i);
                if (sign == '%' || sign == '_') {
                    break;
                }
                if (sign == '\\' && i + 1 < schemas.length()) {
                    i++;
                }
                prefix.append(schemas.charAt(i));
            }
            return prefix.toString();
        }

        private boolean isGlobal() {
            return schemas.equals(GLOBAL);
        }

        private boolean isForAllOf(String schema) {
            return !isGlobal() && object.isEmpty() && matches(schema);
        }

        private boolean matches(String schema) {
            return regex(schemas).matcher(schema).matches();
        }

        /** How many signs there are before the first wildcard. */
        private int specificity() {
            var wildcard = Pattern.compile("(?<!\\\\)[_%]").matcher(schemas);
            return wildcard.find() ? wildcard.start() : Integer.MAX_VALUE;
        }

        private boolean has(String privilege) {
            return privileges.contains(privilege) || privileges.contains(EVERYTHING);
        }
    }

    /** Those of the connection's account, with those of the roles that are active. */
    public static Grants read(Connection connection) throws SQLException {
        var statements = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SHOW GRANTS" + roles(connection))) {
            while (rows.next()) {
                statements.add(rows.getString(1));
            }
        }
        return parse(statements);
    }

    /** MariaDB shows the grants of the active role unasked, MySQL those of roles that are named. */
    private static String roles(Connection connection) throws SQLException {
        if (connection.getMetaData().getDatabaseProductVersion().contains("MariaDB")) {
            return "";
        }
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT CURRENT_ROLE()")) {
            return row.next() && !"NONE".equals(row.getString(1))
                    ? " FOR CURRENT_USER() USING " + row.getString(1)
                    : "";
        }
    }

    static Grants parse(List<String> statements) {
        var grants = new ArrayList<Grant>();
        var others = new ArrayList<String>();
        for (var statement : statements) {
            var matcher = STATEMENT.matcher(statement);
            if (matcher.matches()) {
                grants.add(grant(statement, matcher));
            } else if (!GIVES_NOTHING.matcher(statement).matches()) {
                others.add(statement);
            }
        }
        return new Grants(grants, others);
    }

    private static Grant grant(String statement, Matcher parts) {
        var names = COLUMNS.matcher(parts.group(1)).replaceAll("").toUpperCase(Locale.ROOT);
        return new Grant(
                new TreeSet<>(Arrays.asList(names.split(", ?"))),
                unquoted(parts.group(3)),
                unquoted(parts.group(4)),
                statement.contains("WITH GRANT OPTION"));
    }

    /** Empty where there is none. */
    private static String unquoted(@Nullable String name) {
        if (name == null) {
            return "";
        }
        var quote = name.substring(0, 1);
        return name.substring(1, name.length() - 1).replace(quote + quote, quote);
    }

    /** Whether the privilege is there for the whole server. */
    public boolean onServer(String privilege) {
        return all.stream().anyMatch(grant -> grant.isGlobal() && grant.has(privilege));
    }

    /** Those of the privileges that are not there for a schema. */
    public Set<String> missing(Set<String> privileges, String schema) {
        var missing = new TreeSet<>(privileges);
        missing.removeIf(privilege ->
                onServer(privilege)
                        || ofSchema(schema).stream().anyMatch(grant -> grant.has(privilege)));
        return missing;
    }

    /** Whether anything at all is allowed there. */
    public boolean reaches(String schema) {
        return !ofSchema(schema).isEmpty()
                || all.stream()
                        .anyMatch(grant ->
                                grant.isGlobal() && !grant.privileges().equals(Set.of("USAGE")));
    }

    /** The first that gives more than rights on schemas whose names begin so. */
    public Optional<Grant> beyond(String prefix) {
        return all.stream()
                .filter(grant -> !grant.isNothing())
                .filter(grant -> grant.mayPassOn() || !grant.prefix().startsWith(prefix))
                .findFirst();
    }

    public boolean mayPassOn(String schema) {
        return all.stream().anyMatch(grant -> grant.isGlobal() && grant.mayPassOn())
                || ofSchema(schema).stream().anyMatch(Grant::mayPassOn);
    }

    /** What gives power over the server, its accounts or other people's schemas; often nothing. */
    Set<String> administrative() {
        var powers = new TreeSet<String>();
        for (var grant : all) {
            if (grant.isGlobal()) {
                powers.addAll(grant.privileges());
                if (grant.mayPassOn()) {
                    powers.add("GRANT OPTION");
                }
            }
        }
        powers.removeAll(HARMLESS);
        var reachesAccounts =
                all.stream().anyMatch(grant -> !grant.isGlobal() && grant.matches("mysql"));
        if (powers.isEmpty() && reachesAccounts) {
            powers.add("privileges on the schema mysql");
        }
        powers.addAll(others);
        return powers;
    }

    private List<Grant> ofSchema(String schema) {
        var matching = all.stream().filter(grant -> grant.isForAllOf(schema)).toList();
        var nearest = matching.stream().max(Comparator.comparingInt(Grant::specificity));
        return matching.stream()
                .filter(grant ->
                        nearest.filter(one -> one.schemas().equals(grant.schemas())).isPresent())
                .toList();
    }

    private static Pattern regex(String like) {
        var regex = new StringBuilder();
        for (int i = 0; i < like.length(); i++) {
            char sign = like.charAt(i);
            if (sign == '\\' && i + 1 < like.length()) {
                regex.append(Pattern.quote(like.substring(i + 1, i + 2)));
                i++;
            } else if (sign == '%') {
                regex.append(".*");
            } else if (sign == '_') {
                regex.append('.');
            } else {
                regex.append(Pattern.quote(String.valueOf(sign)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }
}
