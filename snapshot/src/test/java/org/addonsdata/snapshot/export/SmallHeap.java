package org.addonsdata.snapshot.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.addonsdata.snapshot.support.TestDatabase;

/** A JVM of its own with little memory. */
record SmallHeap(int megabytes) {
    /** Code, stacks and buffers outside the heap. */
    private static final int OTHER_MEGABYTES = 150;

    /**
     * Runs a program whose arguments begin with host, port, user and password, and which prints
     * lines, the last of them the memory that it had at most.
     *
     * @return the lines
     */
    List<String> run(Class<?> main, TestDatabase database, String... arguments)
            throws IOException, InterruptedException {
        var classes = System.getProperty("surefire.test.class.path");
        var endpoint = database.server().endpoint();
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx" + megabytes + "m",
                                "-XX:+UseSerialGC",
                                "-cp",
                                Objects.requireNonNullElse(
                                        classes, System.getProperty("java.class.path")),
                                main.getName(),
                                endpoint.host(),
                                Integer.toString(endpoint.port()),
                                endpoint.administrator().user(),
                                endpoint.administrator().password()));
        command.addAll(List.of(arguments));
        var process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(text).isZero();
        var lines = text.lines().toList();
        var kilobytes = Long.parseLong(lines.getLast().replaceAll("\\D", ""));
        assertThat(kilobytes / 1024).isLessThan(megabytes + OTHER_MEGABYTES);
        return lines;
    }
}
