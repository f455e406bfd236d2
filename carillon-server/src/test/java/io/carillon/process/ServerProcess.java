package io.carillon.process;

import static org.awaitility.Awaitility.await;

import io.carillon.server.CarillonServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The real server in a process of its own, which can be killed.
final class ServerProcess implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static final Pattern UP = Pattern.compile("carillon: up at (http://[0-9.:]+)\\R");

    private final Process process;
    private final Path said;
    private String url = "";

    private ServerProcess(Process process, Path said) {
        this.process = process;
        this.said = said;
    }

    /// Starts a server over this folder, from the one that holds it, and waits until it is ready.
    static ServerProcess start(Path data, Map<String, String> environment, String... options) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx512m",
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-cp",
                                System.getProperty("java.class.path"),
                                CarillonServer.class.getName(),
                                "--port",
                                "0",
                                "--data",
                                data.toString()));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.directory(data.getParent().toFile());
        builder.environment().putAll(environment);
        builder.redirectOutput(Redirect.appendTo(data.resolveSibling("server.log").toFile()));
        try {
            Path said = Files.createTempFile(data.getParent(), "server", ".err");
            builder.redirectError(said.toFile());
            ServerProcess server = new ServerProcess(builder.start(), said);
            server.awaitReadyOrKill();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return URI.create(url).getPort();
    }

    /// SIGKILL.
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /// Sends it a signal of this name.
    void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// SIGTERM, and its exit code.
    int terminate() {
        process.destroy();
        awaitEnd();
        return process.exitValue();
    }

    JsonNode get(String path) {
        return send(request(path).GET()).body();
    }

    int status(String path) {
        return send(request(path).GET()).status();
    }

    JsonNode post(String path, String json) {
        return expect(201, send(request(path).POST(BodyPublishers.ofString(json))));
    }

    JsonNode post(String path) {
        return expect(200, send(request(path).POST(BodyPublishers.noBody())));
    }

    JsonNode put(String path, String json) {
        return expect(200, send(request(path).PUT(BodyPublishers.ofString(json))));
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            terminate();
        }
    }

    private record Answer(int status, JsonNode body) {}

    private static JsonNode expect(int status, Answer answer) {
        if (answer.status() != status) {
            throw new IllegalStateException(answer.toString());
        }
        return answer.body();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(20));
    }

    private static Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), JsonMapper.shared().readTree(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void awaitReadyOrKill() {
        try {
            awaitReady();
        } catch (RuntimeException | Error e) {
            kill();
            throw e;
        }
    }

    private void awaitReady() {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .until(() -> {
                    if (!process.isAlive()) {
                        throw new AssertionError("the server ended with " + process.exitValue());
                    }
                    return isUp() && status("/health/ready") == 200;
                });
    }

    /// Has it said where it is?
    private boolean isUp() throws IOException {
        Matcher up = UP.matcher(Files.readString(said));
        if (up.find()) {
            url = up.group(1);
        }
        return !url.isEmpty();
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                throw new AssertionError("the server does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
