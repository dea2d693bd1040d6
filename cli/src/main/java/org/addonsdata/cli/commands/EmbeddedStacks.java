package org.addonsdata.cli.commands;

import java.nio.file.Path;
import java.util.Locale;
import org.addonsdata.cli.settings.Setting;
import org.addonsdata.cli.settings.Settings;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.services.ServiceStack;
import org.addonsdata.services.StackStatus.ServerState;
import org.addonsdata.services.embedded.EmbeddedSettings;
import org.addonsdata.services.embedded.EmbeddedStack;
import org.addonsdata.services.searchnode.SearchEngine;
import org.addonsdata.services.searchnode.SearchNodeSettings.ClassLoading;
import org.addonsdata.services.volume.VolumeStore;
import org.addonsdata.services.volume.Volumes;

/** Builds the embedded servers that settings mean. */
final class EmbeddedStacks {
    private EmbeddedStacks() {}

    static VolumeStore volumes(Invocation invocation) {
        return new Volumes(directory(invocation));
    }

    private static Path directory(Invocation invocation) {
        return invocation.dataHome().resolve("volumes");
    }

    /**
     * The stack with these settings; a port that nobody chose is that of the server that runs, if
     * one does.
     */
    static ServiceStack of(Invocation invocation, Settings settings) {
        int mysqlPort = settings.port(Setting.MYSQL_PORT);
        int searchPort = settings.port(Setting.SEARCH_PORT);
        var stack = of(invocation, settings, mysqlPort, searchPort);
        if (settings.isChosen(Setting.MYSQL_PORT) && settings.isChosen(Setting.SEARCH_PORT)) {
            return stack;
        }
        var status = stack.status();
        return of(
                invocation,
                settings,
                running(settings, Setting.MYSQL_PORT, status.database(), mysqlPort),
                running(settings, Setting.SEARCH_PORT, status.search(), searchPort));
    }

    private static int running(Settings settings, Setting setting, ServerState server, int port) {
        return server.running() && !settings.isChosen(setting) ? server.port() : port;
    }

    private static EmbeddedStack of(
            Invocation invocation, Settings settings, int mysqlPort, int searchPort) {
        return new EmbeddedStack(
                new EmbeddedSettings(
                        settings.text(Setting.DATA_VOLUME),
                        directory(invocation),
                        invocation.cacheHome(),
                        invocation.engines(),
                        mysqlPort,
                        searchPort,
                        engine(settings),
                        settings.text(Setting.SEARCH_HEAP),
                        ClassLoading.CACHED));
    }

    private static SearchEngine engine(Settings settings) {
        for (var engine : SearchEngine.values()) {
            if (engine.text()
                    .equals(settings.text(Setting.SEARCH_ENGINE).toLowerCase(Locale.ROOT))) {
                return engine;
            }
        }
        throw DataException.of(
                        ErrorCode.SETTING_INVALID,
                        "SEARCH_ENGINE is '%s', which is no search engine"
                                .formatted(settings.text(Setting.SEARCH_ENGINE)))
                .withHint("set it to opensearch or elasticsearch");
    }
}
