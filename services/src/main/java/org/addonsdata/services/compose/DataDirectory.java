package org.addonsdata.services.compose;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.services.mariadb.ServerVersion;

/**
 * What lies on a volume, and which server would be started on it. A MySQL upgrades the files of an
 * older one when it starts, for good, and damages or refuses those of a newer one or of MariaDB; so
 * somebody looks first. The version is in the header of {@code mysql.ibd}, four bytes at offset 8
 * ({@code FIL_PAGE_SRV_VERSION} in InnoDB's {@code fil0types.h}), which every MySQL since 8.0
 * writes.
 *
 * @param server version of the image's server; empty for an image that is not MySQL's
 * @param content of the volume
 */
record DataDirectory(Optional<ServerVersion> server, Content content) {
    /** Where the image has it. */
    static final String PATH = "/var/lib/mysql";

    /** Prints the server's version, the names that tell, and the four bytes. */
    static final String SCRIPT =
            """
            mysqld --version
            cd %s
            for name in *; do
              case $name in
                '*'|lost+found) ;;
                mysql|mysql.ibd|ibdata1|aria_log_control) echo "has $name" ;;
                *) echo 'has files' ;;
              esac
            done
            [ ! -f mysql.ibd ] || echo "bytes" $(od -An -j8 -N4 -tu1 mysql.ibd)
            """
                    .formatted(PATH);

    private static final Pattern SERVER = Pattern.compile(".*Ver (\\d+\\.\\d+\\.\\d+).*");

    /** What is there. */
    sealed interface Content {
        /** Nothing. */
        record Empty() implements Content {}

        /** A database of MySQL; the version is 0.0.0 where it is older than 8.0. */
        record MySql(ServerVersion version) implements Content {}

        /** A database of MariaDB. */
        record MariaDb() implements Content {}

        /** Something that is no database. */
        record Foreign() implements Content {}
    }

    /** Reads what the script printed. */
    static DataDirectory parse(String output) {
        var names = new HashSet<String>();
        var version = ServerVersion.parse("");
        var server = Optional.<ServerVersion>empty();
        for (var line : output.lines().map(String::strip).toList()) {
            var matcher = SERVER.matcher(line);
            if (matcher.matches() && !line.contains("MariaDB")) {
                server = Optional.of(ServerVersion.parse(matcher.group(1)));
            } else if (line.startsWith("has ")) {
                names.add(line.substring("has ".length()));
            } else if (line.startsWith("bytes ")) {
                version = version(List.of(line.substring("bytes ".length()).split(" +")));
            }
        }
        return new DataDirectory(server, content(names, version));
    }

    private static Content content(HashSet<String> names, ServerVersion version) {
        if (names.contains("aria_log_control")) {
            return new Content.MariaDb();
        }
        if (names.contains("mysql.ibd") || (names.contains("mysql") && names.contains("ibdata1"))) {
            return new Content.MySql(version);
        }
        return names.isEmpty() ? new Content.Empty() : new Content.Foreign();
    }

    /** Such as 80403 for 8.4.3, the most significant byte first. */
    private static ServerVersion version(List<String> bytes) {
        int number = 0;
        for (var octet : bytes) {
            number = number * 256 + Integer.parseInt(octet);
        }
        return new ServerVersion(number / 10_000, number / 100 % 100, number % 100);
    }

    /**
     * Refuses what would be damaged, or changed for good.
     *
     * @throws DataException {@link ErrorCode#VOLUME_SERVER_MISMATCH}, {@link
     *     ErrorCode#VOLUME_NOT_OURS} or {@link ErrorCode#SETTING_INVALID}
     */
    void requireServable(String volume, String image) {
        var version =
                server.orElseThrow(() ->
                        DataException.of(
                                        ErrorCode.SETTING_INVALID,
                                        "the image %s has no MySQL server".formatted(image))
                                .withHint("set MYSQL_IMAGE to one that has, such as mysql:8.4"));
        switch (content) {
            case Content.Empty() -> {}
            case Content.MySql(var data) -> {
                if (!version.canServeDataOf(data)) {
                    throw otherVersion(volume, image, data);
                }
            }
            case Content.MariaDb() ->
                    throw mismatch(
                            "the volume %s holds data of MariaDB, which MySQL cannot serve"
                                    .formatted(volume),
                            "nothing was changed; use another DATA_VOLUME, and restore a dump of those data there");
            case Content.Foreign() ->
                    throw DataException.of(
                                    ErrorCode.VOLUME_NOT_OURS,
                                    "%s holds something that is no database".formatted(volume))
                            .withHint(
                                    "it was not touched; choose another DATA_VOLUME, or an empty directory");
        }
    }

    private static DataException otherVersion(String volume, String image, ServerVersion data) {
        var series = data.major() + "." + data.minor();
        var isKnown = data.major() > 0;
        return mismatch(
                "the volume %s holds data of MySQL %s, which %s would change for good or damage"
                        .formatted(volume, isKnown ? series : "before 8.0", image),
                isKnown
                        ? "nothing was changed; MYSQL_IMAGE=mysql:%s serves it; to change the version, export there and restore on another DATA_VOLUME"
                                .formatted(series)
                        : "nothing was changed; restore a dump of those data on another DATA_VOLUME");
    }

    private static DataException mismatch(String message, String hint) {
        return DataException.of(ErrorCode.VOLUME_SERVER_MISMATCH, message).withHint(hint);
    }
}
