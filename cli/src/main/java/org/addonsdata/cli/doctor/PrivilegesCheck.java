package org.addonsdata.cli.doctor;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.addonsdata.lifecycle.generation.DatabaseErrors;
import org.addonsdata.services.DatabaseEndpoint;
import org.addonsdata.services.Mode;

/**
 * Whether the account of a server of somebody else's may do what each command does, as {@code
 * docs/external.md} lists it. It asks the server for grants and tries nothing out.
 */
final class PrivilegesCheck implements Check {
    @Override
    public String topic() {
        return "privileges";
    }

    @Override
    public List<Finding> look(Patient patient) {
        if (patient.status().mode() != Mode.EXTERNAL || patient.workplace().isEmpty()) {
            return List.of();
        }
        var database = patient.workplace().get().servers().database();
        var live = patient.application().databaseName();
        try (var connection = database.connections().open(null)) {
            var account = ExternalAccount.of(connection, live);
            var findings = new ArrayList<Finding>();
            account.everyday(findings);
            if (findings.getFirst().severity() != Finding.Severity.WRONG) {
                findings.add(account.export());
                findings.add(restore(database, account));
                account.objects(connection, findings);
            }
            return findings;
        } catch (SQLException e) {
            throw DatabaseErrors.failed("ask for privileges", e);
        }
    }

    /** Without an account of its own, one is made for each restore, which takes great rights. */
    private static Finding restore(DatabaseEndpoint database, ExternalAccount account)
            throws SQLException {
        var given = database.restorer();
        if (given != null) {
            try (var connection = database.connections(given).open(null)) {
                return account.restorer(ExternalAccount.of(connection, account.live()));
            }
        }
        return account.grants().onServer("CREATE USER")
                        && account.grants().mayPassOn(account.staging())
                ? Finding.fine("restore: makes an account for each dump, and drops it")
                : Finding.note(
                        "restore: is refused, as there is no RESTORE_USER and this account may make none",
                        "CREATE USER olympia_restore@'%%' IDENTIFIED BY '…'; GRANT ALL PRIVILEGES ON %s.* TO olympia_restore@'%%'; then RESTORE_USER=olympia_restore"
                                .formatted(account.loadingPattern()));
    }
}
