package org.addonsdata.lifecycle.usecase;

import static org.addonsdata.core.sql.Names.quote;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.faults.FaultPoints;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.lifecycle.LibraryApplication;
import org.addonsdata.services.DatabaseEndpoint;
import org.addonsdata.services.DatabaseEndpoint.Account;
import org.addonsdata.services.SearchEndpoint;
import org.addonsdata.services.ServiceStack;
import org.addonsdata.testing.TestSearch;
import org.addonsdata.testing.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Whose a dump's objects are after a restore, and what of them runs by itself. */
@ParameterizedClass
@MethodSource("org.addonsdata.testing.TestServer#all")
@Tag("slow")
class RestoredObjectsIT {
    private static final String DUMP =
            """
            CREATE TABLE t1 (a INT PRIMARY KEY, b TEXT) ENGINE=InnoDB;
            INSERT INTO t1 VALUES (1,'x');
            DELIMITER ;;
            CREATE DEFINER=`root`@`localhost` FUNCTION f(n INT) RETURNS INT DETERMINISTIC /* why */ RETURN n + 1;;
            CREATE /* x */ DEFINER=`root`@`localhost` PROCEDURE p() BEGIN SELECT '{d 2026}'; SELECT f(1); END;;
            CREATE OR REPLACE ALGORITHM=/**/MERGE DEFINER=root@localhost VIEW v AS SELECT a, f(a) AS f FROM t1;;
            CREATE DEFINER=CURRENT_USER() TRIGGER tr BEFORE INSERT ON t1 FOR EACH ROW SET NEW.b = CURRENT_USER();;
            CREATE DEFINER=`root`@`localhost` EVENT `ENABLE` ON SCHEDULE EVERY 1 SECOND DO INSERT INTO t1 SELECT MAX(a)+1, CURRENT_USER() FROM t1;;
            CREATE EVENT sleeping ON SCHEDULE EVERY 1 YEAR DISABLE COMMENT 'ENABLE' DO DELETE FROM t1;;
            DELIMITER ;
            """;

    private final TestServer server;
    private final String live;
    private final List<String> notes = new ArrayList<>();

    @TempDir private Path directory;

    RestoredObjectsIT(TestServer server) {
        this.server = server;
        this.live = server.freshSchemaName();
    }

    private record Servers(DatabaseEndpoint database, SearchEndpoint search)
            implements ServiceStack.Running {
        @Override
        public void close() {}
    }

    private record Notes(List<String> notes) implements Progress {
        @Override
        public Task start(String name, Unit unit) {
            return Progress.silent().start(name, unit);
        }

        @Override
        public void note(String message) {
            notes.add(message);
        }
    }

    @BeforeEach
    void makeAccount() {
        execute("CREATE DATABASE " + quote(live));
        execute("CREATE USER %s@'127.0.0.1' IDENTIFIED BY 'secret'".formatted(quote(live)));
        execute("GRANT ALL ON %s.* TO %s@'127.0.0.1'".formatted(quote(live), quote(live)));
    }

    @AfterEach
    void dropEverything() {
        query(
                        "SELECT SCHEMA_NAME FROM information_schema.SCHEMATA WHERE LEFT(SCHEMA_NAME, %d)='%s'"
                                .formatted(live.length(), live))
                .forEach(schema -> execute("DROP DATABASE " + quote(schema)));
        execute("DROP USER %s@'127.0.0.1'".formatted(quote(live)));
    }

    @Test
    void theyBecomeTheApplicationsAndAnUndoBringsBackWhatWasThere() throws IOException {
        execute("CREATE VIEW %s AS SELECT 1".formatted(quote(live, "of_root")));
        var before = objects();
        var workplace = workplace(new Account(live, "secret"));

        var _ = Restore.run(workplace, new Restore.Options(dump(), 2, false, true));

        var mine = live + "@127.0.0.1";
        assertThat(objects())
                .containsExactly(
                        "EVENT ENABLE " + mine + " ENABLED",
                        "EVENT sleeping " + mine + " DISABLED",
                        "FUNCTION f " + mine,
                        "PROCEDURE p " + mine,
                        "TRIGGER tr " + mine,
                        "VIEW v " + mine);
        assertThat(query("SELECT f FROM " + quote(live, "v"))).contains("2");
        assertThat(notes).anyMatch(note -> note.contains("trigger tr") && note.contains(mine));
        assertThat(leftAccounts()).isEmpty();

        var _ = Undo.run(workplace);
        assertThat(objects()).isEqualTo(before);
    }

    @Test
    void eventsAreDisabledUnlessAskedFor() throws IOException {
        var _ = Restore.run(workplace(new Account(live, "secret")), new Restore.Options(dump(), 2));

        assertThat(objects())
                .contains("EVENT ENABLE " + live + "@127.0.0.1 DISABLED")
                .noneMatch(object -> object.endsWith("ENABLED"));
        assertThat(notes).anyMatch(note -> note.contains("--with-events"));
    }

    @Test
    void anAccountWithPowerOverTheServerGetsNoneOfThem() throws IOException {
        execute("CREATE TABLE %s (id INT PRIMARY KEY)".formatted(quote(live, "precious")));
        var workplace = workplace(server.endpoint().administrator());
        var file = dump();

        assertThatThrownBy(() -> Restore.run(workplace, new Restore.Options(file, 2, false, true)))
                .isInstanceOfSatisfying(
                        DataException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.STATEMENT_REFUSED);
                            assertThat(e.messageText())
                                    .contains("power over the server", "trigger tr");
                        });

        assertThat(objects()).isEmpty();
        assertThat(query("SHOW TABLES FROM " + quote(live))).containsExactly("precious");
        assertThat(leftAccounts()).isEmpty();
    }

    private List<String> leftAccounts() {
        return query("SELECT User FROM mysql.user WHERE User LIKE 'addons\\_data\\_restore\\_%'");
    }

    private Path dump() throws IOException {
        return Files.writeString(directory.resolve("dump.sql"), DUMP);
    }

    private Workplace workplace(Account application) {
        var endpoint = server.endpoint();
        return new Workplace(
                new LibraryApplication(live),
                new Servers(
                        new DatabaseEndpoint(
                                endpoint.host(),
                                endpoint.port(),
                                endpoint.administrator(),
                                application),
                        TestSearch.shared().endpoint()),
                new Notes(notes),
                new Cancellation(),
                FaultPoints.NONE,
                Duration.ofSeconds(10));
    }

    private List<String> objects() {
        return query(
                """
                SELECT CONCAT('VIEW ', TABLE_NAME, ' ', DEFINER) FROM information_schema.VIEWS WHERE TABLE_SCHEMA='%1$s'
                UNION SELECT CONCAT('TRIGGER ', TRIGGER_NAME, ' ', DEFINER) FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA='%1$s'
                UNION SELECT CONCAT(ROUTINE_TYPE, ' ', ROUTINE_NAME, ' ', DEFINER) FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA='%1$s'
                UNION SELECT CONCAT('EVENT ', EVENT_NAME, ' ', DEFINER, ' ', STATUS) FROM information_schema.EVENTS WHERE EVENT_SCHEMA='%1$s'
                ORDER BY 1
                """
                        .formatted(live));
    }

    private void execute(String sql) {
        try (var connection = server.connections().open(null);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private List<String> query(String sql) {
        try (var connection = server.connections().open(null);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var values = new ArrayList<String>();
            while (rows.next()) {
                values.add(String.valueOf(rows.getString(1)));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
