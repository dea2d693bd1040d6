package org.addonsdata.snapshot.restore;

import java.util.List;
import org.addonsdata.core.sql.Names;
import org.addonsdata.snapshot.database.Sql;

/**
 * An account that can reach one schema and nothing else; the SQL to make and drop it is for an
 * administrator.
 *
 * @param host from where it connects, such as {@code 127.0.0.1}
 */
public record RestoreAccount(String user, String host, String password, String schema) {
    public List<String> createStatements() {
        return List.of(
                "DROP USER IF EXISTS " + account(),
                "CREATE USER " + account() + " IDENTIFIED BY " + Sql.literal(password),
                "GRANT ALL PRIVILEGES ON " + Names.quote(pattern()) + ".* TO " + account());
    }

    public List<String> dropStatements() {
        return List.of("DROP USER IF EXISTS " + account());
    }

    private String account() {
        return Sql.literal(user) + "@" + Sql.literal(host);
    }

    /** In a grant a schema's name is a pattern. */
    private String pattern() {
        return schema.replace("\\", "\\\\").replace("_", "\\_").replace("%", "\\%");
    }

    @Override
    public String toString() {
        return user + "@" + host;
    }
}
