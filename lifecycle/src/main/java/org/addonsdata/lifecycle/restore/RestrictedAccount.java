package org.addonsdata.lifecycle.restore;

import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import org.addonsdata.core.sql.Connections;
import org.addonsdata.lifecycle.generation.DatabaseErrors;
import org.addonsdata.services.DatabaseEndpoint;
import org.addonsdata.snapshot.restore.ObjectMaker;
import org.addonsdata.snapshot.restore.RestoreAccount;

/**
 * An account that lives as long as a restore and can reach one schema. Its name is fixed, so a
 * killed run leaves at most one.
 */
public final class RestrictedAccount implements AutoCloseable {
    private static final String USER = "addons_data_restore";
    private static final int ACCESS_DENIED = 1227;

    private final DatabaseEndpoint database;
    private final RestoreAccount account;

    private RestrictedAccount(DatabaseEndpoint database, RestoreAccount account) {
        this.database = database;
        this.account = account;
    }

    public static RestrictedAccount create(DatabaseEndpoint database, String schema) {
        var random = new byte[16];
        new SecureRandom().nextBytes(random);
        var account =
                new RestoreAccount(
                        USER,
                        ServerAccount.ofUs(database).host(),
                        HexFormat.of().formatHex(random),
                        schema);
        var restricted = new RestrictedAccount(database, account);
        restricted.run("create the account " + account, account.createStatements());
        return restricted;
    }

    /**
     * Removes what a killed run has left. An administrator who may not do that could not have made
     * it either.
     */
    public static void sweep(DatabaseEndpoint database) {
        var account = new RestoreAccount(USER, ServerAccount.ofUs(database).host(), "", "");
        try (var connection = database.connections().open(null);
                var statement = connection.createStatement()) {
            for (var sql : account.dropStatements()) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            if (e.getErrorCode() != ACCESS_DENIED) {
                throw DatabaseErrors.failed("drop the account " + account, e);
            }
        }
    }

    public Connections connections() {
        return database.connections(
                new DatabaseEndpoint.Account(account.user(), account.password()));
    }

    /**
     * Has the administrator make what this account may not, with this account as the definer, so
     * that nothing of a dump runs with more rights before it is live.
     */
    public ObjectMaker maker() {
        var definer = StagedObjects.definer(account.user(), account.host());
        return (object, version) -> {
            try (var connection = database.connections().open(account.schema())) {
                object.withSql(StagedObjects.withDefiner(object.sql(), definer))
                        .create(connection, version);
            }
        };
    }

    private void run(String purpose, List<String> statements) {
        try (var connection = database.connections().open(null);
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw DatabaseErrors.failed(purpose, e);
        }
    }

    @Override
    public void close() {
        run("drop the account " + account, account.dropStatements());
    }
}
