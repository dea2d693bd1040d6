package org.addonsdata.services.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;

/**
 * Starts a process in a session of its own, so that neither Ctrl-C nor a closed terminal reaches
 * it. The shell between ends at once: a JVM with a living child ends late. It writes the process's
 * id to a file, and its {@link ProcessIdentity} mark, so that both are known even if this JVM is
 * killed before it could note them.
 */
final class Launcher {
    private static final Path SHELL = Path.of("/bin/sh");
    private static final long SHELL_SECONDS = 10;
    private static final String SCRIPT =
            """
            umask 077
            exec 2>>"$0" || exit 1
            pid_file=$1
            shift
            if command -v setsid >/dev/null 2>&1; then
                setsid "$@" </dev/null >>"$0" 2>&1 &
            elif command -v perl >/dev/null 2>&1; then
                perl -MPOSIX -e 'POSIX::setsid(); exec { $ARGV[0] } @ARGV; exit 127' "$@" </dev/null >>"$0" 2>&1 &
            else
                nohup "$@" </dev/null >>"$0" 2>&1 &
            fi
            pid=$!
            mark=
            if read -r boot </proc/sys/kernel/random/boot_id && read -r stat <"/proc/$pid/stat"; then
                set -- ${stat##*) }
                shift 19
                mark=$boot:$1
            fi
            printf '%s\n%s\n' "$pid" "$mark" >"$pid_file"
            """;

    private Launcher() {}

    /** Starts the command and returns once the file holds its id and its mark, a line each. */
    static void launch(DaemonSpec spec, Path pidFile) {
        try {
            if (Files.isExecutable(SHELL)) {
                throughShell(spec, pidFile);
            } else {
                directly(spec, pidFile);
            }
        } catch (IOException e) {
            throw DataException.of(
                    ErrorCode.SERVER_START_FAILED,
                    "cannot start " + spec.name() + ": " + e.getMessage(),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Cancellation.interrupted();
        }
    }

    private static void throughShell(DaemonSpec spec, Path pidFile)
            throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.addAll(
                List.of(SHELL.toString(), "-c", SCRIPT, spec.log().toString(), pidFile.toString()));
        command.addAll(spec.command());
        var shell =
                builder(spec, command)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        if (!shell.waitFor(SHELL_SECONDS, TimeUnit.SECONDS) || shell.exitValue() != 0) {
            shell.destroyForcibly();
            throw new IOException("the shell failed");
        }
    }

    /** Lets a process go on that a signal has stopped. */
    static void resume(long pid) {
        try {
            var kill =
                    new ProcessBuilder(
                            SHELL.toString(), "-c", "kill -CONT \"$0\"", Long.toString(pid));
            kill.start().waitFor(SHELL_SECONDS, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw DataException.of(
                    ErrorCode.SERVER_STOP_FAILED,
                    "cannot let process %d go on: %s".formatted(pid, e.getMessage()),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Cancellation.interrupted();
        }
    }

    /** For systems without a POSIX shell, where a child outlives its parent anyway. */
    static void directly(DaemonSpec spec, Path pidFile) throws IOException {
        var log = ProcessBuilder.Redirect.appendTo(spec.log().toFile());
        var process = builder(spec, spec.command()).redirectOutput(log).redirectError(log).start();
        Files.writeString(pidFile, process.pid() + "\n\n");
    }

    private static ProcessBuilder builder(DaemonSpec spec, List<String> command) {
        var builder =
                new ProcessBuilder(command)
                        .redirectInput(ProcessBuilder.Redirect.from(nullDevice()));
        ServerEnvironment.restrict(builder.environment());
        builder.environment().putAll(spec.environment());
        return builder;
    }

    private static File nullDevice() {
        return new File(System.getProperty("os.name").startsWith("Windows") ? "NUL" : "/dev/null");
    }
}
