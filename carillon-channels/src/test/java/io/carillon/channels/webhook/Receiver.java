package io.carillon.channels.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A well-behaved HTTP server that remembers what it got and answers as it is told to.
final class Receiver implements AutoCloseable {
    record Received(String path, HttpHeaders headers, String body) {
        String header(String name) {
            return headers.firstValue(name).orElseThrow();
        }
    }

    interface Answer {
        void write(HttpExchange exchange) throws IOException;
    }

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    Receiver(Answer answer) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 512);
        server.setExecutor(threads);
        server.createContext(
                "/",
                exchange -> {
                    try (exchange) {
                        byte[] body = exchange.getRequestBody().readAllBytes();
                        String text = new String(body, StandardCharsets.UTF_8);
                        var headers = HttpHeaders.of(exchange.getRequestHeaders(), (_, _) -> true);
                        received.add(
                                new Received(exchange.getRequestURI().getPath(), headers, text));
                        answer.write(exchange);
                    }
                });
        server.start();
    }

    static Receiver answering(int status) throws IOException {
        return new Receiver(exchange -> exchange.sendResponseHeaders(status, -1));
    }

    static Receiver answering(int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return new Receiver(exchange -> {
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        });
    }

    static Receiver answering(int status, String header, String value) throws IOException {
        return new Receiver(exchange -> {
            exchange.getResponseHeaders().set(header, value);
            exchange.sendResponseHeaders(status, -1);
        });
    }

    String url() {
        return "http://127.0.0.1:" + port() + "/hook";
    }

    int port() {
        return server.getAddress().getPort();
    }

    List<Received> received() {
        return List.copyOf(received);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
