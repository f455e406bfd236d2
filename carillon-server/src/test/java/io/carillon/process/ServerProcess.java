package io.carillon.process;

import static org.awaitility.Awaitility.await;

import io.carillon.server.CarillonServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The real server in a process of its own, which can be killed.
final class ServerProcess implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;
    private final int port;

    private ServerProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /// Starts a server over this folder and waits until it is ready.
    static ServerProcess start(Path data, Map<String, String> environment) {
        int port = freePort();
        ProcessBuilder builder =
                new ProcessBuilder(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx512m",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                CarillonServer.class.getName(),
                                "--port",
                                String.valueOf(port),
                                "--data",
                                data.toString()));
        builder.environment().putAll(environment);
        builder.redirectOutput(Redirect.appendTo(data.resolveSibling("server.log").toFile()));
        builder.redirectError(Redirect.appendTo(data.resolveSibling("server.err").toFile()));
        try {
            ServerProcess server = new ServerProcess(builder.start(), port);
            server.awaitReady();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long pid() {
        return process.pid();
    }

    /// SIGKILL.
    void kill() {
        process.destroyForcibly();
        awaitEnd();
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
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
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

    private void awaitReady() {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .until(() -> {
                    if (!process.isAlive()) {
                        throw new AssertionError("the server ended with " + process.exitValue());
                    }
                    return status("/health/ready") == 200;
                });
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

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
