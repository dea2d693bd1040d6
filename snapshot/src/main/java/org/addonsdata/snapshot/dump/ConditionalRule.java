package org.addonsdata.snapshot.dump;

import org.addonsdata.snapshot.database.ServerVersion;

/**
 * Which conditional comments are code ({@code sql/sql_lex.cc} of both servers). MySQL runs {@code
 * /*!NNNNN} from that version on and takes {@code /*M!} for a plain comment. MariaDB runs both from
 * that version on, but none of {@code /*!50700} to {@code /*!99999}, which MySQL means.
 */
@FunctionalInterface
interface ConditionalRule {
    /** What a server prints of itself is code for it. */
    ConditionalRule OWN = (_, _) -> true;

    /**
     * @param mariaDbOnly whether it begins with {@code /*M!}
     * @param version that it names, such as 80023 or 100301, or 0
     */
    boolean runs(boolean mariaDbOnly, int version);

    static ConditionalRule of(ServerVersion server) {
        var own = server.major() * 10_000 + server.minor() * 100 + server.patch();
        return server.isMariaDb()
                ? (mariaDbOnly, version) ->
                        version <= own && (mariaDbOnly || version < 50_700 || version > 99_999)
                : (mariaDbOnly, version) -> !mariaDbOnly && version <= own;
    }
}
