package org.addonsdata.cli.usage;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Small programs of the system, which must succeed. */
final class Shell {
    private Shell() {}

    static void run(String... command) {
        try {
            int status = new ProcessBuilder(command).inheritIO().start().waitFor();
            if (status != 0) {
                throw new AssertionError(String.join(" ", command) + " ended with " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A whole directory, with times and permissions; the target is not there yet. */
    static void copy(java.nio.file.Path from, java.nio.file.Path to) {
        run("cp", "-a", "--reflink=auto", from.toString(), to.toString());
    }
}
