package io.carillon.trials.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Searches every state of a model: spin makes a C program of it, which is compiled and run.
record Spin(Path model) {
    private static final int DEPTH_MAX = 1_000_000;
    private static final int MEGABYTES_MAX = 2_048;

    Finding search(Configuration configuration) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("carillon-model");
        try {
            List<String> generate = new ArrayList<>(List.of("spin", "-a"));
            generate.addAll(configuration.defined());
            generate.add(model.toAbsolutePath().toString());
            run(folder, generate);

            List<String> compile = new ArrayList<>(List.of("gcc", "-O2", "-w", "-DCOLLAPSE"));
            compile.add("-DMEMLIM=" + MEGABYTES_MAX);
            compile.addAll(configuration.search());
            compile.addAll(List.of("-o", "pan", "pan.c"));
            run(folder, compile);

            List<String> search = new ArrayList<>(List.of("./pan", "-n", "-m" + DEPTH_MAX));
            search.addAll(configuration.wanted());
            return Finding.parse(run(folder, search));
        } finally {
            delete(folder);
        }
    }

    private static String run(Path folder, List<String> command)
            throws IOException, InterruptedException {
        Path said = folder.resolve("said.txt");
        int status =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start()
                        .waitFor();
        String output = Files.readString(said, UTF_8);
        if (status != 0) {
            throw new IOException(
                    "'%s' ended with %d:\n%s".formatted(String.join(" ", command), status, output));
        }
        return output;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
