package org.addonsdata.cli.usage;

import java.nio.file.Files;
import java.nio.file.Path;

/** A volume that `up` filled and `down` left, made once for each distribution. */
final class Template {
    private Template() {}

    static synchronized Path volume() {
        var template =
                Distribution.kept().resolve("volume-of-" + Distribution.home().getFileName());
        if (!Files.isDirectory(template)) {
            try (var machine = Machine.used()) {
                machine.run("up").succeeds();
                machine.run("down").succeeds();
                Shell.run("mkdir", "-p", Distribution.kept().toString());
                Shell.run("rm", "-rf", template.resolveSibling("partial").toString());
                Shell.copy(machine.volume(), template.resolveSibling("partial"));
                Shell.run("mv", template.resolveSibling("partial").toString(), template.toString());
            }
        }
        return template;
    }
}
