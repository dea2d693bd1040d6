package org.addonsdata.testing;

import org.addonsdata.core.concurrent.Closer;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Ends the shared servers after the last test of the JVM; found by JUnit as a service. */
public final class EndSharedServers implements LauncherSessionListener {
    @Override
    public void launcherSessionClosed(LauncherSession session) {
        try (var ends = new Closer()) {
            ends.own(SharedDatabase.INSTANCE::end);
            ends.own(SharedSearch.OPENSEARCH::end);
            ends.own(SharedSearch.ELASTICSEARCH::end);
            ends.own(SharedSearch.ELASTICSEARCH_6::end);
        }
    }
}
