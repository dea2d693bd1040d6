package org.addonsdata.services.process;

import java.util.Map;
import java.util.Set;

/**
 * The environment that servers get: what a process needs to run on this system, and nothing of what
 * the caller's shell happens to hold. A server outlives the command for days, and on most systems
 * every process of the user can read its environment, with the passwords in it.
 */
public final class ServerEnvironment {
    private static final Set<String> INHERITED =
            Set.of(
                    "PATH",
                    "HOME",
                    "USER",
                    "LOGNAME",
                    "LANG",
                    "LC_ALL",
                    "LC_CTYPE",
                    "TZ",
                    "LD_LIBRARY_PATH",
                    // Windows; its sockets need the first one.
                    "SystemRoot",
                    "SystemDrive",
                    "TEMP",
                    "TMP",
                    // Says of a test's processes whose they are.
                    "ADDONS_DATA_TEST_RUN");

    private ServerEnvironment() {}

    /**
     * Takes everything else out.
     *
     * @param environment of a process that is about to be built
     */
    public static void restrict(Map<String, String> environment) {
        environment.keySet().retainAll(INHERITED);
    }
}
