package org.addonsdata.services;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a connection to a database is protected, in the words of MySQL's {@code --ssl-mode} (manual,
 * "Command Options for Encrypted Connections").
 *
 * @param certificateAuthorities a PKCS #12 file, with {@link #AUTHORITIES_PASSWORD}, of the
 *     authorities to trust instead of the JDK's; only for the two modes that verify
 */
public record DatabaseTls(SslMode mode, @Nullable Path certificateAuthorities) {
    /** Not at all, as on loopback. */
    public static final DatabaseTls NONE = new DatabaseTls(SslMode.DISABLED, null);

    /** Protects nothing, as there is nothing secret in such a file. */
    public static final String AUTHORITIES_PASSWORD = "authorities";

    /** What is demanded of the server. */
    public enum SslMode {
        DISABLED,
        /** Encrypted if the server can, by whatever certificate. */
        PREFERRED,
        /** Encrypted, by whatever certificate. */
        REQUIRED,
        /** Encrypted, and the certificate is signed by a trusted authority. */
        VERIFY_CA,
        /** The same, and the certificate names the host. */
        VERIFY_IDENTITY
    }
}
