package org.addonsdata.lifecycle.usecase;

import static org.addonsdata.core.sql.Names.quote;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
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
import org.addonsdata.testkit.hostile.HostileDump;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every hostile dump is restored as people do it. It is refused for its reason, or it does no harm:
 * the server is the same before and after, also when events have had time to run.
 */
@ParameterizedClass
@MethodSource("org.addonsdata.testing.TestServer#all")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("slow")
class HostileRestoreIT {
    private static final Path OUTSIDE = Path.of("/var/tmp/outside");
    private static final Duration EVENTS_RUN = Duration.ofSeconds(3);

    @Parameter private TestServer server;
    private String live = "";
    private DatabaseEndpoint database;
    private Workplace workplace;
    private boolean outsideIsOurs;
    private String scheduler = "";

    @TempDir private Path directory;

    private record Servers(DatabaseEndpoint database, SearchEndpoint search)
            implements ServiceStack.Running {
        @Override
        public void close() {}
    }

    @BeforeParameterizedClassInvocation
    void makeAccountAndFolder(TestServer given) throws IOException {
        server = given;
        live = server.freshSchemaName();
        var endpoint = server.endpoint();
        database =
                new DatabaseEndpoint(
                        endpoint.host(),
                        endpoint.port(),
                        endpoint.administrator(),
                        new Account(live, "secret"));
        workplace =
                new Workplace(
                        new LibraryApplication(live),
                        new Servers(database, TestSearch.shared().endpoint()),
                        Progress.silent(),
                        new Cancellation(),
                        FaultPoints.NONE,
                        Duration.ofSeconds(10));
        outsideIsOurs = Files.notExists(OUTSIDE);
        Files.createDirectories(OUTSIDE);
        execute("CREATE DATABASE " + quote(live));
        execute("CREATE USER %s@'127.0.0.1' IDENTIFIED BY 'secret'".formatted(quote(live)));
        execute(
                "GRANT ALL ON %s.* TO %s@'127.0.0.1'"
                        .formatted(quote(live.replace("_", "\\_")), quote(live)));
        scheduler = query("SELECT @@GLOBAL.event_scheduler");
        execute("SET GLOBAL event_scheduler=ON");
    }

    @AfterParameterizedClassInvocation
    void removeAccountAndFolder() throws IOException {
        execute("SET GLOBAL event_scheduler=" + (scheduler.equals("ON") ? "ON" : "OFF"));
        execute("DROP USER %s@'127.0.0.1'".formatted(quote(live)));
        var schemas =
                query(
                        "SELECT GROUP_CONCAT(SCHEMA_NAME) FROM information_schema.SCHEMATA WHERE LEFT(SCHEMA_NAME, %d)='%s'"
                                .formatted(live.length(), live));
        for (var schema : schemas.split(",", -1)) {
            execute("DROP DATABASE " + quote(schema));
        }
        if (outsideIsOurs) {
            Files.delete(OUTSIDE);
        }
    }

    @ParameterizedTest
    @MethodSource("org.addonsdata.testkit.hostile.HostileDump#all")
    @Timeout(120)
    void isRefusedForItsReasonOrDoesNoHarm(HostileDump dump) throws InterruptedException {
        var state = new ServerState(server.connections(), live, OUTSIDE);
        var before = state.facts();
        var outcome = restore(dump);
        assertSame(dump, before, state.facts());
        if (isText(dump, "EVENT")) {
            Thread.sleep(EVENTS_RUN);
            assertSame(dump, before, state.facts());
        }
        var expectation = dump.expectation(server.isMariaDb());
        if (!expectation.equals(HostileDump.LOADS)) {
            assertThat(outcome).contains(expectation);
        }
        assertThat(state.definers()).isSubsetOf(live + "@127.0.0.1");
    }

    private static void assertSame(
            HostileDump dump, Map<String, String> before, Map<String, String> after) {
        for (var fact : before.keySet()) {
            assertThat(after.get(fact)).as("%s after %s", fact, dump).isEqualTo(before.get(fact));
        }
        assertThat(after).hasSameSizeAs(before);
    }

    /** {@link HostileDump#LOADS}, or why not. */
    private String restore(HostileDump dump) {
        var file = dump.in(directory);
        try {
            var _ = Restore.run(workplace, new Restore.Options(file, 2, false, true));
            return HostileDump.LOADS;
        } catch (DataException e) {
            assertThat(e.code())
                    .as(e.messageText())
                    .isIn(
                            ErrorCode.STATEMENT_REFUSED,
                            ErrorCode.SNAPSHOT_DAMAGED,
                            ErrorCode.DATABASE_ERROR,
                            ErrorCode.VERIFICATION_FAILED);
            return e.messageText();
        }
    }

    private static boolean isText(HostileDump dump, String text) {
        return new String(dump.bytes(), StandardCharsets.UTF_8).contains(text);
    }

    private void execute(String sql) {
        try (var connection = database.connections().open(null);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private String query(String sql) {
        try (var connection = database.connections().open(null);
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            return result.next() ? String.valueOf(result.getString(1)) : "";
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
