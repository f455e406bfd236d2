package io.carillon.process;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A webhook's receiver in this process: it outlives the servers that the tests kill.
final class Receiver implements AutoCloseable {
    private final InstantSource clock = InstantSource.system();
    private final List<Received> received = Collections.synchronizedList(new ArrayList<>());
    private final HttpServer server;

    /// One request: when it came, under which id, and what it said.
    record Received(Instant at, String id, JsonNode body) {
        String subjectId() {
            return body.get("subjectId").asString();
        }

        Instant dueAt() {
            return Instant.parse(body.get("dueAt").asString());
        }

        boolean late() {
            return body.get("late").asBoolean();
        }
    }

    Receiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::receive);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    List<Received> received() {
        return List.copyOf(received);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void receive(HttpExchange exchange) throws IOException {
        Instant at = clock.instant();
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            received.add(
                    new Received(
                            at,
                            exchange.getRequestHeaders().getFirst("webhook-id"),
                            JsonMapper.shared().readTree(body)));
            exchange.sendResponseHeaders(200, -1);
        }
    }
}
