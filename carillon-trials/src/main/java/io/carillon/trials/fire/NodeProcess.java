package io.carillon.trials.fire;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One life of a node: the server's jar in a process of its own.
public final class NodeProcess {
    static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern UP = Pattern.compile("carillon: up at (http://[0-9.:]+)\\R");
    private static final int UNAVAILABLE = 503;
    private static final int CUT_OFF_MAX = 5;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Set<Process> ALIVE = ConcurrentHashMap.newKeySet();

    static {
        // None outlives whoever started it, however that ends in order.
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> ALIVE.forEach(Process::destroyForcibly)));
    }

    private final String name;
    private final Process process;
    private final Path said;
    private final AtomicInteger cutOff = new AtomicInteger();
    private volatile String url = "";

    private NodeProcess(String name, Process process, Path said) {
        this.name = name;
        this.process = process;
        this.said = said;
    }

    /// What a node is started with.
    public record Command(Path jar, List<String> options, Map<String, String> environment) {}

    public static NodeProcess start(String name, Path folder, Command command) throws IOException {
        Files.createDirectories(folder);
        List<String> words = new ArrayList<>();
        words.add(JAVA);
        words.addAll(command.options());
        words.addAll(List.of("-jar", command.jar().toString(), "--port", "0"));
        words.addAll(List.of("--data", folder.resolve("data").toString()));
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().putAll(command.environment());
        builder.environment().put("CARILLON_NODE_NAME", name);
        builder.redirectOutput(Redirect.appendTo(folder.resolve("server.log").toFile()));
        Path said = Files.createTempFile(folder, "said", ".txt");
        builder.redirectError(said.toFile());
        Process process = builder.start();
        ALIVE.add(process);
        CompletableFuture<Void> _ = process.onExit().thenAccept(ALIVE::remove);
        return new NodeProcess(name, process, said);
    }

    /// Where it listens, once it is ready.
    public String url() {
        return url;
    }

    String name() {
        return name;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /// Waits until it is ready to ring.
    public void awaitReady() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!isReady()) {
            if (!process.isAlive()) {
                throw new IOException(
                        "node %s ended with %d: %s"
                                .formatted(name, process.exitValue(), Files.readString(said)));
            }
            if (System.nanoTime() > deadline) {
                throw new IOException("node " + name + " is not ready after " + PATIENCE);
            }
            Thread.sleep(50);
        }
    }

    public boolean isReady() throws IOException, InterruptedException {
        Matcher up = UP.matcher(Files.readString(said));
        if (!process.isAlive() || !up.find()) {
            return false;
        }
        url = up.group(1);
        try {
            return send("GET", "/health/ready", "").statusCode() == 200;
        } catch (IOException _) {
            return false;
        }
    }

    /// SIGKILL.
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /// SIGTERM, and its exit code; whoever does not end is killed, which is -1.
    public int terminate() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            kill();
            return -1;
        }
        return process.exitValue();
    }

    void suspend() throws IOException, InterruptedException {
        signal("STOP");
    }

    void resume() throws IOException, InterruptedException {
        signal("CONT");
    }

    /// Asks the server, and expects this status.
    public JsonNode ask(String method, String path, String json, int status)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = send(method, path, json);
        if (answer.statusCode() != status) {
            throw new IOException(
                    method + " " + path + " is " + answer.statusCode() + ": " + answer.body());
        }
        return JsonMapper.shared().readTree(answer.body());
    }

    public HttpResponse<String> send(String method, String path, String json)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url + path))
                        .header("Content-Type", "application/json")
                        .timeout(PATIENCE)
                        .method(method, BodyPublishers.ofString(json))
                        .build();
        return HTTP.send(request, BodyHandlers.ofString());
    }

    /// The answer, unless nobody can know what came of the request: the server says that it cannot
    /// just now, or the connection ends without an answer, as one that was kept alive may at any
    /// time (RFC 9112, 9.3.1). That is rare, or something is wrong with the server.
    Optional<HttpResponse<String>> tryToSend(String method, String path, String json)
            throws IOException, InterruptedException {
        try {
            return Optional.of(send(method, path, json))
                    .filter(answer -> answer.statusCode() != UNAVAILABLE);
        } catch (HttpTimeoutException e) {
            throw e;
        } catch (IOException e) {
            if (!isAlive() || cutOff.incrementAndGet() > CUT_OFF_MAX) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private void signal(String signal) throws IOException, InterruptedException {
        signal(signal, List.of(this));
    }

    /// All of them at once.
    static void signal(String signal, List<NodeProcess> nodes)
            throws IOException, InterruptedException {
        if (nodes.isEmpty()) {
            return;
        }
        List<String> words = new ArrayList<>(List.of("kill", "-" + signal));
        nodes.forEach(node -> words.add(Long.toString(node.pid())));
        int exit = new ProcessBuilder(words).start().waitFor();
        if (exit != 0 && nodes.stream().allMatch(NodeProcess::isAlive)) {
            throw new IOException(String.join(" ", words) + " ended with " + exit);
        }
    }
}
