package org.addonsdata.cli.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the distribution runs, by whom, and on which JDK. */
class LauncherIT {
    private static final String AS_NOBODY =
            "exec setpriv --reuid=65534 --regid=65534 --clear-groups \"$@\"";
    private static final String WITHOUT_JVMS =
            "mount -t tmpfs none /usr/lib/jvm && for d in /opt/jdk* /opt/java; do"
                    + " [ ! -d \"$d\" ] || mount -t tmpfs none \"$d\"; done; exec \"$@\"";

    @ParameterizedTest
    @ValueSource(strings = {"C", "POSIX", "de_DE.UTF-8", "en_US.ISO-8859-1", ""})
    void lettersOfAnyLanguageAreReadInAnyLocale(String locale) throws IOException {
        assumeTrue("UTF-8".equals(System.getProperty("sun.jnu.encoding")), "run in a UTF-8 locale");
        try (var machine = Machine.empty()) {
            machine.set("LANG", locale).set("HOME", machine.directory().resolve("hömé").toString());
            var backups = Files.createDirectories(machine.directory().resolve("prö/backups/日本"));
            Files.writeString(
                    backups.resolve("data_mysqld.sql"),
                    "CREATE TABLE t (a INT);\n-- Dump completed\n");
            machine.set("ADDONS_DATA_PROJECT", machine.directory().resolve("prö").toString());
            assertThat(machine.run("snapshots", "list").succeeds().out()).contains("日本");
            assertThat(machine.run("restore", "--dry-run").succeeds().out()).contains("table t");
            assertThat(machine.run("restore", backups.toString(), "--dry-run").succeeds().out())
                    .contains(backups.toString());
            machine.run("volume", "create", machine.directory().resolve("völume").toString())
                    .succeeds();
            assertThat(machine.directory().resolve("völume/volume.json")).exists();
            machine.run("frobnicäte").failsWith(Result.USAGE, "frobnicäte");
        }
    }

    @Test
    void aCopyRunsFromAnywhereByAnybody() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")));
        try (var machine = Machine.empty()) {
            var copy = machine.directory().resolve("a copy");
            Shell.copy(Distribution.home(), copy);
            for (var path : List.of(machine.directory(), machine.home())) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
                Files.setAttribute(path, "unix:uid", 65534);
            }
            var launcher = copy.resolve("bin/addons-data").toString();
            var up = asNobody(machine, launcher, "up").succeeds();
            assertThat(up.error()).contains("seed", "index");
            assertThat(Files.getAttribute(machine.volume().resolve("database/ibdata1"), "unix:uid"))
                    .isEqualTo(65534);
            assertThat(
                            PosixFilePermissions.toString(
                                    Files.getPosixFilePermissions(machine.volume())))
                    .isEqualTo("rwx------");
            assertThat(asNobody(machine, launcher, "status").succeeds().out())
                    .contains("true to the database");
            machine.run("up").failsWith(Result.REFUSED, "belongs to the user nobody");
            asNobody(machine, launcher, "down").succeeds();
        }
    }

    private static Result asNobody(Machine machine, String... command) {
        var line = new java.util.ArrayList<>(List.of("sh", "-euc", AS_NOBODY, "sh"));
        line.addAll(List.of(command));
        return machine.runCommand(Path.of("/"), line.toArray(String[]::new));
    }

    @Test
    void aLinkToTheLauncherWorks() throws IOException {
        try (var machine = Machine.used()) {
            var bin = Files.createDirectories(machine.home().resolve("bin"));
            Files.createSymbolicLink(bin.resolve("data"), Distribution.launcher());
            Files.createSymbolicLink(bin.resolve("addons-data"), Path.of("data"));
            machine.set("PATH", bin + ":" + System.getenv("PATH"));
            machine.runCommand(Path.of("/"), "sh", "-c", "addons-data --version").succeeds();
        }
    }

    @Test
    void withoutAJdkOfTheRightAgeItSaysWhatToDo() throws IOException {
        assumeTrue(canHideDirectories());
        try (var machine = Machine.used()) {
            fakeJdk(machine.home().resolve(".jdks/jdk-17"), "17.0.15+6");
            fakeJdk(machine.home().resolve(".sdkman/candidates/java/broken"), "");
            withoutJvms(machine)
                    .failsWith(
                            Result.NOT_READY,
                            "no JDK 25 or later was found",
                            "ADDONS_DATA_JAVA_HOME");
            fakeJdk(machine.home().resolve(".jdks/jdk-26"), "26.0.1+3");
            assertThat(withoutJvms(machine).succeeds().out()).isEqualTo("26.0.1+3\n");
            fakeJdk(machine.home().resolve("mine"), "25+36");
            machine.set("ADDONS_DATA_JAVA_HOME", machine.home().resolve("mine").toString());
            assertThat(withoutJvms(machine).succeeds().out()).isEqualTo("25+36\n");
        }
    }

    /** Its java tells its version, whatever it is asked. */
    private static void fakeJdk(Path home, String version) throws IOException {
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(
                home.resolve("release"),
                "IMPLEMENTOR=\"Somebody\"\nJAVA_RUNTIME_VERSION=\"" + version + "\"\n");
        var java = home.resolve("bin/java");
        Files.writeString(java, "#!/bin/sh\necho '" + version + "'\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static boolean canHideDirectories() {
        try (var machine = Machine.used()) {
            return hidden(machine, "true").status() == 0;
        }
    }

    private static Result withoutJvms(Machine machine) {
        return hidden(machine, Distribution.launcher().toString(), "--version");
    }

    /** In a name space of its own, where the system's JDKs are not seen. */
    private static Result hidden(Machine machine, String... command) {
        var line =
                new java.util.ArrayList<>(
                        List.of(
                                "unshare",
                                "--map-root-user",
                                "--mount",
                                "sh",
                                "-euc",
                                WITHOUT_JVMS,
                                "sh"));
        if ("root".equals(System.getProperty("user.name"))) {
            line.remove("--map-root-user");
        }
        line.addAll(List.of(command));
        return machine.runCommand(Path.of("/"), line.toArray(String[]::new));
    }
}
