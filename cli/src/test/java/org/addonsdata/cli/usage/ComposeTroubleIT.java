package org.addonsdata.cli.usage;

import static org.addonsdata.testing.DockerEngine.docker;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.addonsdata.testing.DockerEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can go wrong with containers: each says what it is, and what was there is as it was. */
@Tag("slow")
@Tag("docker")
@EnabledIf("org.addonsdata.testing.DockerEngine#isThere")
class ComposeTroubleIT {
    private static final String VOLUME = "addons-data-trouble-" + ProcessHandle.current().pid();
    private static final Path ENGINE = Path.of("/var/run/docker.sock");

    private Machine machine;
    private String volumes = "";

    @BeforeEach
    void machine() {
        volumes = docker("volume", "ls", "--quiet");
        machine = Machine.withContainers(VOLUME);
    }

    @AfterEach
    void nothingIsLeft() {
        machine.set("DOCKER_HOST", System.getenv("DOCKER_HOST"))
                .set("PATH", System.getenv("PATH"))
                .set("DOCKER_PROJECT", null)
                .set("DATA_VOLUME", VOLUME);
        machine.close();
        assertThat(docker("ps", "--all", "--quiet", "--filter", "name=" + VOLUME)).isEmpty();
        docker("volume", "rm", "--force", VOLUME);
        assertThat(docker("volume", "ls", "--quiet")).isEqualTo(volumes);
    }

    @Test
    void withoutTheProgramItIsSaidAndTheOtherModeWorks() throws IOException {
        var programs = Files.createDirectory(machine.directory().resolve("programs"));
        Shell.run(
                "sh",
                "-euc",
                "ln -s /usr/bin/* \"$0\" && rm -f \"$0\"/docker*",
                programs.toString());
        machine.set("PATH", programs.toString());

        machine.run("up").failsWith(Result.NOT_READY, "no docker program", "MODE=embedded");
        machine.run("down").failsWith(Result.NOT_READY, "no docker program");
        machine.run("volume", "list").failsWith(Result.NOT_READY, "no docker program");
        assertThat(machine.run("status").succeeds().out()).contains("no docker program");
        machine.set("MODE", "embedded").set("DATA_VOLUME", null);
        machine.run("up", "--skip-seed", "--skip-index").succeeds();
        machine.run("down").succeeds();
        machine.set("MODE", "compose");
    }

    @Test
    void anEngineThatDoesNotRunIsSaid() {
        machine.set("DOCKER_HOST", "unix://" + machine.directory().resolve("none.sock"));

        machine.run("up").failsWith(Result.NOT_READY, "does not answer", "systemctl start docker");
        assertThat(machine.run("status").succeeds().out()).contains("does not answer");
    }

    @Test
    void aUserWhoMayNotIsTold() {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root can be another user");
        Shell.run("chmod", "755", machine.directory().toString());
        Shell.run("chmod", "777", machine.home().toString());

        machine.runCommand(
                        machine.home(),
                        "setpriv",
                        "--reuid=65534",
                        "--regid=65534",
                        "--clear-groups",
                        Distribution.launcher().toString(),
                        "up")
                .failsWith(Result.NOT_READY, "may not speak to the Docker engine", "group docker");
    }

    @Test
    void anEngineThatStopsInTheMiddleIsSaidAndTheNextUpGoesOn() {
        assumeTrue(Files.exists(ENGINE), "the engine's socket is somewhere else");
        try (var proxy = EngineProxy.start(machine.directory().resolve("e.sock"), ENGINE)) {
            machine.set("DOCKER_HOST", proxy.host());
            var up = machine.start("up").awaitSaying("created the Docker volume");
            proxy.stop();
            up.await().failsWith(Result.NOT_READY, "does not answer");
        }
        machine.set("DOCKER_HOST", System.getenv("DOCKER_HOST"));

        machine.run("up", "--skip-seed", "--skip-index").succeeds();
    }

    @Test
    void anImageThatCannotBeHadIsNamed() {
        machine.set("MYSQL_IMAGE", "local/there-is-none:1");

        machine.run("up")
                .failsWith(Result.NOT_READY, "the image local/there-is-none:1", "MYSQL_IMAGE");
        assertThat(docker("volume", "ls", "--quiet")).doesNotContain(VOLUME);
    }

    @Test
    void aPortThatIsTakenIsNamedBeforeAnythingIsMade() throws IOException {
        try (var socket = new ServerSocket()) {
            socket.bind(
                    new InetSocketAddress(
                            InetAddress.ofLiteral("127.0.0.1"), machine.port("SEARCH_PORT")));

            machine.run("up")
                    .failsWith(
                            Result.NOT_READY,
                            "port " + machine.port("SEARCH_PORT"),
                            "set SEARCH_PORT");
        }
        assertThat(docker("volume", "ls", "--quiet")).doesNotContain(VOLUME);
    }

    @Test
    void dataOfMariaDbAreNotTouched() {
        var data = machine.directory().resolve("mariadb");
        Shell.copy(Template.volume().resolve("database"), data);
        var before = contents(data);
        machine.set("DATA_VOLUME", data.toString());

        machine.run("up").failsWith(Result.REFUSED, "data of MariaDB", "another DATA_VOLUME");
        assertThat(contents(data)).isEqualTo(before);
    }

    @Test
    void aDirectoryOfSomethingElseIsNotTouched() throws IOException {
        var data = Files.createDirectory(machine.directory().resolve("letters"));
        Files.writeString(data.resolve("letter.txt"), "dear");
        machine.set("DATA_VOLUME", data.toString());

        machine.run("up").failsWith(Result.REFUSED, "no database", "not touched");
        assertThat(Files.readString(data.resolve("letter.txt"))).isEqualTo("dear");
    }

    private static String contents(Path directory) {
        try (var files = Files.walk(directory)) {
            var text = new StringBuilder();
            for (var file : files.sorted().toList()) {
                text.append(file).append(' ').append(Files.getLastModifiedTime(file)).append('\n');
            }
            return text.toString();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void aProjectOfSomebodyElseIsNotTouched() {
        var name = VOLUME + "-theirs";
        docker(
                "run",
                "--detach",
                "--name=" + name,
                "--label=com.docker.compose.project=" + VOLUME,
                "--label=com.docker.compose.service=mysqld",
                "--entrypoint=sleep",
                DockerEngine.mysqlImage(),
                "600");
        try {
            machine.set("DOCKER_PROJECT", VOLUME);
            machine.run("up").failsWith(Result.REFUSED, "somebody else's", name, "DOCKER_PROJECT");
            machine.run("down").failsWith(Result.REFUSED, "somebody else's");
            assertThat(docker("ps", "--format", "{{.Names}}")).contains(name);
        } finally {
            docker("rm", "--force", "--volumes", name);
        }
    }

    @ParameterizedTest
    @CsvSource({"exec sleep 600, is unhealthy", "exit 3, ended with status 3"})
    void aContainerThatFailsIsShownWithItsLog(String end, String message) throws IOException {
        Files.writeString(
                machine.home().resolve("docker-compose.yml"),
                """
                services:
                  mysqld:
                    image: %1$s
                    labels:
                      org.addonsdata.service: database
                    entrypoint: [sh, -c, "echo 'I cannot go on' >&2; %2$s"]
                    stop_grace_period: 1s
                    volumes: ["data_mysqld:/var/lib/mysql"]
                    healthcheck: {test: [CMD, "false"], interval: 1s, retries: 1}
                  elasticsearch:
                    image: %1$s
                    labels:
                      org.addonsdata.service: search
                    entrypoint: [sleep, "600"]
                    stop_grace_period: 1s
                volumes:
                  data_mysqld:
                    name: ${DATA_VOLUME}
                    external: true
                """
                        .formatted(DockerEngine.mysqlImage(), end));

        machine.run("up")
                .failsWith(Result.NOT_READY, message, "its log ends with", "    I cannot go on");
        assertThat(docker("volume", "ls", "--quiet")).contains(VOLUME);
    }
}
