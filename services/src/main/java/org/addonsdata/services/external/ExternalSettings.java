package org.addonsdata.services.external;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.addonsdata.services.DatabaseEndpoint.Account;
import org.addonsdata.services.DatabaseTls;
import org.addonsdata.services.SearchEndpoint;
import org.addonsdata.services.external.DatabaseUrl.HostPort;
import org.jspecify.annotations.Nullable;

/**
 * Where somebody else's servers are and how to get in.
 *
 * @param databaseHosts in the order they are tried in
 * @param database the name of the live schema
 * @param account of this tool
 * @param restorer which may reach staging schemas alone; null where the tool makes one of its own
 * @param search fails with an error a user can act on where there is none
 * @param locks the directory of this machine's locks
 */
public record ExternalSettings(
        List<HostPort> databaseHosts,
        String database,
        DatabaseTls tls,
        Account account,
        @Nullable Account restorer,
        Supplier<SearchEndpoint> search,
        Path locks) {
    public ExternalSettings {
        databaseHosts = List.copyOf(databaseHosts);
    }
}
