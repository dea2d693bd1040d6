package org.addonsdata.services.mariadb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The server's command line. No file of defaults is read, so that the machine's own MariaDB cannot
 * change ours. What decides about durability (log flush at commit, doublewrite, sync) stays at the
 * server's safe defaults.
 */
final class ServerArguments {
    private ServerArguments() {}

    /** What bootstrap and server share. */
    static List<String> common(MariaDbBinaries binaries, Path data) {
        var arguments = new ArrayList<String>();
        arguments.add("--basedir=" + binaries.base());
        arguments.add("--datadir=" + data);
        arguments.add("--lc-messages-dir=" + binaries.share());
        arguments.add("--character-set-server=utf8mb4");
        if (isRoot()) {
            arguments.add("--user=root");
        }
        return arguments;
    }

    /**
     * @param reserved a port with connections of its own, for this tool when applications have used
     *     up all others (MariaDB's documentation, "extra_port")
     */
    static List<String> server(
            MariaDbBinaries binaries, MariaDbServer.Home home, int port, int reserved) {
        var arguments = new ArrayList<String>();
        arguments.add(binaries.executable().toString());
        arguments.add("--no-defaults");
        arguments.addAll(common(binaries, home.data()));
        arguments.add("--port=" + port);
        arguments.add("--extra-port=" + reserved);
        arguments.add("--tmpdir=" + home.temporary());
        arguments.add("--secure-file-priv=" + home.temporary());
        arguments.add("--pid-file=" + home.temporary().resolve("mariadbd.pid"));
        arguments.addAll(FIXED);
        return arguments;
    }

    private static final List<String> FIXED =
            List.of(
                    "--bind-address=127.0.0.1",
                    // As many as an export may read with, and those beside them.
                    "--extra-max-connections=80",
                    // A socket's path may have 107 characters only, and nobody needs it.
                    "--socket=",
                    // Otherwise a key is made at every start, which takes 4 to 15 s.
                    "--skip-ssl",
                    "--skip-name-resolve",
                    "--local-infile=1",
                    // As MySQL's defaults have it.
                    "--event-scheduler=ON",
                    "--max-allowed-packet=64M",
                    // Rows go out in fewer, larger writes, which costs less on both sides.
                    "--net-buffer-length=262144",
                    "--innodb-buffer-pool-size=256M",
                    // Pages are written while nothing else is, so that checkpoints stay recent.
                    // Without one
                    // between making a table and renaming it, recovery after kill -9 failed once in
                    // 150
                    // tries ("Missing FILE_CREATE before FILE_CHECKPOINT", MariaDB 11.4.5).
                    "--innodb-max-dirty-pages-pct-lwm=0.001",
                    "--innodb-log-buffer-size=4M",
                    "--innodb-temp-data-file-path=ibtmp1:4M:autoextend",
                    "--aria-pagecache-buffer-size=8M",
                    "--key-buffer-size=1M",
                    "--table-open-cache=400");

    private static boolean isRoot() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return "root".equals(System.getProperty("user.name"));
        }
    }
}
