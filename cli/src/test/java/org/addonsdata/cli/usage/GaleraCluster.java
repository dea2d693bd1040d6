package org.addonsdata.cli.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.addonsdata.core.concurrent.Deadline;
import org.addonsdata.services.process.Ports;

/** Three MariaDB servers on this machine that hold the same data and all take writes. */
final class GaleraCluster implements AutoCloseable {
    private static final Path PROVIDER = Path.of("/usr/lib/galera/libgalera_smm.so");
    private static final Duration JOIN_TIMEOUT = Duration.ofMinutes(3);

    private final List<OwnDatabase> nodes = new ArrayList<>();
    private final List<Integer> groupPorts = new ArrayList<>();

    private GaleraCluster() {}

    static boolean isThere() {
        return OwnDatabase.Product.MARIADB.isThere()
                && Files.exists(PROVIDER)
                && Files.isExecutable(Path.of("/usr/bin/rsync"));
    }

    static GaleraCluster start() {
        var cluster = new GaleraCluster();
        try {
            for (int i = 0; i < 3; i++) {
                cluster.groupPorts.add(Ports.anyFree());
            }
            for (int i = 0; i < 3; i++) {
                var options = new ArrayList<>(cluster.options(i));
                if (i == 0) {
                    options.add("--wsrep-new-cluster");
                }
                cluster.nodes.add(
                        OwnDatabase.start(
                                OwnDatabase.Product.MARIADB, options.toArray(String[]::new)));
                cluster.awaitSize(i, i + 1);
            }
            return cluster;
        } catch (RuntimeException | Error e) {
            cluster.close();
            throw e;
        }
    }

    private List<String> options(int number) {
        var port = groupPorts.get(number);
        var members =
                groupPorts.stream()
                        .map(other -> "127.0.0.1:" + other)
                        .collect(Collectors.joining(","));
        // The rsync daemon that root starts becomes nobody, who may not write what is copied.
        var isRoot = "root".equals(System.getProperty("user.name"));
        return List.of(
                "--user=" + (isRoot ? "mysql" : System.getProperty("user.name")),
                "--wsrep-on=ON",
                "--wsrep-provider=" + PROVIDER,
                "--wsrep-cluster-address=gcomm://" + members,
                "--wsrep-cluster-name=addons-data-test",
                "--wsrep-node-address=127.0.0.1:" + port,
                "--wsrep-node-name=node" + number,
                "--wsrep-sst-method=rsync",
                "--wsrep-sst-receive-address=127.0.0.1:" + Ports.anyFree(),
                "--wsrep-provider-options=base_port=%1$d;gmcast.listen_addr=tcp://127.0.0.1:%1$d;ist.recv_addr=127.0.0.1:%2$d;gcache.size=32M;evs.suspect_timeout=PT3S;evs.inactive_timeout=PT8S"
                        .formatted(port, Ports.anyFree()),
                "--binlog-format=ROW",
                "--innodb-autoinc-lock-mode=2");
    }

    private void awaitSize(int number, int size) {
        var deadline = Deadline.after(JOIN_TIMEOUT);
        while (!status(number).equals(size + " Synced")) {
            assertThat(deadline.isOver()).as("node %d: %s", number, status(number)).isFalse();
            Background.pause();
        }
    }

    private String status(int number) {
        try {
            return String.join(
                    " ",
                    node(number)
                            .query(
                                    "SELECT VARIABLE_VALUE FROM information_schema.GLOBAL_STATUS WHERE VARIABLE_NAME IN"
                                            + " ('WSREP_CLUSTER_SIZE','WSREP_LOCAL_STATE_COMMENT') ORDER BY VARIABLE_NAME"));
        } catch (SQLException e) {
            return String.valueOf(e.getMessage());
        }
    }

    OwnDatabase node(int number) {
        return nodes.get(number);
    }

    /** All nodes, the given one first. */
    String addressesFrom(int first) {
        var ports = new ArrayList<String>();
        for (int i = 0; i < nodes.size(); i++) {
            ports.add("127.0.0.1:" + nodes.get((first + i) % nodes.size()).port());
        }
        return String.join(",", ports);
    }

    /** As a machine goes that loses its power; the others notice after some seconds. */
    void kill(int number) {
        node(number).kill();
    }

    /** Brings a node back that was killed, and waits until it has what it missed. */
    void startAgain(int number) {
        node(number).startAgain(options(number).toArray(String[]::new));
        awaitSize(number, nodes.size());
    }

    @Override
    public void close() {
        nodes.forEach(OwnDatabase::close);
    }
}
