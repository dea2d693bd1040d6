package org.addonsdata.addons.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.addonsdata.core.sql.Connections;
import org.addonsdata.search.DocumentSource.KeyRange;
import org.junit.jupiter.api.Test;

/** One moment for all readers, while somebody writes. */
class SnapshotSessionsIT {
    @Test
    void allReadersSeeOneMomentWhileOthersWrite() throws Exception {
        try (var catalogue = Catalogue.empty()) {
            var writing = new AtomicBoolean(true);
            var writer =
                    Thread.ofVirtual()
                            .start(() -> {
                                while (writing.get()) {
                                    catalogue.execute(
                                            "INSERT INTO tags (tag_text) SELECT COUNT(*) FROM tags");
                                }
                            });
            try {
                for (int round = 0; round < 20; round++) {
                    assertThat(countsSeen(catalogue.connections(), catalogue.schema(), 3))
                            .hasSize(1);
                }
            } finally {
                writing.set(false);
                writer.join();
            }
        }
    }

    @Test
    void anAccountThatMayNotLockGetsOneSessionForAll() throws Exception {
        try (var catalogue = Catalogue.filled()) {
            catalogue.execute(
                    "CREATE USER reader@'127.0.0.1' IDENTIFIED BY ''",
                    "GRANT SELECT ON `" + catalogue.schema() + "`.* TO reader@'127.0.0.1'");
            try (var sessions =
                    SnapshotSessions.open(as("reader", catalogue), catalogue.schema(), 3)) {
                assertThat(sessions.size()).isEqualTo(1);
            }
            var read = new ArrayList<Long>();
            try (var view =
                    new AddonDocuments(as("reader", catalogue), catalogue.schema()).open(3)) {
                var readers = new ArrayList<Thread>();
                for (var range : view.split(4)) {
                    readers.add(
                            Thread.ofVirtual()
                                    .start(() ->
                                            view.read(
                                                    range,
                                                    (key, version, source) -> {
                                                        synchronized (read) {
                                                            read.add(key);
                                                        }
                                                    })));
                }
                for (var reader : readers) {
                    reader.join();
                }
            } finally {
                catalogue.execute("DROP USER reader@'127.0.0.1'");
            }
            assertThat(read).containsExactlyInAnyOrderElementsOf(keys(catalogue));
        }
    }

    /** The catalogue was filled just now, so that the tables' times say nothing yet. */
    @Test
    void aLaterViewSeesThatNobodyHasWrittenThoughTheLockHasClosedTheTables() throws Exception {
        try (var catalogue = Catalogue.filled()) {
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(
                            () -> assertThat(isUnchangedAfter(catalogue, 2, "DO 1")).isTrue());
            assertThat(isUnchangedAfter(catalogue, 1, "DO 1")).isTrue();
            var write = "UPDATE tags SET tag_text = CONCAT(tag_text, 'x')";
            assertThat(isUnchangedAfter(catalogue, 2, write)).isFalse();
            assertThat(isUnchangedAfter(catalogue, 1, write)).isFalse();
        }
    }

    private static boolean isUnchangedAfter(Catalogue catalogue, int readers, String statement)
            throws SQLException {
        var documents = catalogue.documents();
        try (var earlier = documents.open(2)) {
            earlier.readVersions(new KeyRange(0, Long.MAX_VALUE), (_, _) -> {});
            catalogue.execute(statement);
            try (var later = documents.open(readers)) {
                return later.isUnchangedSince(earlier);
            }
        }
    }

    private static List<Long> keys(Catalogue catalogue) {
        return catalogue.read().stream().map(Catalogue.Document::key).toList();
    }

    private static Connections as(String user, Catalogue catalogue) {
        return schema -> {
            try (var connection = catalogue.connections().open(null)) {
                var url = connection.getMetaData().getURL();
                var port = url.replaceFirst("^.*:(\\d+)/.*$", "$1");
                var properties = new java.util.Properties();
                properties.setProperty("user", user);
                properties.setProperty("password", "");
                properties.setProperty("sslMode", "DISABLED");
                properties.setProperty("connectionTimeZone", "UTC");
                return new com.mysql.cj.jdbc.Driver()
                        .connect(
                                "jdbc:mysql://127.0.0.1:"
                                        + port
                                        + "/"
                                        + (schema == null ? "" : schema),
                                properties);
            }
        };
    }

    private static Set<Long> countsSeen(Connections connections, String schema, int readers)
            throws SQLException {
        var counts = new TreeSet<Long>();
        try (var sessions = SnapshotSessions.open(connections, schema, readers)) {
            assertThat(sessions.size()).isEqualTo(readers);
            for (int i = 0; i < readers; i++) {
                counts.add(sessions.call(session -> count(session.connection())));
            }
        }
        return counts;
    }

    private static long count(Connection session) throws SQLException {
        try (var statement = session.createStatement();
                var result = statement.executeQuery("SELECT COUNT(*) FROM tags")) {
            result.next();
            return result.getLong(1);
        }
    }
}
