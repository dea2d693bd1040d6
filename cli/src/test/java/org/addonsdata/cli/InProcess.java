package org.addonsdata.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.addonsdata.core.concurrent.Cancellation;
import org.jspecify.annotations.Nullable;

/**
 * The command line within the test's own JVM: all of it but the launcher, and warm. For what needs
 * no process of its own to be true.
 */
public final class InProcess {
    private static final String HOME = "addonsdata.home";
    private static final String ENGINES = "addonsdata.engines";

    private InProcess() {}

    /** How it ended, and what it printed. */
    public record Ended(int status, String out, String error) {}

    /**
     * @param distribution whose servers are started
     * @param environment with a home directory of the test's own: without one it is the user's
     */
    public static Ended run(
            Path distribution, Map<String, String> environment, String... arguments) {
        Objects.requireNonNull(environment.get("HOME"), "HOME");
        var home = System.setProperty(HOME, distribution.toString());
        var engines = System.setProperty(ENGINES, distribution.resolve("engines").toString());
        var out = new ByteArrayOutputStream();
        var error = new ByteArrayOutputStream();
        try {
            int status =
                    Main.run(
                            arguments,
                            environment,
                            new PrintStream(out, true, UTF_8),
                            new PrintStream(error, true, UTF_8),
                            new Cancellation());
            return new Ended(status, out.toString(UTF_8), error.toString(UTF_8));
        } finally {
            restore(HOME, home);
            restore(ENGINES, engines);
        }
    }

    private static void restore(String property, @Nullable String value) {
        if (value == null) {
            System.clearProperty(property);
        } else {
            System.setProperty(property, value);
        }
    }
}
