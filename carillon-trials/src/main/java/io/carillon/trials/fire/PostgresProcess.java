package io.carillon.trials.fire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.carillon.embedded.EmbeddedPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The embedded PostgreSQL, kept by a process of its own, so that it can have an environment of its
/// own, such as another clock. It ends when this process closes it, or ends itself.
public final class PostgresProcess implements AutoCloseable {
    private final Process process;
    private final int port;
    private final String user;
    private final String password;

    private PostgresProcess(Process process, int port, String user, String password) {
        this.process = process;
        this.port = port;
        this.user = user;
        this.password = password;
    }

    /// What the process is: the data folder is its argument.
    public static void main(String[] arguments) throws IOException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(Path.of(arguments[0]))) {
            System.out.println(postgres.port());
            System.out.println(postgres.user());
            System.out.println(postgres.password());
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }

    static PostgresProcess start(Path folder, Map<String, String> environment) throws IOException {
        List<String> command =
                List.of(
                        NodeProcess.JAVA,
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dslf4j.internal.verbosity=ERROR",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PostgresProcess.class.getName(),
                        folder.toString());
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(Redirect.INHERIT);
        builder.environment().putAll(environment);
        Process process = builder.start();
        BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        List<String> lines = said.lines().limit(3).toList();
        if (lines.size() < 3) {
            throw new IOException("PostgreSQL did not start over " + folder);
        }
        return new PostgresProcess(
                process, Integer.parseInt(lines.get(0)), lines.get(1), lines.get(2));
    }

    int port() {
        return port;
    }

    String user() {
        return user;
    }

    String password() {
        return password;
    }

    String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/carillon";
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
        } catch (IOException _) {
            // It has ended.
        }
        process.onExit().join();
    }
}
