package org.addonsdata.cli.usage;

import java.nio.file.Path;

/** Authorities and the certificates they sign, made by openssl in a directory of the test's. */
record Certificates(Path directory) {
    static final String PASSWORD = "changeit";

    /** Makes {@code <name>.pem} and {@code <name>.key}. */
    void authority(String name) {
        openssl(
                "req -x509 -newkey rsa:2048 -nodes -keyout %1$s.key -out %1$s.pem -subj /CN=%1$s -days 30"
                        .formatted(name));
    }

    /**
     * Makes {@code <name>.pem}, {@code <name>.key} and both as {@code <name>.p12}, signed by the
     * authority {@code ca}.
     *
     * @param address the one IP address the certificate is for
     * @param days until it expires; negative for one that has
     */
    void signed(String name, String address, int days) {
        openssl(
                "req -newkey rsa:2048 -nodes -keyout %1$s.key -out %1$s.csr -subj /CN=%1$s"
                        .formatted(name));
        Shell.run(
                "sh",
                "-euc",
                "cd \"$0\"; printf 'subjectAltName=IP:%s' \"$1\" >names",
                directory.toString(),
                address);
        openssl(
                "x509 -req -in %1$s.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days %2$d -extfile names -out %1$s.pem"
                        .formatted(name, days));
        openssl(
                "pkcs12 -export -in %1$s.pem -inkey %1$s.key -out %1$s.p12 -passout pass:%2$s"
                        .formatted(name, PASSWORD));
    }

    Path file(String name) {
        return directory.resolve(name);
    }

    private void openssl(String arguments) {
        Shell.run(
                "sh",
                "-euc",
                "cd \"$0\"; openssl " + arguments + " >>openssl.log 2>&1",
                directory.toString());
    }
}
