package org.addonsdata.core.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.addonsdata.core.concurrent.TaskScope;
import org.addonsdata.core.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamedFaultTest {
    @TempDir private Path directory;

    @Test
    void nothingIsAskedForByDefault() {
        assertThat(NamedFault.parse("")).isSameAs(FaultPoints.NONE);
    }

    @Test
    void aFailureIsAnInputOutputErrorTheFirstTimeOnly() {
        var fault = NamedFault.parse("fail switch.tables-renamed");
        fault.reached("switch.objects-detached");
        assertThatThrownBy(() -> fault.reached("switch.tables-renamed"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("switch.tables-renamed");
        fault.reached("switch.tables-renamed");
    }

    @Test
    void aListHasThePointsInTheirOrder() throws IOException {
        var file = directory.resolve("a list.txt");
        var fault = NamedFault.parse("list " + file);
        fault.reached("one");
        fault.reached("two");
        fault.reached("one");
        assertThat(file).hasContent("one\ntwo\none\n");
    }

    @Test
    void aPauseEndsWhenItsFileIsGone() throws IOException {
        var file = directory.resolve("paused");
        var fault = NamedFault.parse("pause here " + file);
        fault.reached("elsewhere");
        assertThat(file).doesNotExist();
        try (var scope = new TaskScope("pause")) {
            var paused =
                    scope.fork(() -> {
                        fault.reached("here");
                        return true;
                    });
            while (!Files.exists(file)) {
                Thread.onSpinWait();
            }
            assertThat(paused.isDone()).isFalse();
            Files.delete(file);
            scope.join(Duration.ofSeconds(30));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"kill", "explode here", "pause here", "switch.tables-renamed", " "})
    void whatIsNoFaultIsRefused(String text) {
        assertThatThrownBy(() -> NamedFault.parse(text))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("no fault to be tested");
    }
}
