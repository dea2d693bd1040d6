package org.addonsdata.services;

import java.util.Locale;

/** Where a stack's servers come from. Each has its {@link ServiceStack}; commands are the same. */
public enum Mode {
    /** Processes of this user, on a volume of ours. */
    EMBEDDED;

    /** As settings and people write it, such as {@code embedded}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
