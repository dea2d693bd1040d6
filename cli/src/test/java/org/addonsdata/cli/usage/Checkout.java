package org.addonsdata.cli.usage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A copy of the checkout, sources and all, that was built a moment ago: so that tests may touch
 * sources, and no test runs into a build.
 */
record Checkout(Machine machine, Path directory) {
    static Checkout of(Machine machine) {
        var directory = machine.directory().resolve("checkout");
        try {
            Files.createDirectories(directory.resolve("build"));
            Shell.run(
                    "sh",
                    "-euc",
                    // Settings and snapshots of whoever runs the tests are theirs.
                    "cd \"$0\" && tar -c --exclude=target --exclude=./build --exclude=./.git --exclude=./.env"
                            + " --exclude=./addons-data.yaml --exclude=./backups . | tar -x -C \"$1\"",
                    Distribution.checkout().toString(),
                    directory.toString());
            Files.createSymbolicLink(directory.resolve("build/addons-data"), Distribution.home());
            Files.createFile(directory.resolve("build/stamp"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Checkout(machine, directory);
    }

    Result make(String... arguments) {
        var command = new ArrayList<>(List.of("make"));
        command.addAll(List.of(arguments));
        return machine.runCommand(directory, command.toArray(String[]::new));
    }
}
