package org.addonsdata.cli.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.addonsdata.core.files.AtomicFiles;
import org.addonsdata.services.process.Ports;
import org.addonsdata.testing.DockerEngine;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A person's machine as the distribution sees it: an empty home directory, two free ports, and
 * nothing else in the environment. Closing it stops every server that was started on it, by its
 * process id, and deletes it.
 */
final class Machine implements AutoCloseable {
    static final String VOLUME = "addons-server_data_mysqld";

    private final Path directory;
    private final Map<String, String> environment = new TreeMap<>();

    private Machine(Path directory) {
        this.directory = directory;
    }

    /** With nothing on it at all. */
    static Machine empty() {
        return empty(Path.of(System.getProperty("java.io.tmpdir")));
    }

    private static Machine empty(Path parent) {
        try {
            var machine = new Machine(Files.createTempDirectory(parent, "addons-data-usage-"));
            Files.createDirectory(machine.home());
            machine.set("HOME", machine.home().toString());
            machine.set("PATH", System.getenv("PATH"));
            machine.set("LANG", "C.UTF-8");
            machine.set("MYSQL_PORT", Integer.toString(Ports.anyFree()));
            machine.set("SEARCH_PORT", Integer.toString(Ports.anyFree()));
            machine.set("ADDONS_DATA_TEST_RUN", System.getenv("ADDONS_DATA_TEST_RUN"));
            return machine;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** On which servers ran before, so that their binaries are unpacked. */
    static Machine used() {
        return prepared(empty());
    }

    /** The same on another disk. */
    static Machine usedOn(Path disk) {
        return prepared(empty(disk));
    }

    private static Machine prepared(Machine machine) {
        return machine.set("XDG_CACHE_HOME", Distribution.kept().resolve("cache").toString());
    }

    /** With a Docker engine, where the servers are containers on a Docker volume of this name. */
    static Machine withContainers(String volume) {
        var configuration = System.getenv("DOCKER_CONFIG");
        return used().set("MODE", "compose")
                .set("DATA_VOLUME", volume)
                .set("LOCK_WAIT", "300")
                .set("MYSQL_IMAGE", DockerEngine.mysqlImage())
                .set("SEARCH_IMAGE", DockerEngine.searchImage())
                .set("DOCKER_HOST", System.getenv("DOCKER_HOST"))
                .set(
                        "DOCKER_CONFIG",
                        configuration == null
                                ? System.getProperty("user.home") + "/.docker"
                                : configuration);
    }

    boolean hasContainers() {
        return "compose".equals(environment.get("MODE"));
    }

    boolean isExternal() {
        return "external".equals(environment.get("MODE"));
    }

    /** With a volume that `up` has filled and `down` has left. */
    static Machine populated() {
        var machine = used();
        machine.placeVolume(machine.volume());
        return machine;
    }

    /** Puts a copy of a filled volume somewhere. */
    void placeVolume(Path target) {
        try {
            Files.createDirectories(target.getParent());
            Shell.copy(Template.volume(), target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sets a variable of the environment, or none when the value is null. */
    Machine set(String name, @Nullable String value) {
        if (value == null) {
            environment.remove(name);
        } else {
            environment.put(name, value);
        }
        return this;
    }

    /** What a command finds in its environment. */
    Map<String, String> environment() {
        return Map.copyOf(environment);
    }

    Path directory() {
        return directory;
    }

    Path home() {
        return directory.resolve("home");
    }

    int port(String variable) {
        return Integer.parseInt(environment.get(variable));
    }

    Path volumes() {
        return home().resolve(".local/share/addons-data/volumes");
    }

    Path volume() {
        return volumes().resolve(VOLUME);
    }

    Result run(String... arguments) {
        return start(arguments).await();
    }

    Background start(String... arguments) {
        var command = new ArrayList<>(List.of(Distribution.launcher().toString()));
        command.addAll(List.of(arguments));
        return startCommand(home(), command);
    }

    Result runCommand(Path workingDirectory, String... command) {
        return startCommand(workingDirectory, List.of(command)).await();
    }

    Background startCommand(Path workingDirectory, List<String> command) {
        var builder = new ProcessBuilder(command).directory(workingDirectory.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return Background.start(builder, directory.resolve("outputs"));
    }

    JsonNode status() {
        return run("status", "--json").succeeds().json();
    }

    /**
     * The process of a server that was started on a volume. Where its starter was killed before it
     * could note it, the shell's note beside the file tells.
     */
    static long pid(Path runFile) {
        try {
            var noted = JsonMapper.shared().readTree(Files.readString(runFile)).path("pid");
            return noted.asLong() > 0
                    ? noted.asLong()
                    : Long.parseLong(
                            Files.readString(runFile.resolveSibling(runFile.getFileName() + ".pid"))
                                    .strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path databaseRunFile() {
        return volume().resolve("run/mariadb.json");
    }

    Path searchRunFile() {
        return volume().resolve("search-opensearch/node.json");
    }

    /** Ends a server as if the machine had lost it. */
    void kill(Path runFile) {
        var pid = pid(runFile);
        Shell.run("kill", "-KILL", Long.toString(pid));
        while (isAlive(pid)) {
            Background.pause();
        }
    }

    static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent()
                && !read(pid, "stat").contains(") Z ");
    }

    /** The words a process was started with. */
    static List<String> commandLine(long pid) {
        return List.of(read(pid, "cmdline").split("\0"));
    }

    /** Whether a process was started with this path in its words or its environment. */
    static boolean mentions(long pid, Path path) {
        return read(pid, "cmdline").contains(path.toString())
                || read(pid, "environ").contains(path.toString());
    }

    private static String read(long pid, String file) {
        try {
            return Files.readString(
                    Path.of("/proc", Long.toString(pid), file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    /** Every process that was started on this machine, told by its home directory. */
    List<Long> running() {
        var mark = "HOME=" + home() + "\0";
        try (var processes = Stream.of(Path.of("/proc").toFile().list())) {
            return processes
                    .filter(name -> name.matches("\\d+"))
                    .map(Long::valueOf)
                    .filter(pid -> read(pid, "environ").contains(mark) && isAlive(pid))
                    .toList();
        }
    }

    @Override
    public void close() {
        try {
            if (hasContainers()) {
                run("down").succeeds();
            }
            for (var name : new String[] {"ADDONS_DATA_FAULT", "XDG_DATA_HOME", "DATA_VOLUME"}) {
                set(name, null);
            }
            if (!running().isEmpty()) {
                run("down").succeeds();
            }
            assertThat(running()).as("processes left running").isEmpty();
        } finally {
            for (var pid : running()) {
                Shell.run("kill", "-KILL", Long.toString(pid));
            }
            delete();
        }
    }

    private void delete() {
        try {
            AtomicFiles.deleteTree(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
