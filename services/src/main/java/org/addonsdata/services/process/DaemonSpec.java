package org.addonsdata.services.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How to start a background process. The command line is visible to every user of the machine:
 * nothing secret in it.
 *
 * @param name as users know it, such as {@code "MariaDB"}
 * @param environment what it gets beside {@link ServerEnvironment}; nothing secret either
 * @param log gets the standard output and error, appended; created private
 * @param runFile says which process it is, as long as it was not stopped; its directory exists
 */
public record DaemonSpec(
        String name,
        List<String> command,
        Map<String, String> environment,
        Path log,
        Path runFile) {
    public DaemonSpec {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
