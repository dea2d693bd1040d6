package org.addonsdata.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import org.addonsdata.services.process.Ports;
import org.junit.jupiter.api.Test;

class TestDatabaseIT {
    @Test
    void theSharedDatabaseIsOneAndAnswers() throws SQLException {
        var database = TestDatabase.shared();
        assertThat(TestDatabase.shared()).isSameAs(database);

        var schema = database.freshSchema();
        try (var connection = database.connections().open(schema);
                var statement = connection.createStatement();
                var result = statement.executeQuery("SELECT DATABASE(), @@time_zone")) {
            assertThat(result.next()).isTrue();
            assertThat(result.getString(1)).isEqualTo(schema);
            assertThat(result.getString(2)).isIn("UTC", "+00:00");
        }
        assertThat(database.freshSchema()).isNotEqualTo(schema);
        database.dropSchema(schema);
    }

    @Test
    void aClosedDatabaseLeavesNeitherProcessNorDirectory() throws SQLException {
        Path data;
        int port;
        try (var database = TestDatabase.start()) {
            port = database.endpoint().port();
            assertThat(database.isRunning()).isTrue();
            try (var connection = database.connections().open(null);
                    var statement = connection.createStatement();
                    var result = statement.executeQuery("SELECT @@datadir")) {
                assertThat(result.next()).isTrue();
                data = Path.of(result.getString(1));
            }
            assertThat(data).isDirectory();
        }
        assertThat(data.getParent()).doesNotExist();
        assertThat(Ports.isFree(port)).isTrue();
    }
}
