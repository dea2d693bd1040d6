package org.addonsdata.addons;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of states and flags on every database, with the search products in turn. */
@Tag("slow")
@Tag("matrix")
@ParameterizedClass
@MethodSource("org.addonsdata.addons.ServerPair#inTurn")
class InitialisationMatrixIT extends InitialisationContract {
    InitialisationMatrixIT(ServerPair servers) {
        super(servers.database(), servers.search().node().get());
    }
}
