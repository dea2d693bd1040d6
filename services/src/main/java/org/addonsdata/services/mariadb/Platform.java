package org.addonsdata.services.mariadb;

import java.util.Locale;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;

/**
 * A platform that a binary jar exists for.
 *
 * @param suffix of the jar's artifact, such as {@code "linux64"}
 * @param executable the server, below the installation
 */
record Platform(String suffix, String executable) {
    static Platform current() {
        return of(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    static Platform of(String system, String architecture) {
        var family = system.toLowerCase(Locale.ROOT);
        var isIntel = architecture.equals("amd64") || architecture.equals("x86_64");
        if (family.startsWith("linux") && isIntel) {
            return new Platform("linux64", "bin/mariadbd");
        }
        if (family.startsWith("mac") && architecture.equals("aarch64")) {
            return new Platform("macos-arm64", "bin/mariadbd");
        }
        if (family.startsWith("windows") && isIntel) {
            return new Platform("winx64", "bin/mysqld.exe");
        }
        throw DataException.of(
                        ErrorCode.PLATFORM_UNSUPPORTED,
                        "there is no embedded MariaDB for %s on %s".formatted(system, architecture))
                .withHint("use MODE=compose, or MODE=external with a server of your own");
    }
}
