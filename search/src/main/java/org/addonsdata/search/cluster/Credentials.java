package org.addonsdata.search.cluster;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** What proves to a search server who asks. Secrets are never part of {@code toString}. */
public sealed interface Credentials {
    /** For a server without security, the default before Elasticsearch 8. */
    record None() implements Credentials {
        @Override
        public String toString() {
            return "no credentials";
        }
    }

    /** A user and a password. */
    record Basic(String user, String password) implements Credentials {
        @Override
        public String toString() {
            return "user " + user;
        }
    }

    /** An Elasticsearch API key in its encoded form, the base64 of {@code id:key}. */
    record ApiKey(String encoded) implements Credentials {
        @Override
        public String toString() {
            return "an API key";
        }
    }

    /** The value of the {@code Authorization} header, null for none. */
    default @Nullable String authorization() {
        return switch (this) {
            case None() -> null;
            case Basic(var user, var password) ->
                    "Basic "
                            + Base64.getEncoder()
                                    .encodeToString(
                                            (user + ":" + password)
                                                    .getBytes(StandardCharsets.UTF_8));
            case ApiKey(var encoded) -> "ApiKey " + encoded;
        };
    }
}
