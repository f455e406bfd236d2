package io.carillon.trials.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Processes that run classes of ours, each with the options of the JVM that the server gets, and a
/// heap of at most 512 MB.
final class Java {
    static final String PROGRAM =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private Java() {}

    static ProcessBuilder of(Class<?> main, String... arguments) {
        List<String> words = new ArrayList<>();
        words.add(PROGRAM);
        words.addAll(Server.options());
        words.addAll(
                List.of(
                        "-Xmx512m",
                        "-Dslf4j.internal.verbosity=ERROR",
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName()));
        words.addAll(List.of(arguments));
        return new ProcessBuilder(words);
    }
}
