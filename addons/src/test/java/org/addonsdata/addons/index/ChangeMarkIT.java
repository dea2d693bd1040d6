package org.addonsdata.addons.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the server remembers of writers. */
class ChangeMarkIT {
    private static final int QUIET = 2;

    @Test
    void rightAfterACommitTheCounterTellsUntilSomethingIsCommitted() throws SQLException {
        try (var catalogue = Catalogue.filled();
                var reader = catalogue.connections().open(catalogue.schema());
                var writer = catalogue.connections().open(catalogue.schema())) {
            execute(reader, "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
            var before = counted(reader);
            execute(reader, "SELECT COUNT(*) FROM addons");
            assertThat(before.isUnchangedAt(counted(reader))).isTrue();
            execute(
                    writer,
                    "INSERT INTO tags (tag_text, created, modified) VALUES ('x', NOW(), NOW())");
            assertThat(before.isUnchangedAt(counted(reader))).isFalse();
        }
    }

    @Test
    void whereOtherSchemasAreWrittenToTheTablesTell() throws SQLException {
        try (var catalogue = Catalogue.filled();
                var reader = catalogue.connections().open(catalogue.schema());
                var writer = catalogue.connections().open(catalogue.schema())) {
            var before = quiet(reader);
            execute(writer, "UPDATE collections SET modified = modified + INTERVAL 1 SECOND");
            var after = ChangeMark.read(reader, QUIET).orElseThrow();
            assertThat(after.transactions()).isNotEqualTo(before.transactions());
            assertThat(before.isUnchangedAt(after)).isTrue();
            execute(writer, "UPDATE addons SET hotness = hotness + 1 WHERE id = 1");
            assertThat(before.isUnchangedAt(ChangeMark.read(reader, 0).orElseThrow())).isFalse();
        }
    }

    @Test
    void thereIsNoneWhileATransactionIsOpenThatHasWritten() throws SQLException {
        try (var catalogue = Catalogue.filled();
                var reader = catalogue.connections().open(catalogue.schema());
                var writer = catalogue.connections().open(catalogue.schema())) {
            var before = quiet(reader);
            execute(writer, "START TRANSACTION");
            execute(writer, "DELETE FROM users_tags_addons");
            assertThat(ChangeMark.read(reader, QUIET)).isEmpty();
            execute(writer, "COMMIT");
            assertThat(before.isUnchangedAt(ChangeMark.read(reader, 0).orElseThrow())).isFalse();
            assertThat(before.isUnchangedAt(quiet(reader))).isFalse();
        }
    }

    @Test
    void membersOfAClusterAreToldApart() throws SQLException {
        try (var catalogue = Catalogue.filled();
                var reader = catalogue.connections().open(catalogue.schema())) {
            var here = counted(reader);
            var elsewhere =
                    new ChangeMark(
                            "another",
                            here.transactionsBefore(),
                            here.transactions(),
                            here.tables());
            assertThat(here.isUnchangedAt(elsewhere)).isFalse();
        }
    }

    /** A mark once nobody writes; the server itself does after a change, to its statistics. */
    private static ChangeMark counted(Connection session) {
        return await().atMost(Duration.ofSeconds(20))
                .until(() -> ChangeMark.read(session), Optional::isPresent)
                .orElseThrow();
    }

    private static ChangeMark quiet(Connection session) {
        return await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> ChangeMark.read(session, QUIET),
                        mark -> mark.isPresent() && mark.get().tables().isPresent())
                .orElseThrow();
    }

    private static void execute(Connection session, String sql) throws SQLException {
        try (var statement = session.createStatement()) {
            statement.execute(sql);
        }
    }
}
