package io.carillon.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.carillon.engine.input.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Somebody else's HTTP server. It remembers what it got, and answers each person's messages as it
/// is told to: the first, the second, and the last for ever.
final class Receiver implements AutoCloseable {
    /// A message as it arrived.
    record Received(Instant at, HttpHeaders headers, String body) {
        String header(String name) {
            return headers.firstValue(name).orElseThrow();
        }

        String message() {
            return Json.MAPPER.readTree(body).path("message").asString();
        }
    }

    interface Answer {
        void write(HttpExchange exchange) throws IOException;
    }

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final Map<String, List<Answer>> answers = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final HttpServer server;

    Receiver() {
        this(0);
    }

    Receiver(int port) {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 512);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::receive);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    /// How messages to whoever has this first name are answered.
    void answer(String firstName, Answer... inTurn) {
        answers.put(firstName, List.of(inTurn));
    }

    static Answer status(int status, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return exchange -> {
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    /// Never answers.
    Answer hang() {
        return exchange -> {
            try {
                closed.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        };
    }

    /// What arrived for whoever has this first name.
    List<Received> receivedFor(String firstName) {
        return received.stream()
                .filter(one -> one.message().startsWith("Hey, " + firstName + " "))
                .toList();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void receive(HttpExchange exchange) throws IOException {
        Instant at = Instant.now();
        try (exchange) {
            String body =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var headers = HttpHeaders.of(exchange.getRequestHeaders(), (_, _) -> true);
            Received one = new Received(at, headers, body);
            received.add(one);
            String firstName = one.message().split(" ", -1)[1];
            List<Answer> inTurn = answers.getOrDefault(firstName, List.of(status(200, "ok")));
            int turn = Math.min(receivedFor(firstName).size(), inTurn.size());
            inTurn.get(turn - 1).write(exchange);
        }
    }
}
