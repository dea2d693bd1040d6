package org.addonsdata.services.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.services.compose.DockerProgram.Output;
import org.addonsdata.services.compose.DockerProgram.Run;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Words as clients of Docker 20.10 to 28 and Compose 2.26 have said them. */
class DockerErrorsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock: Get "http://%2Fvar%2Frun%2Fdocker.sock/v1.50/containers/json": dial unix /var/run/docker.sock: connect: permission denied | DOCKER_UNAVAILABLE | may not speak
                    Got permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock | DOCKER_UNAVAILABLE | may not speak
                    Cannot connect to the Docker daemon at unix:///nope.sock. Is the docker daemon running? | DOCKER_UNAVAILABLE | does not answer
                    error during connect: Post "http://%2Ftmp%2Fd.sock/v1.41/containers/create": EOF | DOCKER_UNAVAILABLE | does not answer
                    unexpected EOF | DOCKER_UNAVAILABLE | does not answer
                    Error response from daemon: driver failed programming external connectivity on endpoint try-elasticsearch-1 (24e23710): Error starting userland proxy: listen tcp4 127.0.0.1:21501: bind: address already in use | PORT_IN_USE | port 21501 is in use
                    Error response from daemon: driver failed programming external connectivity on endpoint a (b): Bind for 127.0.0.1:13306 failed: port is already allocated | PORT_IN_USE | port 13306 is in use
                    write /var/lib/docker/tmp/x: no space left on device | DISK_FULL | disk is full
                    Error response from daemon: Get "https://somewhere/v2/": dial tcp 10.0.0.1:443: connect: connection refused | OPERATION_FAILED | connection refused
                    external volume "try_vol" not found | OPERATION_FAILED | external volume "try_vol" not found
                    """)
    void eachSaysWhatItIs(String words, ErrorCode code, String message) {
        var run = Run.of(Duration.ofSeconds(1), "compose", "up");

        var failure =
                DockerErrors.of(run, new Output(1, "", "Container a Created\n" + words + "\n"));

        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.messageText()).contains(message);
        assertThat(failure.hint()).isNotBlank();
    }
}
