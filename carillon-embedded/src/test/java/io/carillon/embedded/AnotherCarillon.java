package io.carillon.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A JVM of its own that starts a server over a folder, writes a row and waits for its end.
record AnotherCarillon(Process process, BufferedReader output) implements AutoCloseable {

    static AnotherCarillon over(Path folder, String... prefix) throws IOException {
        var command = new ArrayList<>(List.of(prefix));
        command.addAll(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AnotherCarillon.class.getName(),
                        folder.toString()));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new AnotherCarillon(
                process,
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)));
    }

    /// Reads until a line holds these words.
    ///
    /// @return that line
    String says(String words) {
        var heard = new ArrayList<String>();
        try {
            for (var line = output.readLine(); line != null; line = output.readLine()) {
                heard.add(line);
                if (line.contains(words)) {
                    return line;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new AssertionError("Never said " + words + " but " + String.join("\n", heard));
    }

    /// PostgreSQL's first process over this folder, by its own claim.
    static ProcessHandle postmaster(Path folder) {
        try {
            var lines = Files.readAllLines(folder.resolve("postgres/postmaster.pid"));
            return ProcessHandle.of(Long.parseLong(lines.getFirst())).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }

    static void main(String[] arguments) throws Exception {
        var postgres = EmbeddedPostgres.start(Path.of(arguments[0]));
        Sql.run(
                postgres,
                "CREATE TABLE IF NOT EXISTS promise (word text)",
                "INSERT INTO promise VALUES ('kept')");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> endInOrder(postgres)));
        IO.println("READY " + postgres.port());
        Thread.currentThread().join();
    }

    // A stop that takes its time: the database must outlast it.
    private static void endInOrder(EmbeddedPostgres postgres) {
        try {
            IO.println("SLOW STOP " + Sql.value(postgres, "SELECT 'done' FROM pg_sleep(1)"));
            postgres.close();
            IO.println("CLOSED");
        } catch (Exception e) {
            IO.println("BROKEN " + e);
        }
    }
}
