package org.addonsdata.cli.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What cannot end well ends at once, with a reason and a way out, and starts nothing. */
class BadInputIT {
    private Machine machine;

    @BeforeEach
    void open() {
        machine = Machine.used();
    }

    @AfterEach
    void nothingWasStarted() {
        assertThat(machine.running()).isEmpty();
        machine.close();
    }

    @Test
    void aWrongWordIsAnsweredWithTheRightOne() {
        machine.run("up", "--forcedb")
                .failsWith(Result.USAGE, "--forcedb", "did you mean --force-db?");
        machine.run("stauts").failsWith(Result.USAGE, "stauts", "did you mean status?");
        machine.run("volume", "lst").failsWith(Result.USAGE, "lst", "did you mean list?");
        machine.run("volume").failsWith(Result.USAGE, "list, create, inspect or remove");
        machine.run("up", "now").failsWith(Result.USAGE, "'now'", "addons-data up --help");
        machine.run("help", "restor").failsWith(Result.USAGE, "'restor'", "did you mean restore?");
        machine.run("help", "zzzzzz").failsWith(Result.USAGE, "no command 'zzzzzz'");
        machine.run("reindex", "a", "b").failsWith(Result.USAGE, "too many words: 'a', 'b'");
        machine.run("search", "--limit", "abc")
                .failsWith(Result.USAGE, "'abc' is not a whole number");
        machine.run("reindex", "--check", "--repair")
                .failsWith(Result.USAGE, "addons-data: --check, --repair are mutually exclusive");
    }

    @Test
    void destructiveFlagsAreNeverAbbreviated() {
        machine.run("up", "--force", "--yes").failsWith(Result.USAGE, "--force");
        machine.run("undo", "--y").failsWith(Result.USAGE, "--y");
    }

    @Test
    void aWrongFlagIsOneJsonObjectToo() {
        for (var line : new String[][] {{"status", "--json", "--bogus"}, {"--json", "status"}}) {
            var failure = machine.run(line).endsWith(Result.USAGE);
            var error = failure.json().path("error");
            assertThat(error.path("code").asString()).isEqualTo("usage");
            assertThat(error.path("hint").asString()).isNotEmpty();
            assertThat(error.path("exitStatus").asInt()).isEqualTo(Result.USAGE);
            assertThat(failure.error()).isEmpty();
        }
    }

    @Test
    void anAddressOfALinkIsAnAddress() {
        machine.set("MODE", "external").set("DATABASE_URL", "mysql://me@[fe80::1%lo]:1/olympia");
        machine.set("SEARCH_URL", "http://127.0.0.1:1")
                .run("up")
                .failsWith(Result.NOT_READY, "no database answers at [fe80::1%lo]:1");
    }

    @Test
    void aWrongValueNamesVariableAndWhatItMayBe() {
        refuses("INIT_FORCE_DB", "maybe", "true or false");
        refuses("INIT_SKIP_SEED", "ja", "true or false");
        refuses("MYSQL_PORT", "abc", "a port from 1 to 65535");
        refuses("SEARCH_PORT", "65536", "a port from 1 to 65535");
        refuses("SEARCH_ENGINE", "solr", "opensearch or elasticsearch");
        refuses("SEARCH_HEAP", "plenty", "512m");
        refuses("SEED_ADDONS", "-1", "a number of add-ons");
        refuses("SEED_NUMBER", "one", "a whole number");
        refuses("LOCK_WAIT", "forever", "a number of seconds");
        refuses("UNDO_KEEP", "0", "a number from 1 to 20");
        refuses("DATA_VOLUME", "./data", "absolute path");
        refuses("DATA_VOLUME", "../data", "absolute path");
        machine.set("MYSQL_PORT", Integer.toString(machine.port("SEARCH_PORT")));
        machine.run("up").failsWith(Result.USAGE, "MYSQL_PORT and SEARCH_PORT are both");
    }

    private void refuses(String variable, String value, String expected) {
        try (var other = Machine.used().set(variable, value)) {
            other.run("up")
                    .failsWith(
                            Result.USAGE,
                            value,
                            "DATA_VOLUME".equals(variable) ? "volume" : variable,
                            expected);
            assertThat(other.volumes()).doesNotExist();
        }
    }

    @Test
    void commandsThatNeedServersSayHowToStartThem() {
        for (var line :
                new String[][] {
                    {"env"}, {"initialize"}, {"reindex"}, {"reindex", "--check"}, {"undo", "--yes"}
                }) {
            machine.run(line).failsWith(Result.NOT_READY, "do not run", "make up");
        }
        assertThat(machine.run("status").succeeds().out()).contains("not created yet");
        assertThat(machine.run("down").succeeds().out()).contains("stopped");
        assertThat(machine.volumes()).doesNotExist();
    }

    @Test
    void aPortInUseNamesPortAndVariable() throws IOException {
        for (var variable : new String[] {"MYSQL_PORT", "SEARCH_PORT"}) {
            try (var _ =
                    new ServerSocket(
                            machine.port(variable), 1, InetAddress.ofLiteral("127.0.0.1"))) {
                machine.run("up")
                        .failsWith(
                                Result.NOT_READY,
                                "port %d".formatted(machine.port(variable)),
                                "in use",
                                variable);
                assertThat(machine.running()).isEmpty();
            }
        }
    }

    @Test
    void aDirectoryThatIsNotOursIsNotTouched() throws IOException {
        var foreign = Files.createDirectories(machine.directory().resolve("foreign"));
        Files.writeString(foreign.resolve("ibdata1"), "somebody's");
        for (var command : new String[] {"up", "down", "status"}) {
            machine.run(command, "--volume=" + foreign)
                    .failsWith(Result.REFUSED, foreign.toString(), "not a volume of addons-data");
        }
        machine.run("volume", "remove", "--yes", foreign.toString())
                .failsWith(Result.REFUSED, "not a volume of addons-data");
        assertThat(foreign).isDirectoryContaining("glob:**/ibdata1");
        assertThat(foreign.toFile().list()).hasSize(1);
    }

    @Test
    void aVolumeOfTheFutureIsLeftAlone() throws IOException {
        var description = changed(object -> object.put("format", 99));
        machine.run("up").failsWith(Result.REFUSED, "has format 99, newer than");
        assertThat(Files.readString(description)).contains("99");
    }

    @Test
    void aVolumeOfAnotherServerIsLeftAlone() throws IOException {
        changed(object -> ((ObjectNode) object.path("database")).put("version", "99.1.0"));
        machine.run("up").failsWith(Result.REFUSED, "holds data of MariaDB 99.1.0", "cannot serve");
        changed(object ->
                ((ObjectNode) object.path("database"))
                        .put("server", "MySQL")
                        .put("version", "9.7.0"));
        machine.run("up").failsWith(Result.REFUSED, "holds data of MySQL 9.7.0");
    }

    @Test
    void aDamagedVolumeIsLeftAlone() throws IOException {
        changed(object -> {});
        Files.writeString(machine.volume().resolve("volume.json"), "{\"format\":");
        machine.run("up").failsWith(Result.INTEGRITY, "volume.json cannot be understood");
        assertThat(machine.volume().resolve("database/ibdata1")).exists();
    }

    private Path changed(java.util.function.Consumer<ObjectNode> change) throws IOException {
        if (!Files.exists(machine.volume())) {
            machine.placeVolume(machine.volume());
        }
        var file = machine.volume().resolve("volume.json");
        var object = (ObjectNode) JsonMapper.shared().readTree(Files.readString(file));
        change.accept(object);
        Files.writeString(file, object.toString());
        return file;
    }

    @Test
    void aReadOnlyDirectoryIsNamed() throws IOException {
        // Not even root can make a directory in /proc.
        machine.run("up", "--volume=/proc/addons-data")
                .failsWith(Result.FAILED, "/proc/addons-data", "hint");
        var file = Files.writeString(machine.directory().resolve("file"), "");
        machine.run("up", "--volume=" + file).failsWith(Result.REFUSED, file.toString());
    }
}
