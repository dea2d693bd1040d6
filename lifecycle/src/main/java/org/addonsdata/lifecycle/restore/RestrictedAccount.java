package org.addonsdata.lifecycle.restore;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.sql.Connections;
import org.addonsdata.core.sql.Names;
import org.addonsdata.lifecycle.generation.DatabaseErrors;
import org.addonsdata.lifecycle.restore.Grants.Grant;
import org.addonsdata.services.DatabaseEndpoint;
import org.addonsdata.snapshot.objects.SchemaObject;
import org.addonsdata.snapshot.restore.ObjectMaker;
import org.addonsdata.snapshot.restore.ObjectTrial;
import org.addonsdata.snapshot.restore.RestoreAccount;
import org.jspecify.annotations.Nullable;

/**
 * The account that a dump is loaded as: it can reach staging schemas and nothing else, so that
 * whatever a dump does, it does it there. Usually it is made for the one restore and lives as long;
 * its name follows from the database's, so a killed run leaves at most one. Where the tool may make
 * no accounts, somebody gave it one that was made for that.
 */
public final class RestrictedAccount implements AutoCloseable {
    private static final String USER_PREFIX = "addons_data_restore_";
    private static final int NO_RIGHT = 1227;

    private final DatabaseEndpoint database;
    private final DatabaseEndpoint.Account account;
    private final String schema;
    private final @Nullable RestoreAccount made;

    private RestrictedAccount(
            DatabaseEndpoint database,
            DatabaseEndpoint.Account account,
            String schema,
            @Nullable RestoreAccount made) {
        this.database = database;
        this.account = account;
        this.schema = schema;
        this.made = made;
    }

    /**
     * The given account, or one that is made now.
     *
     * @param schema to load into
     * @param live which the account must not reach, nor the bookkeeping beside it
     * @throws DataException with {@link ErrorCode#ACCESS_DENIED} where none was given and none may
     *     be made, or where the given one can reach more than it should
     */
    public static RestrictedAccount of(DatabaseEndpoint database, String schema, String live) {
        if (database.restorer() == null) {
            return create(database, schema, live);
        }
        var given = new RestrictedAccount(database, database.restorer(), schema, null);
        given.requireRestricted(live);
        return given;
    }

    private static RestrictedAccount create(DatabaseEndpoint database, String schema, String live) {
        var random = new byte[16];
        new SecureRandom().nextBytes(random);
        var user = nameFor(live);
        var made =
                new RestoreAccount(
                        user,
                        ServerAccount.ofUs(database).host(),
                        HexFormat.of().formatHex(random),
                        schema);
        var restricted =
                new RestrictedAccount(
                        database,
                        new DatabaseEndpoint.Account(user, made.password()),
                        schema,
                        made);
        try {
            run(database, made.createStatements());
        } catch (SQLException e) {
            throw e.getErrorCode() == NO_RIGHT ? mayNotMake(e) : failed("create", made, e);
        }
        return restricted;
    }

    private static String nameFor(String live) {
        return USER_PREFIX + Integer.toHexString(live.hashCode());
    }

    /**
     * Removes what a killed run has left. An administrator who may not do that could not have made
     * it either.
     */
    public static void sweep(DatabaseEndpoint database, String live) {
        var left = new RestoreAccount(nameFor(live), ServerAccount.ofUs(database).host(), "", "");
        try {
            run(database, left.dropStatements());
        } catch (SQLException e) {
            if (e.getErrorCode() != NO_RIGHT) {
                throw failed("drop", left, e);
            }
        }
    }

    private static DataException mayNotMake(SQLException e) {
        return DataException.of(
                        ErrorCode.ACCESS_DENIED,
                        "a dump is loaded as an account that can reach nothing else, and this one may not create any: "
                                + e.getMessage(),
                        e)
                .withHint(
                        "have one made and give it as RESTORE_USER and RESTORE_PASSWORD; docs/external.md has the statements");
    }

    private static DataException failed(String what, RestoreAccount account, SQLException e) {
        return DatabaseErrors.failed(what + " the account " + account, e);
    }

    /** An account sees the schemas in which it has any right. */
    private void requireRestricted(String live) {
        try (var connection = connections().open(null)) {
            for (var forbidden : List.of(live, "mysql")) {
                if (sees(connection, forbidden)) {
                    throw refused("%s can reach the schema %s".formatted(account, forbidden));
                }
            }
            requireNothingElse(connection, live);
            if (!sees(connection, schema)) {
                throw refused("%s cannot reach the staging schema %s".formatted(account, schema));
            }
        } catch (SQLException e) {
            throw DatabaseErrors.failed("connect as RESTORE_USER", e);
        }
    }

    /** Of grants for staging schemas alone, whose ids begin with the year. */
    private void requireNothingElse(Connection connection, String live) throws SQLException {
        var grants = Grants.read(connection);
        var staging = live + "__2";
        var beyond = grants.beyond(staging);
        if (beyond.isPresent()) {
            throw refused(told(beyond.get()), remedy(beyond.get(), staging));
        }
        if (!grants.others().isEmpty()) {
            throw refused("%s has also: %s".formatted(account, grants.others().getFirst()));
        }
    }

    private String told(Grant grant) {
        var privileges = String.join(", ", grant.privileges());
        return grant.schemas().isEmpty()
                ? "%s has %s on the whole server".formatted(account, privileges)
                : "%s has %s on schemas named %s%s, and can reach what is not staging"
                        .formatted(
                                account,
                                privileges,
                                grant.schemas(),
                                grant.mayPassOn() ? ", and may pass it on" : "");
    }

    private String remedy(Grant grant, String staging) {
        var user = ServerAccount.of(connections());
        var schemas = grant.schemas().isEmpty() ? "*" : Names.quote(grant.schemas());
        var object = grant.object().isEmpty() ? "*" : Names.quote(grant.object());
        return "REVOKE %s%s ON %s.%s FROM %s; GRANT ALL PRIVILEGES ON %s.* TO %s"
                .formatted(
                        String.join(", ", grant.privileges()),
                        grant.mayPassOn() ? ", GRANT OPTION" : "",
                        schemas,
                        object,
                        user,
                        Names.quote(staging.replace("_", "\\_") + "%"),
                        user);
    }

    private static boolean sees(Connection connection, String schema) throws SQLException {
        try (var statement =
                connection.prepareStatement(
                        "SELECT 1 FROM information_schema.SCHEMATA WHERE SCHEMA_NAME=?")) {
            statement.setString(1, schema);
            try (var row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    private static DataException refused(String reason) {
        return refused(reason, "docs/external.md has the statements that make it");
    }

    private static DataException refused(String reason, String remedy) {
        return DataException.of(
                        ErrorCode.ACCESS_DENIED,
                        "RESTORE_USER is to reach staging schemas and nothing else: " + reason)
                .withHint("nothing was changed; " + remedy);
    }

    public Connections connections() {
        return database.connections(account);
    }

    /**
     * Has the administrator create what this account may not. The objects belong to this account,
     * so that nothing of a dump runs with more rights before it is live.
     */
    public ObjectMaker maker() {
        return object -> {
            try (var connection = database.connections().open(schema)) {
                object.checked().create(connection);
            }
        };
    }

    /**
     * Tries objects out in the schema, which they leave again.
     *
     * @throws DataException as {@link ObjectTrial#run}
     */
    public void tryOut(List<SchemaObject> objects) {
        if (objects.isEmpty()) {
            return;
        }
        try (var connection = connections().open(schema)) {
            var _ = new ObjectTrial(connection, maker()).run(objects);
        } catch (SQLException e) {
            throw DatabaseErrors.failed("try out the views, triggers, routines and events", e);
        }
    }

    private static void run(DatabaseEndpoint database, List<String> statements)
            throws SQLException {
        try (var connection = database.connections().open(null);
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Drops what was made. */
    @Override
    public void close() {
        if (made == null) {
            return;
        }
        try {
            run(database, made.dropStatements());
        } catch (SQLException e) {
            throw failed("drop", made, e);
        }
    }
}
