package org.addonsdata.services.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.addonsdata.services.mariadb.MariaDbBinaries;
import org.addonsdata.services.process.Daemon;
import org.addonsdata.services.process.OwnProcesses;
import org.addonsdata.services.searchnode.SearchEngine;

/**
 * Servers whose volume was moved or deleted while they ran, so that no run file names them. The
 * words that they were started with do.
 */
public final class StrayServers {
    private static final String DATABASE = "--datadir=";
    private static final String DATABASE_DIRECTORY = "database";
    private static final String SEARCH = "path.home=";

    private StrayServers() {}

    /** A server and the volume that it was started on. */
    public record Stray(Daemon daemon, Path volume, Optional<SearchEngine> engine) {}

    /** Every server of this user whose volume is not where it was. */
    public static List<Stray> all() {
        return servers().stream().filter(stray -> !Files.exists(stray.volume())).toList();
    }

    /** Every server that was started on this volume, whatever is there now. */
    static List<Stray> startedOn(Path volume) {
        return servers().stream().filter(stray -> stray.volume().equals(volume)).toList();
    }

    private static List<Stray> servers() {
        var found = new ArrayList<Stray>();
        OwnProcesses.words()
                .forEach((pid, words) -> {
                    if (words.contains("--no-defaults") && !words.contains("--bootstrap")) {
                        database(pid, words).ifPresent(found::add);
                    } else {
                        Arrays.stream(SearchEngine.values())
                                .flatMap(engine -> node(pid, words, engine).stream())
                                .forEach(found::add);
                    }
                });
        return found;
    }

    private static Optional<Stray> database(long pid, List<String> words) {
        return value(words, DATABASE)
                .map(Path::of)
                .filter(data -> data.endsWith(DATABASE_DIRECTORY) && data.getNameCount() > 1)
                .flatMap(data -> {
                    var volume = data.resolveSibling("").normalize();
                    return Daemon.adopted(
                                    MariaDbBinaries.PRODUCT,
                                    pid,
                                    volume.resolve("logs/mariadb.log"),
                                    volume.resolve("run/mariadb.json"),
                                    port(words, "--port="))
                            .map(daemon -> new Stray(daemon, volume, Optional.empty()));
                });
    }

    private static Optional<Stray> node(long pid, List<String> words, SearchEngine engine) {
        if (!words.contains(engine.mainClass())) {
            return Optional.empty();
        }
        return value(words, SEARCH)
                .map(Path::of)
                .filter(home -> home.endsWith("search-" + engine.text()))
                .flatMap(home -> {
                    var volume = home.resolveSibling("").normalize();
                    return Daemon.adopted(
                                    engine.product(),
                                    pid,
                                    home.resolve("node.log"),
                                    home.resolve("node.json"),
                                    port(words, "http.port="))
                            .map(daemon -> new Stray(daemon, volume, Optional.of(engine)));
                });
    }

    private static Map<String, String> port(List<String> words, String prefix) {
        return value(words, prefix)
                .filter(port -> port.matches("[0-9]{1,5}"))
                .map(port -> Map.of("port", port))
                .orElse(Map.of());
    }

    private static Optional<String> value(List<String> words, String prefix) {
        return words.stream()
                .filter(word -> word.startsWith(prefix))
                .map(word -> word.substring(prefix.length()))
                .findFirst();
    }
}
