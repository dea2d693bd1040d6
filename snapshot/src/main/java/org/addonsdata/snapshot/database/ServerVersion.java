package org.addonsdata.snapshot.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which server answers, such as MariaDB 11.4.5. */
public record ServerVersion(Flavor flavor, int major, int minor, int patch) {
    private static final Pattern NUMBERS =
            Pattern.compile("(?:5\\.5\\.5-)?(\\d{1,4})\\.(\\d{1,4})\\.(\\d{1,4}).*");

    /** The two families, which differ in types, collations and locks. */
    public enum Flavor {
        MYSQL("MySQL"),
        MARIADB("MariaDB");

        private final String title;

        Flavor(String title) {
            this.title = title;
        }

        /** The product's own spelling. */
        public String title() {
            return title;
        }
    }

    /** Asks the server. */
    public static ServerVersion read(Connection connection) throws SQLException {
        return parse(Sql.text(connection, "SELECT VERSION()"));
    }

    /** Reads what {@code VERSION()} returns. */
    public static ServerVersion parse(String text) {
        return find(text)
                .orElseThrow(() -> new IllegalArgumentException("not a server version: " + text));
    }

    /** Reads what may be a version; nothing where it is none. */
    public static Optional<ServerVersion> find(String text) {
        var matcher = NUMBERS.matcher(text);
        return matcher.matches()
                ? Optional.of(
                        new ServerVersion(
                                text.contains("MariaDB") ? Flavor.MARIADB : Flavor.MYSQL,
                                Integer.parseInt(matcher.group(1)),
                                Integer.parseInt(matcher.group(2)),
                                Integer.parseInt(matcher.group(3))))
                : Optional.empty();
    }

    public boolean isMariaDb() {
        return flavor == Flavor.MARIADB;
    }

    /**
     * Less than, equal to or greater than zero as this version is before, of, or after that one.
     */
    public int compareTo(int otherMajor, int otherMinor) {
        return major != otherMajor
                ? Integer.compare(major, otherMajor)
                : Integer.compare(minor, otherMinor);
    }

    @Override
    public String toString() {
        return flavor.title() + " " + major + "." + minor + "." + patch;
    }
}
