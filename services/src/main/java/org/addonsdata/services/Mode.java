package org.addonsdata.services;

import java.util.Locale;

/** Where a stack's servers come from. Each has its {@link ServiceStack}; commands are the same. */
public enum Mode {
    /** Processes of this user, on a volume of ours. */
    EMBEDDED,
    /** Containers of Docker Compose, on a Docker volume. */
    COMPOSE,
    /** Servers that somebody else runs, one or a cluster; nothing is started or stopped. */
    EXTERNAL;

    /** As settings and people write it, such as {@code embedded}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
