package org.addonsdata.lifecycle.index;

import org.addonsdata.search.cluster.ClusterAddress;
import org.addonsdata.search.cluster.Credentials;
import org.addonsdata.search.cluster.SearchCluster;
import org.addonsdata.search.cluster.TlsOptions;
import org.addonsdata.services.SearchEndpoint;
import org.addonsdata.services.SearchEndpoint.Login;
import org.addonsdata.services.SearchEndpoint.Trust;

/** Connects the servers that a stack runs to the library that talks to them. */
public final class SearchServers {
    private SearchServers() {}

    /** The cluster behind the endpoint; opens nothing yet. */
    public static SearchCluster cluster(SearchEndpoint endpoint) {
        return new SearchCluster(
                new ClusterAddress(
                        endpoint.nodes(), credentials(endpoint.login()), tls(endpoint.trust())));
    }

    private static Credentials credentials(Login login) {
        return switch (login) {
            case Login.None() -> new Credentials.None();
            case Login.Password(var user, var password) -> new Credentials.Basic(user, password);
            case Login.ApiKey(var encoded) -> new Credentials.ApiKey(encoded);
        };
    }

    private static TlsOptions tls(Trust trust) {
        return new TlsOptions(trust.certificateAuthority(), trust.fingerprint());
    }
}
