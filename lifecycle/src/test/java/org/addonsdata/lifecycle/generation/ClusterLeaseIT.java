package org.addonsdata.lifecycle.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.addonsdata.core.concurrent.Deadline;
import org.addonsdata.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The lease itself, on one server; that a cluster agrees on it is the cluster's test. */
class ClusterLeaseIT {
    private static final TestDatabase DATABASE = TestDatabase.shared();

    private final String live = DATABASE.freshSchemaName();
    private Connection one;
    private Connection other;

    @BeforeEach
    void connect() throws SQLException {
        one = DATABASE.connections().open(null);
        other = DATABASE.connections().open(null);
    }

    @AfterEach
    void close() throws SQLException {
        one.close();
        other.close();
        DATABASE.dropSchema(live + "__lock");
    }

    @Test
    void oneHasItUntilItIsReleased() throws SQLException {
        var first = new ClusterLease(live);
        var second = new ClusterLease(live);
        assertThat(first.take(one)).isTrue();
        assertThat(second.take(other)).isFalse();
        assertThat(second.described(other)).contains("a run of root@", "s unless it goes on");
        assertThat(first.renew(one)).isTrue();
        second.release(other);
        assertThat(second.take(other)).as("after a release by one who has it not").isFalse();
        first.release(one);
        assertThat(second.take(other)).isTrue();
        assertThat(first.renew(one)).isFalse();
    }

    @Test
    void ofARunThatWasKilledItEndsByItself() throws SQLException {
        var killed = new ClusterLease(live, Duration.ofSeconds(1));
        var next = new ClusterLease(live);
        assertThat(killed.take(one)).isTrue();
        assertThat(next.take(other)).isFalse();
        var deadline = Deadline.after(Duration.ofSeconds(20));
        while (!next.take(other)) {
            assertThat(deadline.isOver()).isFalse();
        }
        assertThat(killed.renew(one)).isFalse();
    }

    @Test
    void aServerAloneNeedsNone() throws SQLException {
        assertThat(ClusterLease.isNeeded(one)).isFalse();
    }
}
