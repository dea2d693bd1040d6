package org.addonsdata.services.mariadb;

import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * A server's version, such as 11.4.5; the first two numbers are the series, whose data files are
 * compatible.
 */
public record ServerVersion(int major, int minor, int patch) implements Comparable<ServerVersion> {
    private static final Pattern PATTERN =
            Pattern.compile("(\\d{1,4})\\.(\\d{1,4})\\.(\\d{1,4}).*");
    private static final Comparator<ServerVersion> ORDER =
            Comparator.comparingInt(ServerVersion::major)
                    .thenComparingInt(ServerVersion::minor)
                    .thenComparingInt(ServerVersion::patch);

    /** Reads {@code "11.4.5"} or {@code "11.4.5-MariaDB"}; what is no version is older than any. */
    public static ServerVersion parse(String text) {
        var matcher = PATTERN.matcher(text);
        return matcher.matches()
                ? new ServerVersion(
                        Integer.parseInt(matcher.group(1)),
                        Integer.parseInt(matcher.group(2)),
                        Integer.parseInt(matcher.group(3)))
                : new ServerVersion(0, 0, 0);
    }

    /**
     * Whether a server of this version can serve what the other one wrote, without an upgrade of
     * its tables.
     */
    public boolean canServeDataOf(ServerVersion other) {
        return major == other.major && minor == other.minor && compareTo(other) >= 0;
    }

    @Override
    public int compareTo(ServerVersion other) {
        return ORDER.compare(this, other);
    }
}
