package org.addonsdata.lifecycle.generation;

import static org.addonsdata.core.sql.Names.quote;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.faults.FaultPoints;
import org.addonsdata.core.sql.Connections;
import org.addonsdata.lifecycle.LibraryApplication;
import org.addonsdata.lifecycle.generation.Generation.Origin;
import org.addonsdata.services.DatabaseEndpoint;
import org.addonsdata.services.DatabaseEndpoint.Account;
import org.addonsdata.testing.TestServer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Accounts that may do less than the work needs, and servers that take no writes. */
@ParameterizedClass
@MethodSource("org.addonsdata.testing.TestServer#all")
class RestrictedAccountIT {
    private final SchemaContent content;
    private final String live;
    private final String account;
    private final Connections restricted;
    private final Generations generations;

    RestrictedAccountIT(TestServer server) {
        content = new SchemaContent(server.connections());
        live = server.freshSchemaName();
        account = "'" + live + "'@'127.0.0.1'";
        var own = new Account(live, "secret");
        restricted =
                new DatabaseEndpoint(server.endpoint().host(), server.endpoint().port(), own, own)
                        .connections();
        generations = new Generations(restricted, new LibraryApplication(live), FaultPoints.NONE);
    }

    @BeforeEach
    void createAccount() {
        content.execute("CREATE DATABASE " + quote(live));
        content.execute("CREATE USER " + account + " IDENTIFIED BY 'secret'");
        content.execute("GRANT ALL ON " + quote(live) + ".* TO " + account);
    }

    @AfterEach
    void drop() {
        content.execute("DROP USER " + account);
        content.dropAllOf(live);
    }

    @Test
    void withoutTheRightToCreateASchemaItIsSaidBeforeAnythingIsDone() {
        assertThat(generations.inspect()).isInstanceOf(DatabaseState.Empty.class);
        assertThat(generations.recover()).isEmpty();

        assertCode(ErrorCode.ACCESS_DENIED, () -> generations.stage(Origin.INITIALISED));

        assertThat(content.schemasOf(live)).containsExactly(live);
        assertThat(content.tablesOf(live)).isEmpty();
    }

    @Test
    void aWrongPasswordIsNoMatterOfTheLock() {
        content.execute("ALTER USER " + account + " IDENTIFIED BY 'another'");
        assertCode(
                ErrorCode.ACCESS_DENIED,
                () ->
                        OperationLock.acquire(
                                        restricted,
                                        live,
                                        Duration.ZERO,
                                        new Cancellation(),
                                        _ -> {})
                                .close());
    }

    @Test
    void aServerThatTakesNoWritesIsNamed() {
        content.execute(
                "GRANT ALL ON `%s\\_\\_%%`.* TO %s".formatted(live.replace("_", "\\_"), account));
        content.execute("SET GLOBAL read_only=1");
        try {
            assertThatThrownBy(() -> generations.stage(Origin.INITIALISED))
                    .isInstanceOfSatisfying(
                            DataException.class, e -> assertThat(e.hint()).contains("read-only"));
        } finally {
            content.execute("SET GLOBAL read_only=0");
        }
        assertThat(content.schemasOf(live)).containsExactly(live);
    }

    private static void assertCode(ErrorCode code, ThrowingCallable action) {
        assertThatThrownBy(action)
                .isInstanceOfSatisfying(
                        DataException.class,
                        e -> assertThat(e.code()).as(e.messageText()).isEqualTo(code));
    }
}
