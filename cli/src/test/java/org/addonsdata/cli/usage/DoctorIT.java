package org.addonsdata.cli.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The doctor on a machine that works, and on what is wrong with it. */
class DoctorIT {
    private static Machine machine;
    private static Servers servers;

    @BeforeAll
    static void start() {
        machine = Machine.populated();
        servers = new Servers(machine);
        machine.run("up").succeeds();
    }

    @AfterAll
    static void stop() {
        machine.close();
    }

    @Test
    void nothingIsWrongWithAMachineThatWorks() {
        var doctor = machine.run("doctor").succeeds();
        assertThat(doctor.out())
                .contains("the database answers", "is true to the database", "nothing is wrong");
        assertThat(doctor.error()).isEmpty();
        var json = machine.run("doctor", "--json").succeeds().json();
        assertThat(json.path("healthy").asBoolean()).isTrue();
        assertThat(texts(json, "wrong")).isEmpty();
        assertThat(topics(json))
                .contains(
                        "java",
                        "settings",
                        "disk",
                        "memory",
                        "ports",
                        "servers",
                        "volume",
                        "data",
                        "index",
                        "snapshots",
                        "clock");
    }

    @Test
    void whatARunThatDiedLeftIsFoundAndFixed() throws SQLException {
        machine.set("ADDONS_DATA_FAULT", "kill switch.generation-complete");
        try {
            machine.run("initialize", "--force-db", "--yes").endsWith(Result.KILLED);
        } finally {
            machine.set("ADDONS_DATA_FAULT", null);
        }
        var found = machine.run("doctor", "--json").succeeds().json();
        assertThat(texts(found, "note"))
                .anyMatch(text -> text.startsWith("the schema olympia__"))
                .anyMatch(text -> text.startsWith("the index addons-"));
        assertThat(machine.run("doctor", "--fix").succeeds().error())
                .contains(
                        "fixed: removed the schema olympia__", "fixed: removed the index addons-");
        assertThat(texts(machine.run("doctor", "--json").succeeds().json(), "note"))
                .noneMatch(text -> text.contains("left by a run"));
        servers.requireWhole(machine.status().path("rows").path("addons").asLong());
    }

    @Test
    void aVolumeThatOthersCanReadIsWrongAndClosed() throws IOException {
        Files.setPosixFilePermissions(
                machine.volume(), PosixFilePermissions.fromString("rwxr-xr-x"));
        var found = machine.run("doctor").endsWith(Result.FAILED);
        assertThat(found.out())
                .contains("can be read by others", "one thing is wrong", "chmod go-rwx");
        machine.run("doctor", "--fix").endsWith(Result.FAILED);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(machine.volume())))
                .isEqualTo("rwx------");
        machine.run("doctor").succeeds();
    }

    @Test
    void whatWasWrittenByAClockThatWasAheadIsNamed() throws IOException {
        var file = machine.volume().resolve("volume.json");
        var before = Files.readString(file);
        Files.writeString(file, before.replaceFirst("\"20\\d\\d-", "\"2066-"));
        try {
            var found = machine.run("doctor", "--json").endsWith(Result.FAILED).json();
            assertThat(texts(found, "wrong"))
                    .singleElement()
                    .asString()
                    .startsWith("the volume was made at 2066-");
            assertThat(texts(found, "note")).noneMatch(text -> text.contains("left by a run"));
        } finally {
            Files.writeString(file, before);
        }
        machine.run("doctor").succeeds();
    }

    @Test
    void anIndexThatIsGoneIsWrong() {
        var index = machine.status().path("index").path("name").asString();
        servers.search("DELETE", "/" + index);
        assertThat(machine.run("doctor").endsWith(Result.FAILED).out())
                .contains("there is none", "make initialize_data");
        machine.run("initialize").succeeds();
        machine.run("doctor").succeeds();
    }

    @Test
    void serversThatCannotBeAskedAreAFindingLikeOthers() {
        try (var other = Machine.used().set("DOCKER_HOST", "unix:///nowhere/docker.sock")) {
            var json =
                    other.run("doctor", "--mode=compose", "--json").endsWith(Result.FAILED).json();
            assertThat(texts(json, "wrong"))
                    .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains("docker"));
            assertThat(topics(json)).contains("java", "disk", "clock");
        }
    }

    @Test
    @Tag("slow")
    void anotherRunIsNamedAndNotTakenForALeftover() {
        var reset =
                machine.start("initialize", "--force-db", "--yes", "--seed-addons=3000")
                        .awaitSaying("initial data");
        var doctor = machine.run("doctor", "--json").succeeds().json();
        assertThat(texts(doctor, "note"))
                .anyMatch(text -> text.contains("initialize, process " + reset.pid()))
                .noneMatch(text -> text.contains("left by a run"));
        reset.await().succeeds();
    }

    @Test
    void theBundleHoldsNoPasswordAndNoData() throws Exception {
        var file = machine.directory().resolve("report.zip");
        machine.set("MY_DATABASE_PASSWORD", "letmein-please");
        machine.run("doctor", "--bundle", file.toString()).succeeds();
        machine.set("MY_DATABASE_PASSWORD", null);
        var content = content(file);
        assertThat(content)
                .contains(
                        "addons-data ",
                        "nothing is wrong",
                        "DATA_VOLUME",
                        "mariadbd",
                        "\"healthy\"")
                .doesNotContain("letmein-please")
                .doesNotContain(machine.home().toString());
        for (var secret : secrets()) {
            assertThat(content).doesNotContain(secret);
        }
        var rows = new ArrayList<>(servers.query("SELECT email FROM users"));
        rows.addAll(servers.query("SELECT guid FROM addons"));
        rows.addAll(
                servers.query(
                        "SELECT localized_string FROM translations WHERE CHAR_LENGTH(localized_string) > 12"));
        assertThat(rows).hasSizeGreaterThan(200);
        assertThat(rows).noneMatch(content::contains);
        machine.run("doctor", "--bundle", file.toString()).endsWith(Result.REFUSED);
    }

    private static String content(Path file) throws IOException {
        var text = new StringBuilder();
        try (var zip = new ZipFile(file.toFile())) {
            for (var entry : zip.stream().toList()) {
                try (var in = zip.getInputStream(entry)) {
                    text.append(entry.getName()).append('\n');
                    text.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
        return text.toString();
    }

    private static List<String> secrets() throws IOException {
        var json =
                JsonMapper.shared()
                        .readTree(Files.readString(machine.volume().resolve("credentials.json")));
        var secrets =
                StreamSupport.stream(json.spliterator(), false)
                        .filter(JsonNode::isString)
                        .map(JsonNode::asString)
                        .toList();
        assertThat(secrets).isNotEmpty();
        return secrets;
    }

    @Test
    @Tag("slow")
    void withoutServersItLooksAtTheRestOrStartsThemToLook() throws IOException {
        try (var other = Machine.populated()) {
            var json = other.run("doctor", "--json").succeeds().json();
            assertThat(texts(json, "note")).anyMatch(text -> text.contains("does not run"));
            try (var _ =
                    new ServerSocket(
                            other.port("MYSQL_PORT"), 1, InetAddress.ofLiteral("127.0.0.1"))) {
                assertThat(other.run("doctor").endsWith(Result.FAILED).out())
                        .contains("in use by something else", "make up MYSQL_PORT=");
            }
            assertThat(other.run("doctor", "--start").succeeds().out())
                    .contains("is true to the database");
            assertThat(other.running()).isEmpty();
        }
    }

    private static List<String> texts(JsonNode report, String severity) {
        return StreamSupport.stream(report.path("findings").spliterator(), false)
                .filter(finding -> finding.path("severity").asString().equals(severity))
                .map(finding -> finding.path("text").asString())
                .toList();
    }

    private static List<String> topics(JsonNode report) {
        return StreamSupport.stream(report.path("findings").spliterator(), false)
                .map(finding -> finding.path("topic").asString())
                .toList();
    }
}
