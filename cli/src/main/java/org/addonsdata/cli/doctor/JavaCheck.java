package org.addonsdata.cli.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The JVM, and whether it starts as quickly as it can. */
final class JavaCheck implements Check {
    @Override
    public String topic() {
        return "java";
    }

    @Override
    public List<Finding> look(Patient patient) {
        var findings = new ArrayList<Finding>();
        findings.add(
                Finding.fine(
                        "%s %s in %s, %d processors"
                                .formatted(
                                        System.getProperty("java.vendor"),
                                        Runtime.version(),
                                        System.getProperty("java.home"),
                                        Runtime.getRuntime().availableProcessors())));
        var home = System.getProperty("addonsdata.home");
        if (home != null) {
            var cache =
                    Path.of(
                            home,
                            "aot",
                            "cli-" + System.getProperty("java.runtime.version") + ".aot");
            if (!Files.isReadable(cache)) {
                findings.add(
                        Finding.note(
                                "nothing was recorded for this JVM, so every command starts slower",
                                "record it again: scripts/train " + home));
            }
        }
        return findings;
    }
}
