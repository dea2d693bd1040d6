package org.addonsdata.cli.commands;

import java.util.EnumMap;
import java.util.Map;
import org.addonsdata.cli.settings.Setting;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which servers are meant; each flag is stronger than the variable of the same meaning. */
final class ServerOptions {
    @Option(
            names = "--mode",
            paramLabel = "embedded|compose|external",
            description =
                    "Where the servers come from: embedded, compose or external (MODE, embedded).")
    private @Nullable String mode;

    @Option(
            names = "--volume",
            paramLabel = "VOLUME",
            description = "Name or absolute path of the volume (DATA_VOLUME).")
    private @Nullable String volume;

    @Option(
            names = "--mysql-port",
            paramLabel = "PORT",
            description = "Port of the database (MYSQL_PORT, 13306).")
    private @Nullable String mysqlPort;

    @Option(
            names = "--search-port",
            paramLabel = "PORT",
            description = "Port of the search server (SEARCH_PORT, 19200).")
    private @Nullable String searchPort;

    @Option(
            names = "--search-engine",
            paramLabel = "opensearch|elasticsearch",
            description = "Which search server to run (SEARCH_ENGINE, opensearch).")
    private @Nullable String searchEngine;

    @Option(
            names = "--database-url",
            paramLabel = "URL",
            description = "Address of an external database, without its password (DATABASE_URL).")
    private @Nullable String databaseUrl;

    @Option(
            names = "--search-url",
            paramLabel = "URL",
            description =
                    "Addresses of an external search server, without its password (SEARCH_URL).")
    private @Nullable String searchUrl;

    Map<Setting, String> flags() {
        var flags = new EnumMap<Setting, String>(Setting.class);
        Flags.put(flags, Setting.MODE, mode);
        Flags.put(flags, Setting.DATA_VOLUME, volume);
        Flags.put(flags, Setting.MYSQL_PORT, mysqlPort);
        Flags.put(flags, Setting.SEARCH_PORT, searchPort);
        Flags.put(flags, Setting.SEARCH_ENGINE, searchEngine);
        Flags.put(flags, Setting.DATABASE_URL, databaseUrl);
        Flags.put(flags, Setting.SEARCH_URL, searchUrl);
        return flags;
    }
}
