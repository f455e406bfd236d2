package io.carillon.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A command in a process of its own, with a folder for what it keeps while it runs.
final class CommandProcess implements AutoCloseable {
    private final Path folder;
    private final Process process;
    private final Path err;
    private final Writer in;
    private final BufferedReader out;

    private CommandProcess(Path folder, Process process, Path err) {
        this.folder = folder;
        this.process = process;
        this.err = err;
        this.in = process.outputWriter(StandardCharsets.UTF_8);
        this.out = process.inputReader(StandardCharsets.UTF_8);
    }

    static CommandProcess start(Path folder, String... arguments) throws IOException {
        return start(folder, Map.of(), arguments);
    }

    static CommandProcess start(Path folder, Map<String, String> environment, String... arguments)
            throws IOException {
        List<String> java =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.io.tmpdir=" + folder,
                        "-cp",
                        System.getProperty("java.class.path"),
                        CarillonCli.class.getName());
        ProcessBuilder builder =
                new ProcessBuilder(Stream.concat(java.stream(), Stream.of(arguments)).toList());
        builder.environment().putAll(environment);
        Path err = Files.createTempFile("carillon-cli", ".err");
        err.toFile().deleteOnExit();
        return new CommandProcess(folder, builder.redirectError(err.toFile()).start(), err);
    }

    void write(String line) throws IOException {
        in.write(line);
        in.write('\n');
        in.flush();
    }

    String read() throws IOException {
        return String.valueOf(out.readLine());
    }

    /// All that it has still to say.
    List<String> readAll() throws IOException {
        return out.readAllLines();
    }

    /// What it has said to the operator, once it has ended.
    String complaints() throws IOException {
        return Files.readString(err);
    }

    void endInput() throws IOException {
        in.close();
    }

    /// As `head` does once it has seen enough.
    void readNoMore() throws IOException {
        out.close();
    }

    /// SIGTERM.
    void terminate() {
        process.destroy();
    }

    int status() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("the command does not end");
        }
        return process.exitValue();
    }

    /// What it keeps on the disk.
    List<Path> kept() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("carillon"))
                    .toList();
        }
    }

    /// The servers that work for it.
    List<ProcessHandle> servers() {
        return ProcessHandle.allProcesses()
                .filter(other ->
                        other.info().commandLine().orElse("").contains(folder.toString())
                                && other.pid() != process.pid())
                .toList();
    }

    @Override
    public void close() {
        process.destroy();
    }
}
