package org.addonsdata.lifecycle.generation;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Whether the live tables are those that a generation was made live with. A marker outlives what it
 * is about: the live schema can be dropped and filled by hand. So the bookkeeping holds what a
 * dropped table cannot take along: its id in InnoDB, where the account may read that, and the time
 * it was created. Writes, restarts, upgrades and copies of the whole server leave at least one of
 * them as it is; an ALTER that rebuilds a table does not, so half of the tables may differ.
 */
final class LiveTables {
    static final String RECORD = "identity";
    private static final int NO_RIGHT = 1227;

    private final Connection connection;
    private final String live;
    private final Bookkeeping bookkeeping;

    LiveTables(Connection connection, String live) {
        this.connection = connection;
        this.live = live;
        this.bookkeeping = new Bookkeeping(connection, live);
    }

    /**
     * What a table is known by.
     *
     * @param created in seconds since 1970, as times of day depend on the session
     */
    private record Identity(@Nullable Long id, @Nullable Long created) {
        private boolean isSameAs(@Nullable Identity other) {
            return other != null && ((id != null && id.equals(other.id)) || isMadeWith(other));
        }

        /** The nodes of a cluster make the same table a moment apart. */
        private boolean isMadeWith(Identity other) {
            return created != null
                    && other.created != null
                    && Math.abs(created - other.created) <= 1;
        }
    }

    /** Where nothing was recorded, as by a run that died, the marker alone decides. */
    boolean areStillThoseOf(String generation) throws SQLException {
        var recorded = recorded(generation);
        if (recorded.isEmpty()) {
            return true;
        }
        var now = present();
        long same =
                recorded.entrySet().stream()
                        .filter(table -> table.getValue().isSameAs(now.get(table.getKey())))
                        .count();
        return 2 * same >= recorded.size();
    }

    /** Takes the live tables for those of the generation from now on. */
    void record(String generation) throws SQLException {
        var now = present();
        if (now.equals(recorded(generation))) {
            return;
        }
        bookkeeping.createTable(
                RECORD,
                "generation VARCHAR(32) NOT NULL, name VARCHAR(64) NOT NULL,"
                        + " id BIGINT NULL, created BIGINT NULL, PRIMARY KEY (generation, name)");
        Sql.inTransaction(connection, () -> write(generation, now));
    }

    private void write(String generation, Map<String, Identity> identities) throws SQLException {
        Sql.execute(connection, "DELETE FROM " + bookkeeping.table(RECORD));
        for (var table : identities.entrySet()) {
            Sql.update(
                    connection,
                    "INSERT INTO "
                            + bookkeeping.table(RECORD)
                            + " (generation, name, id, created) VALUES (?,?,?,?)",
                    generation,
                    table.getKey(),
                    table.getValue().id(),
                    table.getValue().created());
        }
    }

    private Map<String, Identity> recorded(String generation) throws SQLException {
        if (!bookkeeping.tables().containsKey(RECORD)) {
            return Map.of();
        }
        return identities(
                "SELECT name, id, created FROM "
                        + bookkeeping.table(RECORD)
                        + " WHERE generation=?",
                generation,
                Map.of());
    }

    private Map<String, Identity> present() throws SQLException {
        return identities(
                "SELECT TABLE_NAME, NULL, UNIX_TIMESTAMP(CREATE_TIME) FROM information_schema.TABLES"
                        + " WHERE TABLE_SCHEMA=? AND TABLE_TYPE NOT LIKE '%VIEW'",
                live, ids());
    }

    private Map<String, Identity> identities(String query, String of, Map<String, Long> ids)
            throws SQLException {
        var identities = new TreeMap<String, Identity>();
        for (var row :
                Sql.list(
                        connection,
                        query,
                        row ->
                                Map.entry(
                                        row.getString(1),
                                        new Identity(
                                                number(row.getString(2)),
                                                number(row.getString(3)))),
                        of)) {
            var identity = row.getValue();
            var id = Optional.ofNullable(identity.id()).orElse(ids.get(row.getKey()));
            identities.put(row.getKey(), new Identity(id, identity.created()));
        }
        return identities;
    }

    private static @Nullable Long number(@Nullable String text) {
        return text == null ? null : Long.valueOf(text.split("\\.", 2)[0]);
    }

    /**
     * Ids by table; none for an account without PROCESS, nor on MySQL, which would wait for locks
     * here and keeps creation times with the tables. Names with special characters are encoded
     * there, and are left to their creation times.
     */
    private Map<String, Long> ids() throws SQLException {
        if (!connection.getMetaData().getDatabaseProductVersion().contains("MariaDB")) {
            return Map.of();
        }
        var ids = new HashMap<String, Long>();
        try {
            var prefix = live + "/";
            for (var row :
                    Sql.list(
                            connection,
                            "SELECT NAME, TABLE_ID FROM information_schema.INNODB_SYS_TABLES WHERE LEFT(NAME, CHAR_LENGTH(?))=?",
                            row -> List.of(row.getString(1), row.getString(2)),
                            prefix,
                            prefix)) {
                ids.put(
                        row.getFirst().substring(prefix.length()),
                        Objects.requireNonNull(number(row.getLast())));
            }
            return ids;
        } catch (SQLException e) {
            if (e.getErrorCode() != NO_RIGHT) {
                throw e;
            }
            return Map.of();
        }
    }
}
