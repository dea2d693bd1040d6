package org.addonsdata.addons.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the server remembers of commits. */
class ChangeMarkIT {
    private static final int QUIET = 2;

    @Test
    void thereIsNoneRightAfterACommit() throws SQLException {
        try (var catalogue = Catalogue.filled();
                var session = catalogue.connections().open(catalogue.schema())) {
            assertThat(ChangeMark.read(session)).isEmpty();
        }
    }

    @Test
    void itStaysUntilSomethingIsCommitted() throws SQLException {
        try (var catalogue = Catalogue.filled();
                var reader = catalogue.connections().open(catalogue.schema());
                var writer = catalogue.connections().open(catalogue.schema())) {
            execute(reader, "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
            var before = awaitMark(reader);
            assertThat(ChangeMark.read(reader, QUIET)).contains(before);
            execute(writer, "UPDATE addons SET hotness = hotness + 1 WHERE id = 1");
            assertThat(ChangeMark.read(reader, 0)).isPresent().isNotEqualTo(Optional.of(before));
        }
    }

    @Test
    void thereIsNoneWhileATransactionIsOpenThatHasWritten() throws SQLException {
        try (var catalogue = Catalogue.filled();
                var reader = catalogue.connections().open(catalogue.schema());
                var writer = catalogue.connections().open(catalogue.schema())) {
            var before = awaitMark(reader);
            execute(writer, "START TRANSACTION");
            execute(writer, "DELETE FROM users_tags_addons");
            execute(writer, "DO SLEEP(3)");
            assertThat(ChangeMark.read(reader, QUIET)).isEmpty();
            execute(writer, "COMMIT");
            assertThat(ChangeMark.read(reader, 0)).isNotEqualTo(Optional.of(before));
            assertThat(awaitMark(reader)).isNotEqualTo(before);
        }
    }

    private static String awaitMark(Connection session) {
        return await().atMost(Duration.ofSeconds(20))
                .until(() -> ChangeMark.read(session, QUIET), Optional::isPresent)
                .orElseThrow();
    }

    private static void execute(Connection session, String sql) throws SQLException {
        try (var statement = session.createStatement()) {
            statement.execute(sql);
        }
    }
}
