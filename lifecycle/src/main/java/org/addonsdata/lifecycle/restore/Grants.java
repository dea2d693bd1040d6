package org.addonsdata.lifecycle.restore;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What an account may do, as {@code SHOW GRANTS} tells it. Where several grants for schemas match a
 * name, the most specific pattern counts alone, as the servers have it (MySQL manual, "Access
 * Control, Stage 2").
 */
public record Grants(List<Grant> all) {
    private static final Pattern STATEMENT =
            Pattern.compile("GRANT (.+?) ON (?:(\\*\\.\\*)|`((?:[^`]|``)*)`\\.\\*) TO .*");
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
     * @param mayPassOn whether with the grant option
     */
    public record Grant(Set<String> privileges, String schemas, boolean mayPassOn) {
        private boolean isGlobal() {
            return schemas.equals(GLOBAL);
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
        for (var statement : statements) {
            var matcher = STATEMENT.matcher(statement);
            if (matcher.matches()) {
                var names = matcher.group(1).toUpperCase(Locale.ROOT).split(", ?");
                grants.add(
                        new Grant(
                                new TreeSet<>(Arrays.asList(names)),
                                matcher.group(2) != null
                                        ? GLOBAL
                                        : matcher.group(3).replace("``", "`"),
                                statement.contains("WITH GRANT OPTION")));
            }
        }
        return new Grants(grants);
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
        if (powers.isEmpty() && !ofSchema("mysql").isEmpty()) {
            powers.add("privileges on the schema mysql");
        }
        return powers;
    }

    private List<Grant> ofSchema(String schema) {
        var matching =
                all.stream().filter(grant -> !grant.isGlobal() && grant.matches(schema)).toList();
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
