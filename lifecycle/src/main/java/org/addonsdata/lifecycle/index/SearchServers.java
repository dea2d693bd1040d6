package org.addonsdata.lifecycle.index;

import org.addonsdata.search.cluster.ClusterAddress;
import org.addonsdata.search.cluster.Credentials;
import org.addonsdata.search.cluster.SearchCluster;
import org.addonsdata.search.cluster.TlsOptions;
import org.addonsdata.services.SearchEndpoint;

/** Connects the servers that a stack runs to the library that talks to them. */
public final class SearchServers {
    private SearchServers() {}

    /** The cluster behind the endpoint; opens nothing yet. */
    public static SearchCluster cluster(SearchEndpoint endpoint) {
        return new SearchCluster(
                new ClusterAddress(endpoint.nodes(), new Credentials.None(), TlsOptions.SYSTEM));
    }
}
