package org.addonsdata.services;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A search server, of one node or several, that answers.
 *
 * @param nodes at least one, without credentials
 */
public record SearchEndpoint(List<URI> nodes, Login login, Trust trust) {
    public SearchEndpoint {
        nodes = List.copyOf(nodes);
    }

    /** A server without security. */
    public SearchEndpoint(List<URI> nodes) {
        this(nodes, new Login.None(), Trust.SYSTEM);
    }

    /** What proves who asks. Secrets are never part of {@code toString}. */
    public sealed interface Login {
        /** Nothing does. */
        record None() implements Login {}

        /** A user and a password. */
        record Password(String user, String password) implements Login {
            @Override
            public String toString() {
                return user;
            }
        }

        /** An API key in its encoded form. */
        record ApiKey(String encoded) implements Login {
            @Override
            public String toString() {
                return "an API key";
            }
        }
    }

    /**
     * Which certificates are trusted.
     *
     * @param certificateAuthority a PEM file with the authorities to trust instead of the JDK's
     * @param fingerprint SHA-256 of the server's certificate, or of one that signed it
     */
    public record Trust(@Nullable Path certificateAuthority, @Nullable String fingerprint) {
        /** Those that the JDK trusts. */
        public static final Trust SYSTEM = new Trust(null, null);
    }
}
