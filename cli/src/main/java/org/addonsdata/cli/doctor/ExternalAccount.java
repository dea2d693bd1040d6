package org.addonsdata.cli.doctor;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.addonsdata.core.sql.Names;
import org.addonsdata.lifecycle.generation.Generations;
import org.addonsdata.lifecycle.restore.Grants;

/**
 * An account of a server of somebody else's, and what the commands could do with it.
 *
 * @param name as the server knows it, quoted
 * @param live name of the live schema
 */
record ExternalAccount(Grants grants, String name, String live, boolean isMariaDb) {
    /** What {@code ALL PRIVILEGES ON schema.*} gives, as far as the commands use it. */
    private static final Set<String> ALL =
            Set.of(
                    "ALTER",
                    "ALTER ROUTINE",
                    "CREATE",
                    "CREATE ROUTINE",
                    "CREATE VIEW",
                    "DELETE",
                    "DROP",
                    "EVENT",
                    "EXECUTE",
                    "INDEX",
                    "INSERT",
                    "REFERENCES",
                    "SELECT",
                    "SHOW VIEW",
                    "TRIGGER",
                    "UPDATE");

    private static final Set<String> READ = Set.of("SELECT");
    private static final Set<String> EXPORT =
            Set.of("SELECT", "SHOW VIEW", "TRIGGER", "EVENT", "EXECUTE");
    private static final Set<String> WRITE = Set.of("INSERT", "UPDATE", "DELETE");

    static ExternalAccount of(Connection connection, String live) throws SQLException {
        var version = connection.getMetaData().getDatabaseProductVersion();
        return new ExternalAccount(
                Grants.read(connection), name(connection), live, version.contains("MariaDB"));
    }

    private static String name(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT CURRENT_USER()")) {
            row.next();
            return quoted(row.getString(1));
        }
    }

    /** A user's name may have an '@', a host's may not. */
    private static String quoted(String account) {
        int at = account.lastIndexOf('@');
        return "'%s'@'%s'".formatted(account.substring(0, at), account.substring(at + 1));
    }

    /** One that could be: patterns tell what holds for all of them. */
    String staging() {
        return live + "__20261122155100_ab12";
    }

    String stagingPattern() {
        return Names.quote(live.replace("_", "\\_") + "\\_\\_%");
    }

    /**
     * Of the staging schemas alone: their ids begin with a year, and the bookkeeping's name not.
     */
    String loadingPattern() {
        return Names.quote(live.replace("_", "\\_") + "\\_\\_2%");
    }

    void everyday(List<Finding> findings) {
        var here = grants.missing(ALL, live);
        var aside = grants.missing(ALL, staging());
        if (here.isEmpty() && aside.isEmpty()) {
            findings.add(
                    Finding.fine(
                            "initialize, undo, reindex, status: %s may do all of it"
                                    .formatted(name)));
        } else if (grants.missing(WRITE, live).equals(WRITE)
                && grants.missing(READ, live).isEmpty()) {
            onlyReads(aside, findings);
        } else {
            missing(here, Names.quote(live), findings);
            missing(aside, stagingPattern(), findings);
        }
    }

    private void missing(Set<String> privileges, String schemas, List<Finding> findings) {
        if (!privileges.isEmpty()) {
            findings.add(
                    Finding.wrong(
                            "initialize, undo, reindex: %s lacks %s on %s.*"
                                    .formatted(name, told(privileges), schemas),
                            grant("ALL PRIVILEGES", schemas + ".*")));
        }
    }

    private static String told(Set<String> privileges) {
        return privileges.equals(ALL) ? "every privilege" : String.join(", ", privileges);
    }

    private void onlyReads(Set<String> aside, List<Finding> findings) {
        findings.add(
                Finding.note(
                        "%s only reads %s: status and, on a server that takes no writes, export"
                                .formatted(name, live),
                        "for the other commands: %s; %s"
                                .formatted(
                                        grant("ALL PRIVILEGES", Names.quote(live) + ".*"),
                                        grant("ALL PRIVILEGES", stagingPattern() + ".*"))));
        if (aside.contains("SELECT")) {
            findings.add(
                    Finding.note(
                            "status: does not see what is recorded of the data, nor what undo would put back",
                            grant("SELECT", stagingPattern() + ".*")));
        }
    }

    Finding export() {
        var missing = grants.missing(EXPORT, live);
        if (!missing.isEmpty()) {
            return Finding.note(
                    "export: lacks " + String.join(", ", missing),
                    grant(String.join(", ", missing), Names.quote(live) + ".*"));
        }
        var wanted = isMariaDb ? List.of("RELOAD") : List.of("RELOAD", "BACKUP_ADMIN");
        var lacking = wanted.stream().filter(privilege -> !grants.onServer(privilege)).toList();
        return lacking.isEmpty()
                ? Finding.fine("export: several workers read at once")
                : Finding.note(
                        "export: one worker reads, as %s is missing for several"
                                .formatted(String.join(", ", lacking)),
                        "it is as consistent, and slower; "
                                + grant(String.join(", ", lacking), "*.*"));
    }

    Finding restorer(ExternalAccount other) {
        for (var forbidden : List.of(live, Generations.bookkeepingOf(live), "mysql")) {
            if (other.grants.reaches(forbidden)) {
                return Finding.wrong(
                        "restore: RESTORE_USER %s can reach %s, and is refused"
                                .formatted(other.name, forbidden),
                        "give one that has ALL PRIVILEGES ON %s.* and nothing else"
                                .formatted(loadingPattern()));
            }
        }
        if (other.grants.beyond(live + "__2").isPresent() || !other.grants.others().isEmpty()) {
            return Finding.wrong(
                    "restore: RESTORE_USER %s has other rights too, and is refused"
                            .formatted(other.name),
                    "give one that has ALL PRIVILEGES ON %s.* and nothing else"
                            .formatted(loadingPattern()));
        }
        var missing = other.grants.missing(ALL, staging());
        return missing.isEmpty()
                ? Finding.fine("restore: %s loads dumps".formatted(other.name))
                : Finding.wrong(
                        "restore: RESTORE_USER %s lacks %s on %s.*"
                                .formatted(other.name, told(missing), loadingPattern()),
                        "GRANT ALL PRIVILEGES ON %s.* TO %s"
                                .formatted(loadingPattern(), other.name));
    }

    /** What a switch drops and creates again. */
    void objects(Connection connection, List<Finding> findings) throws SQLException {
        var others = ofOthers(connection);
        if (!others.isEmpty() && !mayDefineForOthers()) {
            findings.add(
                    Finding.note(
                            "a reset, restore or undo is refused: views, triggers, routines or events belong to "
                                    + String.join(", ", others),
                            grant(isMariaDb ? "SET USER" : "SET_ANY_DEFINER", "*.*")));
        }
        if (!others.isEmpty() && !isMariaDb && !grants.onServer("SHOW_ROUTINE")) {
            findings.add(
                    Finding.note(
                            "routines of others cannot be read, if there are any",
                            grant("SHOW_ROUTINE", "*.*")));
        }
        if (!isMariaDb && !grants.onServer("SUPER") && isLogged(connection)) {
            findings.add(
                    Finding.note(
                            "a reset, restore or undo is refused where there are functions or triggers, as the server writes a binary log",
                            "SET PERSIST log_bin_trust_function_creators=ON, as whoever runs the server"));
        }
    }

    private boolean mayDefineForOthers() {
        return List.of("SET USER", "SET_ANY_DEFINER", "SET_USER_ID", "SUPER").stream()
                .anyMatch(grants::onServer);
    }

    private List<String> ofOthers(Connection connection) throws SQLException {
        var sql =
                """
                SELECT DEFINER FROM information_schema.VIEWS WHERE TABLE_SCHEMA=?
                UNION SELECT DEFINER FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA=?
                UNION SELECT DEFINER FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA=?
                UNION SELECT DEFINER FROM information_schema.EVENTS WHERE EVENT_SCHEMA=?
                """;
        var definers = new ArrayList<String>();
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 1; i <= 4; i++) {
                statement.setString(i, live);
            }
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    definers.add(rows.getString(1));
                }
            }
        }
        definers.removeIf(definer -> name.equals(quoted(definer)));
        return definers;
    }

    private static boolean isLogged(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row =
                        statement.executeQuery(
                                "SELECT @@log_bin AND NOT @@log_bin_trust_function_creators")) {
            return row.next() && row.getBoolean(1);
        }
    }

    private String grant(String privileges, String on) {
        return "GRANT %s ON %s TO %s".formatted(privileges, on, name);
    }
}
