package org.addonsdata.testing;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Ends the shared servers after the last test of the JVM; found by JUnit as a service. */
public final class EndSharedServers implements LauncherSessionListener {
    @Override
    public void launcherSessionClosed(LauncherSession session) {
        Shared.endAll();
    }
}
