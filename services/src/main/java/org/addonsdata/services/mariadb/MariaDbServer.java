package org.addonsdata.services.mariadb;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.files.AtomicFiles;
import org.addonsdata.services.DatabaseEndpoint;
import org.addonsdata.services.process.Daemon;
import org.addonsdata.services.process.DaemonSpec;
import org.addonsdata.services.process.Ports;
import org.addonsdata.services.process.Readiness;

/** A MariaDB server that runs, or did a moment ago. */
public final class MariaDbServer {
    public static final String HOST = "127.0.0.1";

    /** The make variable that chooses the port. */
    public static final String PORT_VARIABLE = "MYSQL_PORT";

    private static final String PORT_ATTRIBUTE = "port";
    private static final String RESERVED_PORT_ATTRIBUTE = "reservedPort";
    private static final String VERSION_ATTRIBUTE = "version";
    private static final Duration START_TIMEOUT = Duration.ofMinutes(1);
    private static final Duration STOP_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(2);
    private static final String ACCESS_DENIED_STATE = "28000";

    private final Daemon daemon;
    private final Home home;

    private MariaDbServer(Daemon daemon, Home home) {
        this.daemon = daemon;
        this.home = home;
    }

    /**
     * Where a server lives; all paths absolute, on one volume, private to its owner.
     *
     * @param data the data directory
     * @param temporary for sort files and the like; emptied at every start
     * @param log appended to by bootstrap and server
     * @param runFile of the process
     */
    public record Home(Path data, Path temporary, Path log, Path runFile) {}

    /**
     * Makes a new data directory with the two accounts. A crash leaves a directory that is no data
     * directory: the caller gives it its final name afterwards.
     *
     * @param data is not there yet
     * @throws DataException {@link ErrorCode#SERVER_START_FAILED} with the log's last lines
     */
    public static void createData(
            MariaDbBinaries binaries, Path data, Path log, Accounts accounts) {
        Bootstrap.create(binaries, data, log, accounts);
    }

    /** Ends what still makes such a directory for a run that was killed. */
    public static void endCreating(Path data) {
        Bootstrap.endLeft(data);
    }

    /**
     * Starts a server and returns at once; {@link #awaitReady} waits for it.
     *
     * @throws DataException {@link ErrorCode#PORT_IN_USE}, {@link ErrorCode#PATH_NOT_WRITABLE}
     */
    public static MariaDbServer start(MariaDbBinaries binaries, Home home, int port) {
        return start(binaries, home, port, Optional.empty());
    }

    /**
     * The same where the passwords are lost: before it listens the server gives its accounts new
     * ones.
     *
     * @param renewed which; they are on disk until {@link #awaitReady} returns
     */
    public static MariaDbServer start(
            MariaDbBinaries binaries, Home home, int port, Optional<Accounts> renewed) {
        Ports.requireFree(port, MariaDbBinaries.PRODUCT, PORT_VARIABLE);
        try {
            AtomicFiles.deleteTree(home.temporary());
            AtomicFiles.createPrivateDirectories(home.temporary());
            if (renewed.isPresent()) {
                AtomicFiles.write(renewal(home), Bootstrap.renewalStatements(renewed.get()));
            }
        } catch (IOException e) {
            throw DataException.of(
                    ErrorCode.PATH_NOT_WRITABLE,
                    "cannot write " + home.temporary() + ": " + e.getMessage(),
                    e);
        }
        int reserved = reservedPort(port);
        var spec =
                new DaemonSpec(
                        MariaDbBinaries.PRODUCT,
                        command(binaries, home, port, reserved, renewed.isPresent()),
                        Map.of(),
                        home.log(),
                        home.runFile());
        var attributes =
                Map.of(
                        PORT_ATTRIBUTE,
                        Integer.toString(port),
                        RESERVED_PORT_ATTRIBUTE,
                        Integer.toString(reserved),
                        VERSION_ATTRIBUTE,
                        binaries.version());
        return new MariaDbServer(Daemon.start(spec, attributes), home);
    }

    private static List<String> command(
            MariaDbBinaries binaries, Home home, int port, int reserved, boolean renews) {
        var command = new ArrayList<>(ServerArguments.server(binaries, home, port, reserved));
        if (renews) {
            command.add("--init-file=" + renewal(home));
        }
        return command;
    }

    private static Path renewal(Home home) {
        return home.temporary().resolve("renewal.sql");
    }

    private static void forget(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw DataException.of(
                    ErrorCode.PATH_NOT_WRITABLE,
                    "cannot delete " + file + ": " + e.getMessage(),
                    e);
        }
    }

    private static int reservedPort(int port) {
        int free = Ports.anyFree();
        return free == port ? reservedPort(port) : free;
    }

    /** The server that runs in this place. */
    public static Optional<MariaDbServer> find(Home home) {
        return Daemon.find(home.runFile()).map(daemon -> new MariaDbServer(daemon, home));
    }

    /**
     * The server that was started last in this place, running or dead; nothing after {@link #stop}.
     */
    public static Optional<MariaDbServer> last(Home home) {
        return Daemon.last(home.runFile()).map(daemon -> new MariaDbServer(daemon, home));
    }

    public Daemon daemon() {
        return daemon;
    }

    /** The port it was started with. */
    public int port() {
        return Integer.parseInt(daemon.attributes().getOrDefault(PORT_ATTRIBUTE, "0"));
    }

    /** The version it was started as. */
    public String version() {
        return daemon.attributes().getOrDefault(VERSION_ATTRIBUTE, "");
    }

    /**
     * Waits until the server answers its administrator and is the one of this data directory.
     *
     * @throws DataException {@link ErrorCode#SERVER_START_FAILED}, {@link ErrorCode#ACCESS_DENIED},
     *     or {@link ErrorCode#INTERRUPTED}
     */
    public DatabaseEndpoint awaitReady(Accounts accounts, Cancellation cancellation) {
        var endpoint = endpoint(accounts);
        Readiness.await(
                daemon, START_TIMEOUT, () -> isListening() && answers(endpoint), cancellation);
        forget(renewal(home));
        return endpoint;
    }

    /** Where it answers, if it does so now. */
    public Optional<DatabaseEndpoint> answer(Accounts accounts) {
        var endpoint = endpoint(accounts);
        try {
            return isListening() && answers(endpoint) ? Optional.of(endpoint) : Optional.empty();
        } catch (IOException | SQLException e) {
            return Optional.empty();
        }
    }

    private DatabaseEndpoint endpoint(Accounts accounts) {
        int reserved =
                Integer.parseInt(daemon.attributes().getOrDefault(RESERVED_PORT_ATTRIBUTE, "0"));
        return new DatabaseEndpoint(HOST, port(), accounts.administrator(), accounts.application())
                .withReservedPort(reserved);
    }

    /** Stops it cleanly; everything is on disk then. */
    public void stop() {
        daemon.stop(STOP_TIMEOUT);
    }

    /** Cheap, where a refused connection of the driver is not. */
    private boolean isListening() throws IOException {
        try (var socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.ofLiteral(HOST), port()),
                    (int) ANSWER_TIMEOUT.toMillis());
            return true;
        }
    }

    private boolean answers(DatabaseEndpoint endpoint) throws SQLException, IOException {
        try (var connection = endpoint.connections(ANSWER_TIMEOUT).open(null);
                var statement = connection.createStatement();
                var result = statement.executeQuery("SELECT @@datadir")) {
            if (result.next() && Files.isSameFile(Path.of(result.getString(1)), home.data())) {
                return true;
            }
            throw DataException.of(
                    ErrorCode.SERVER_START_FAILED,
                    "the server on port %d serves %s, not %s"
                            .formatted(port(), result.getString(1), home.data()));
        } catch (SQLException e) {
            if (ACCESS_DENIED_STATE.equals(e.getSQLState())) {
                throw DataException.of(
                                ErrorCode.ACCESS_DENIED,
                                "the server on port %d refuses the administrator %s"
                                        .formatted(port(), endpoint.administrator().user()),
                                e)
                        .withHint(
                                "its password must be the one in the volume's credentials.json; where that is lost, delete the file: after make down, make up gives both accounts new ones");
            }
            throw e;
        }
    }
}
