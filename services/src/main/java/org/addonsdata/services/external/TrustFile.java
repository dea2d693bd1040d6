package org.addonsdata.services.external;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.HexFormat;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.files.AtomicFiles;
import org.addonsdata.core.files.TrustedDirectory;
import org.addonsdata.services.DatabaseTls;

/** Certificate authorities in the form the database driver takes. */
public final class TrustFile {
    private TrustFile() {}

    /**
     * A PKCS #12 file, named by its content, of a PEM file's certificates; see {@link
     * DatabaseTls#certificateAuthorities}.
     *
     * @param directory for such files; they hold nothing secret and can be made again
     * @throws DataException with {@link ErrorCode#SETTING_INVALID} for what holds no certificate
     */
    public static Path of(Path pem, Path directory) {
        try {
            var content = Files.readAllBytes(pem);
            var digest = MessageDigest.getInstance("SHA-256").digest(content);
            var target = directory.resolve(HexFormat.of().formatHex(digest, 0, 16) + ".p12");
            TrustedDirectory.require(target, TrustedDirectory.CACHE_HINT);
            if (!Files.exists(target)) {
                AtomicFiles.createPrivateDirectories(directory);
                AtomicFiles.write(target, keyStore(pem));
            }
            return target;
        } catch (IOException | GeneralSecurityException e) {
            throw DataException.of(
                            ErrorCode.SETTING_INVALID,
                            "DATABASE_CA %s cannot be used: %s".formatted(pem, e.getMessage()),
                            e)
                    .withHint("it must be a readable PEM file of certificates");
        }
    }

    private static byte[] keyStore(Path pem) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (var in = Files.newInputStream(pem)) {
            var number = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("authority-" + number++, certificate);
            }
            if (number == 0) {
                throw new CertificateException("there is no certificate in it");
            }
        }
        var bytes = new ByteArrayOutputStream();
        store.store(bytes, DatabaseTls.AUTHORITIES_PASSWORD.toCharArray());
        return bytes.toByteArray();
    }
}
