package io.carillon.server;

import io.carillon.engine.input.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/// A client of one server, as a user would write it.
final class Http {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String base;
    private final List<String> headers;

    Http(String base, String... headers) {
        this.base = base;
        this.headers = List.of(headers);
    }

    /// What the server said.
    record Answer(int status, HttpHeaders headers, String body) {
        JsonNode json() {
            return Json.MAPPER.readTree(body);
        }

        String text(String field) {
            return json().path(field).asString("");
        }

        String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        /// The fields that a problem names, each with its code: `firstName blank`.
        List<String> errors() {
            return StreamSupport.stream(json().path("errors").spliterator(), false)
                    .map(error ->
                            error.path("field").asString() + " " + error.path("code").asString())
                    .toList();
        }

        List<JsonNode> items() {
            return List.copyOf(json().path("items").values());
        }
    }

    Http with(String... more) {
        return new Http(base, more);
    }

    Answer get(String path) {
        return send("GET", path, BodyPublishers.noBody());
    }

    Answer delete(String path) {
        return send("DELETE", path, BodyPublishers.noBody());
    }

    Answer post(String path, String json) {
        return json("POST", path, json);
    }

    Answer put(String path, String json) {
        return json("PUT", path, json);
    }

    Answer json(String method, String path, String json) {
        return send(
                method, path, BodyPublishers.ofString(json), "Content-Type", "application/json");
    }

    Answer send(String method, String path, BodyPublisher body, String... more) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path))
                        .timeout(Duration.ofSeconds(20))
                        .method(method, body);
        for (List<String> some : List.of(headers, List.of(more))) {
            for (int i = 0; i < some.size(); i += 2) {
                request.header(some.get(i), some.get(i + 1));
            }
        }
        try {
            var response = CLIENT.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
