package org.addonsdata.search.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Decides which nodes are the right ones: by the JDK's authorities, by a given one, or by a
 * fingerprint.
 */
record TlsTrust(@Nullable SSLSocketFactory sockets, @Nullable HostnameVerifier mismatchedNames) {
    static TlsTrust of(TlsOptions options) {
        try {
            if (options.fingerprint() != null) {
                var pin = new PinnedCertificate(normalised(options.fingerprint()));
                return new TlsTrust(context(pin), pin);
            }
            if (options.certificateAuthority() != null) {
                return new TlsTrust(context(trusting(options.certificateAuthority())), null);
            }
            return new TlsTrust(null, null);
        } catch (IOException | GeneralSecurityException e) {
            throw DataException.of(
                            ErrorCode.SETTING_INVALID,
                            "cannot use the search server's certificate settings: "
                                    + e.getMessage(),
                            e)
                    .withHint("the certificate authority must be a readable PEM file");
        }
    }

    void applyTo(HttpsURLConnection connection) {
        if (sockets != null) {
            connection.setSSLSocketFactory(sockets);
        }
        if (mismatchedNames != null) {
            connection.setHostnameVerifier(mismatchedNames);
        }
    }

    private static String normalised(String fingerprint) {
        var hex = fingerprint.replace(":", "").replace(" ", "").toLowerCase(Locale.ROOT);
        if (!hex.matches("[0-9a-f]{64}")) {
            throw DataException.of(
                            ErrorCode.SETTING_INVALID,
                            "the search server's certificate fingerprint is not a SHA-256")
                    .withHint("it has 64 hexadecimal digits, with or without colons");
        }
        return hex;
    }

    private static SSLSocketFactory context(TrustManager... managers)
            throws GeneralSecurityException {
        var context = SSLContext.getInstance("TLS");
        context.init(null, managers, null);
        return context.getSocketFactory();
    }

    private static TrustManager[] trusting(Path pem) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (var in = Files.newInputStream(pem)) {
            int number = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("authority-" + number++, certificate);
            }
            if (number == 0) {
                throw new CertificateException("no certificate in " + pem);
            }
        }
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    /**
     * Trusts a chain that holds the certificate with the fingerprint, each certificate up to it
     * signed by the next. The host's name is of no account when the node's own certificate is the
     * pinned one.
     */
    private record PinnedCertificate(String fingerprint)
            implements X509TrustManager, HostnameVerifier {
        @Override
        public void checkServerTrusted(X509Certificate[] chain, String method)
                throws CertificateException {
            for (int i = 0; i < chain.length; i++) {
                if (matches(chain[i])) {
                    return;
                }
                if (i + 1 < chain.length) {
                    verifySigned(chain[i], chain[i + 1]);
                }
            }
            throw new CertificateException(
                    "no certificate of the node has the expected fingerprint");
        }

        private static void verifySigned(X509Certificate certificate, X509Certificate signer)
                throws CertificateException {
            try {
                certificate.verify(signer.getPublicKey());
            } catch (GeneralSecurityException e) {
                throw new CertificateException(
                        "a certificate of the node is not signed by the next one", e);
            }
        }

        private boolean matches(Certificate certificate) throws CertificateException {
            try {
                var digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
                return HexFormat.of().formatHex(digest).equals(fingerprint);
            } catch (java.security.NoSuchAlgorithmException e) {
                throw new CertificateException(e);
            }
        }

        @Override
        public boolean verify(String host, SSLSession session) {
            try {
                return matches(session.getPeerCertificates()[0]);
            } catch (SSLPeerUnverifiedException | CertificateException _) {
                return false;
            }
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String method)
                throws CertificateException {
            throw new CertificateException("this side is no server");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
