package org.addonsdata.services.mariadb;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.files.AtomicFiles;
import org.addonsdata.services.process.ServerEnvironment;

/**
 * Makes a data directory with the server's own {@code --bootstrap}: its system tables and two
 * accounts, nothing else. The passwords go in through the standard input. Durable when it returns:
 * the server syncs what it writes.
 */
final class Bootstrap {
    private static final String BOOTSTRAP = "--bootstrap";
    private static final long TIMEOUT_SECONDS = 60;
    private static final long END_TIMEOUT_SECONDS = 10;

    private Bootstrap() {}

    /**
     * Fills a new directory. The caller makes it appear under its final name only then.
     *
     * @param directory is not there yet
     * @param log gets the server's output
     */
    static void create(MariaDbBinaries binaries, Path directory, Path log, Accounts accounts) {
        try {
            AtomicFiles.createPrivateDirectories(directory);
            createPrivately(log);
            var builder =
                    new ProcessBuilder(command(binaries, directory))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            ServerEnvironment.restrict(builder.environment());
            var process = builder.start();
            try (var input = process.getOutputStream()) {
                input.write(statements(binaries, accounts).getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // The server has ended; its status tells more.
            }
            requireSuccess(process, directory, log);
            AtomicFiles.syncDirectory(directory);
        } catch (IOException e) {
            throw failure(directory, log, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Cancellation.interrupted();
        }
    }

    /**
     * Ends a bootstrap whose starter was killed; it would write on into the directory that the next
     * one makes.
     *
     * @throws DataException {@link ErrorCode#SERVER_STOP_FAILED}
     */
    static void endLeft(Path directory) {
        var left =
                ProcessHandle.allProcesses()
                        .filter(process -> isBootstrap(process, directory))
                        .toList();
        for (var process : left) {
            process.destroyForcibly();
            try {
                process.onExit().get(END_TIMEOUT_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException | TimeoutException e) {
                throw DataException.of(
                        ErrorCode.SERVER_STOP_FAILED,
                        "cannot end process %d, which an earlier run left".formatted(process.pid()),
                        e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw Cancellation.interrupted();
            }
        }
    }

    private static boolean isBootstrap(ProcessHandle process, Path directory) {
        var words = List.of(process.info().arguments().orElse(new String[0]));
        return words.contains(BOOTSTRAP) && words.contains("--tmpdir=" + directory);
    }

    private static void createPrivately(Path log) throws IOException {
        if (!Files.exists(log)) {
            AtomicFiles.write(log, "");
        }
    }

    private static void requireSuccess(Process process, Path directory, Path log)
            throws InterruptedException {
        try {
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                throw failure(directory, log, "it did not end within " + TIMEOUT_SECONDS + " s");
            }
            if (process.exitValue() != 0) {
                throw failure(directory, log, "exit status " + process.exitValue());
            }
        } finally {
            process.destroyForcibly();
        }
    }

    private static DataException failure(Path directory, Path log, String reason) {
        return DataException.of(
                        ErrorCode.SERVER_START_FAILED,
                        "MariaDB could not make the data directory %s: %s; its log ends with%n%s"
                                .formatted(directory, reason, ServerLog.lastErrors(log)))
                .withHint("the rest of its log is " + log);
    }

    private static List<String> command(MariaDbBinaries binaries, Path directory) {
        var command = new ArrayList<String>();
        command.add(binaries.executable().toString());
        command.add("--no-defaults");
        command.add(BOOTSTRAP);
        // Every MariaDB deletes the temporary tables in its temporary directory when it starts:
        // in /tmp those of others, too.
        command.add("--tmpdir=" + directory);
        command.addAll(ServerArguments.common(binaries, directory));
        return command;
    }

    private static String statements(MariaDbBinaries binaries, Accounts accounts)
            throws IOException {
        return "CREATE DATABASE mysql;\nUSE mysql;\nSET @auth_root_socket=NULL;\n"
                + Files.readString(binaries.share().resolve("mariadb_system_tables.sql"))
                + Files.readString(binaries.share().resolve("mariadb_performance_tables.sql"))
                + accountStatements(
                        accounts.administrator().password(), accounts.application().password());
    }

    /** What gives the accounts of a data directory that was made here new passwords. */
    static String renewalStatements(Accounts accounts) {
        return """
        ALTER USER 'root'@'127.0.0.1' IDENTIFIED BY '%1$s', 'root'@'localhost' IDENTIFIED BY '%1$s';
        ALTER USER 'olympia'@'127.0.0.1' IDENTIFIED BY '%2$s', 'olympia'@'localhost' IDENTIFIED BY '%2$s';
        """
                .formatted(accounts.administrator().password(), accounts.application().password());
    }

    /** Each on a line of its own, as the server's bootstrap reads them. */
    private static String accountStatements(
            String administratorPassword, String applicationPassword) {
        return """
        FLUSH PRIVILEGES;
        CREATE USER 'root'@'127.0.0.1' IDENTIFIED BY '%1$s', 'root'@'localhost' IDENTIFIED BY '%1$s';
        CREATE USER 'olympia'@'127.0.0.1' IDENTIFIED BY '%2$s', 'olympia'@'localhost' IDENTIFIED BY '%2$s';
        GRANT ALL PRIVILEGES ON *.* TO 'root'@'127.0.0.1', 'root'@'localhost' WITH GRANT OPTION;
        GRANT ALL PRIVILEGES ON `olympia`.* TO 'olympia'@'127.0.0.1', 'olympia'@'localhost';
        GRANT ALL PRIVILEGES ON `test\\_olympia%%`.* TO 'olympia'@'127.0.0.1', 'olympia'@'localhost';
        """
                .formatted(administratorPassword, applicationPassword);
    }
}
