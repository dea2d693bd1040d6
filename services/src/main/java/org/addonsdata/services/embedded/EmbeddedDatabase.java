package org.addonsdata.services.embedded;

import java.util.Optional;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.services.DatabaseEndpoint;
import org.addonsdata.services.StackStatus.ServerState;
import org.addonsdata.services.mariadb.MariaDbBinaries;
import org.addonsdata.services.mariadb.MariaDbServer;
import org.addonsdata.services.process.Daemon;
import org.addonsdata.services.process.Ports;

/** The database server of one volume. */
record EmbeddedDatabase(EmbeddedSettings settings, DatabaseFiles files) {
    static final String TASK = "database";

    /** Refuses, before anything is started or changed, what cannot end well. */
    void requireStartable() {
        var running = find();
        if (running.isPresent()) {
            EmbeddedStack.requirePort(
                    running.get().daemon(),
                    running.get().port(),
                    settings.databasePort(),
                    MariaDbServer.PORT_VARIABLE);
            return;
        }
        files.requireServable(MariaDbBinaries.availableVersion(settings.engines()));
        Ports.requireFree(
                settings.databasePort(), MariaDbBinaries.PRODUCT, MariaDbServer.PORT_VARIABLE);
    }

    /**
     * Starts the server if it does not run, on files that are made if there are none, and waits for
     * it.
     */
    DatabaseEndpoint start(Progress progress, Cancellation cancellation) {
        try (var task = progress.start(TASK, Progress.Unit.STEPS)) {
            var running = find();
            if (running.isPresent()) {
                var server = running.get();
                try {
                    var endpoint = server.awaitReady(files.accounts(), cancellation);
                    task.skipped("runs already, on port " + server.port());
                    return endpoint;
                } catch (DataException e) {
                    EmbeddedStack.rethrowUnlessDead(server.daemon(), e);
                }
            }
            EmbeddedStack.noteDeath(last(), progress);
            var binaries = MariaDbBinaries.unpack(settings.engines(), settings.cache());
            progress.reached("up.database-unpacked");
            files.create(binaries, progress);
            cancellation.check();
            var renewed = files.renewedAccounts();
            var server =
                    MariaDbServer.start(binaries, files.home(), settings.databasePort(), renewed);
            progress.reached("up.database-launched");
            var endpoint = server.awaitReady(renewed.orElseGet(files::accounts), cancellation);
            renewed.ifPresent(accounts -> {
                files.keep(accounts);
                progress.note("the volume's passwords were lost; both accounts have new ones");
            });
            files.recordServed(binaries.version());
            progress.reached("up.database-ready");
            task.done(
                    "%s %s on port %d"
                            .formatted(MariaDbBinaries.PRODUCT, binaries.version(), server.port()));
            return endpoint;
        }
    }

    /** The server if it runs and answers now. */
    Optional<DatabaseEndpoint> attach() {
        return find().flatMap(server ->
                EmbeddedStack.answerOf(server.daemon(), () -> server.answer(files.accounts())));
    }

    void stop(Progress progress) {
        try (var task = progress.start(TASK, Progress.Unit.STEPS)) {
            var server = MariaDbServer.last(files.home());
            var wasRunning = server.filter(found -> found.daemon().isAlive()).isPresent();
            server.ifPresent(MariaDbServer::stop);
            if (wasRunning) {
                task.done("stopped");
            } else {
                task.skipped("does not run");
            }
        }
    }

    ServerState state() {
        var version = find().map(MariaDbServer::version).orElseGet(this::versionAtRest);
        return EmbeddedStack.state(
                (MariaDbBinaries.PRODUCT + " " + version).strip(),
                last(),
                find().map(MariaDbServer::port).orElse(settings.databasePort()));
    }

    private String versionAtRest() {
        return files.record().map(record -> record.version()).orElseGet(this::availableVersion);
    }

    private String availableVersion() {
        try {
            return MariaDbBinaries.availableVersion(settings.engines());
        } catch (DataException e) {
            if (e.code() == ErrorCode.ENGINE_MISSING
                    || e.code() == ErrorCode.PLATFORM_UNSUPPORTED) {
                return "";
            }
            throw e;
        }
    }

    private Optional<MariaDbServer> find() {
        return MariaDbServer.find(files.home());
    }

    Optional<Daemon> last() {
        return MariaDbServer.last(files.home()).map(MariaDbServer::daemon);
    }
}
