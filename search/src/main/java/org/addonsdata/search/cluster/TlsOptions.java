package org.addonsdata.search.cluster;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Which certificates of an {@code https} node to trust.
 *
 * @param certificateAuthority a PEM file with the authorities to trust instead of the JDK's
 * @param fingerprint SHA-256, in hexadecimal with or without colons, of the node's certificate or
 *     of one that signed it, as Elasticsearch 8 prints it at its first start
 */
public record TlsOptions(@Nullable Path certificateAuthority, @Nullable String fingerprint) {
    /** Trusts whom the JDK trusts. */
    public static final TlsOptions SYSTEM = new TlsOptions(null, null);
}
