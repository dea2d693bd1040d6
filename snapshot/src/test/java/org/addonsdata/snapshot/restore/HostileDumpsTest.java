package org.addonsdata.snapshot.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.snapshot.database.ServerVersion;
import org.addonsdata.snapshot.dump.DumpRules;
import org.addonsdata.testkit.hostile.HostileDump;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every hostile dump is refused for its reason by reading alone, or is one that may be loaded. */
class HostileDumpsTest {
    @TempDir private Path directory;

    @ParameterizedTest
    @MethodSource("org.addonsdata.testkit.hostile.HostileDump#all")
    void isRefusedForItsReasonOrLoads(HostileDump dump) {
        assertOutcome(dump, "10.11.6-MariaDB");
        assertOutcome(dump, "9.7.0");
    }

    private void assertOutcome(HostileDump dump, String version) {
        var server = ServerVersion.parse(version);
        var outcome = outcome(dump.in(directory), server);
        assertThat(outcome)
                .as("%s on %s", dump, server)
                .contains(dump.expectation(server.isMariaDb()))
                .doesNotContainPattern("[\\p{Cntrl}\\u0080-\\u009f\\u202a-\\u202e\\u2066-\\u2069]");
        assertThat(outcome.length()).as(outcome).isLessThan(1_000);
    }

    private static String outcome(Path file, ServerVersion server) {
        var rules =
                new DumpRules(
                        server,
                        Set.of("addons_data_generation", "addons_data_object"),
                        Set.of("olympia__"));
        try {
            var plan = Restorer.plan(file, rules, Progress.silent(), new Cancellation());
            return plan.refused().isEmpty() ? HostileDump.LOADS : String.join("; ", plan.refused());
        } catch (DataException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.SNAPSHOT_DAMAGED);
            return e.messageText();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-- nothing",
                "-- Server version\t10.11.6-MariaDB\r-- all in one line\rCREATE TABLE t (a int);\r",
                "\r\r\r",
                "/* CREATE TABLE t (a int); */",
                "SET NAMES utf8mb4;",
                "CREATE VIEW v AS SELECT 1;",
                "CREATE TABLE t (a int); DROP TABLE t;"
            })
    void nothingIsReplacedByNothing(String text) throws IOException {
        var plain = Files.writeString(directory.resolve("plain.sql"), text);
        assertHoldsNoTable(plain);
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        assertHoldsNoTable(Files.write(directory.resolve("packed.sql.gz"), packed.toByteArray()));
    }

    private static void assertHoldsNoTable(Path file) {
        assertThatThrownBy(() -> Restorer.plan(file, Progress.silent(), new Cancellation()))
                .isInstanceOfSatisfying(
                        DataException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.SNAPSHOT_DAMAGED);
                            assertThat(e.hint()).contains("nothing was changed");
                        })
                .hasMessageContaining("holds no table");
    }

    @Test
    void theToolsOwnTablesAreLeftOutOfStockDumpsAndNamedNowhereElse() throws IOException {
        var rules =
                new DumpRules(
                        ServerVersion.parse("10.11.6-MariaDB"),
                        Set.of("addons_data_object"),
                        Set.of("olympia__"));
        var stock =
                """
                DROP TABLE IF EXISTS `addons_data_object`;
                CREATE TABLE `Addons_Data_Object` (a int);
                LOCK TABLES `addons_data_object` WRITE;
                /*!40000 ALTER TABLE `addons_data_object` DISABLE KEYS */;
                CREATE TABLE t (a int);
                """;
        var plan = plan(Files.writeString(directory.resolve("stock.sql"), stock), rules);
        assertThat(plan.refused()).isEmpty();
        assertThat(plan.tables()).containsOnlyKeys("t");
        for (var harm :
                new String[] {
                    "ALTER TABLE addons_data_object ADD a int",
                    "CREATE VIEW v AS SELECT * FROM `ADDONS_DATA_OBJECT`",
                    "CREATE VIEW v AS SELECT * FROM olympia__meta.generation",
                    "CREATE TRIGGER r BEFORE INSERT ON addons_data_object FOR EACH ROW SET @a=1",
                    "CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO DELETE FROM `Olympia__meta`.object"
                }) {
            var file = Files.writeString(directory.resolve("harm.sql"), stock + harm + ";\n");
            assertThat(plan(file, rules).refused())
                    .singleElement()
                    .asString()
                    .contains("belongs to the tool");
        }
    }

    private static RestorePlan plan(Path file, DumpRules rules) {
        return Restorer.plan(file, rules, Progress.silent(), new Cancellation());
    }

    @Test
    void theEnvironmentOfAProcessIsNoDump() {
        assertThatThrownBy(() ->
                        Restorer.plan(
                                Path.of("/proc/self/environ"),
                                Progress.silent(),
                                new Cancellation()))
                .isInstanceOfSatisfying(
                        DataException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.SNAPSHOT_DAMAGED));
    }
}
