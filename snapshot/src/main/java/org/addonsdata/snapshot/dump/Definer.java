package org.addonsdata.snapshot.dump;

import org.addonsdata.core.sql.Names;

/**
 * The account with whose rights an object's body runs.
 *
 * @param host empty for a role of MariaDB
 */
public record Definer(String user, String host) {
    /**
     * Reads what {@code CURRENT_USER()} and {@code information_schema} say. A user's name may
     * contain an '@', a host's may not.
     */
    public static Definer parse(String account) {
        int at = account.lastIndexOf('@');
        return at < 0
                ? new Definer(account, "")
                : new Definer(account.substring(0, at), account.substring(at + 1));
    }

    /** As {@link #parse} reads it. */
    public String account() {
        return user + "@" + host;
    }

    /** As a statement names it. */
    String clause() {
        var name = Names.quote(user);
        return "DEFINER=" + (host.isEmpty() ? name : name + "@" + Names.quote(host));
    }

    @Override
    public String toString() {
        return host.isEmpty() ? user : account();
    }
}
