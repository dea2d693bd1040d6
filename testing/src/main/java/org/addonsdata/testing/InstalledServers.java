package org.addonsdata.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The products installed on this machine: which of them belong to this run, and their servers. */
final class InstalledServers {
    private static final ConcurrentHashMap<InstalledDatabase, Shared<ChildDatabase>> SHARED =
            new ConcurrentHashMap<>();

    /** A product that a run of all servers must have. */
    private enum Wanted {
        MARIADB("MariaDB of the system", InstalledDatabase.MariaDb.VARIABLE),
        MYSQL("MySQL", InstalledDatabase.Mysql.VARIABLE);

        private final String title;
        private final String variable;

        Wanted(String title, String variable) {
            this.title = title;
            this.variable = variable;
        }

        private boolean isOfThisRun() {
            return TestRun.isOfAllServers() || System.getenv(variable) != null;
        }

        private Optional<InstalledDatabase> find() {
            return switch (this) {
                case MARIADB -> InstalledDatabase.MariaDb.find();
                case MYSQL -> InstalledDatabase.Mysql.find();
            };
        }

        private boolean isStoodInBy(TestServer server) {
            return server.isMariaDb() == (this == MARIADB);
        }
    }

    private InstalledServers() {}

    /** Those of this run that are there, in the order of age. */
    static List<InstalledDatabase> products() {
        var products = new ArrayList<InstalledDatabase>();
        for (var wanted : Wanted.values()) {
            if (wanted.isOfThisRun()) {
                wanted.find().ifPresent(products::add);
            }
        }
        return products;
    }

    /**
     * Starts those that do not run yet. One that is not there is noted as not run, unless one of
     * the given servers stands in for it.
     */
    static List<TestServer> start(List<TestServer> given) {
        var servers = new ArrayList<TestServer>();
        for (var wanted : Wanted.values()) {
            if (!wanted.isOfThisRun()) {
                continue;
            }
            var product = wanted.find();
            if (product.isPresent()) {
                servers.add(shared(product.get()));
            } else if (given.stream().noneMatch(wanted::isStoodInBy)) {
                TestRun.notRun(
                        wanted.title, "it is not installed; " + wanted.variable + " says where");
            }
        }
        return servers;
    }

    private static TestServer shared(InstalledDatabase product) {
        var database =
                SHARED.computeIfAbsent(product, key -> new Shared<>(() -> ChildDatabase.start(key)))
                        .get();
        TestRun.ran(product.name());
        return new TestServer(product.name(), database.endpoint());
    }
}
