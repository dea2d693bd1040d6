package org.addonsdata.bench.measure;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A command as a person would type it.
 *
 * @param environment added to {@link OwnEnvironment}
 * @param input what it reads; null for nothing
 * @param output what it writes to; null for nowhere
 * @param milestone what it prints when it has done what is measured, though it goes on; null where
 *     that is its end
 */
public record Command(
        List<String> words,
        Map<String, String> environment,
        @Nullable Path input,
        @Nullable Path output,
        @Nullable String milestone) {
    private static final List<String> JVM_OPTIONS =
            List.of(
                    "-XX:+UseSerialGC",
                    "-Xms32m",
                    "-Xmx512m",
                    "-Xlog:disable",
                    "-XX:-UsePerfData",
                    "-XX:TieredStopAtLevel=1",
                    "--enable-native-access=ALL-UNNAMED");

    public Command {
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
    }

    public static Command of(List<String> words) {
        return new Command(words, Map.of(), null, null, null);
    }

    /**
     * A class of this module's in a JVM with the options that the launcher {@code bin/addons-data}
     * has for a reindex.
     */
    public static Command ofMain(Class<?> main, List<String> arguments) {
        var words = new ArrayList<String>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(JVM_OPTIONS);
        words.add("-Daddonsdata.engines=" + System.getProperty("addonsdata.engines"));
        words.add("-cp");
        words.add(Objects.requireNonNull(System.getProperty("java.class.path")));
        words.add(main.getName());
        words.addAll(arguments);
        return of(words);
    }

    public Command with(Map<String, String> variables) {
        return new Command(words, variables, input, output, milestone);
    }

    public Command reading(Path file) {
        return new Command(words, environment, file, output, milestone);
    }

    public Command writing(Path file) {
        return new Command(words, environment, input, file, milestone);
    }

    public Command until(String text) {
        return new Command(words, environment, input, output, text);
    }
}
