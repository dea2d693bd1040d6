package org.addonsdata.cli.usage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What `make build` made, and the checkout it was made from. */
final class Distribution {
    private Distribution() {}

    static Path checkout() {
        return Path.of(System.getProperty("addonsdata.checkout"));
    }

    /** The directory itself, whose name tells its content. */
    static Path home() {
        var link = checkout().resolve("build/addons-data");
        if (!Files.isExecutable(link.resolve("bin/addons-data"))) {
            throw new AssertionError(
                    "there is no distribution to test in " + link + "; run 'make build' first");
        }
        try {
            return link.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path launcher() {
        return home().resolve("bin/addons-data");
    }

    /** For what tests keep from one run to the next: `mvn clean` deletes it. */
    static Path kept() {
        return checkout().resolve("cli/target/usage");
    }
}
