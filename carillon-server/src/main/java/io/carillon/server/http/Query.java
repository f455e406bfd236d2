package io.carillon.server.http;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The parameters in a request's query string. Read from the string itself: the servlet's own would
/// mix those of a body in.
public final class Query {
    private final Map<String, List<String>> values = new HashMap<>();

    private Query() {}

    public static Query of(HttpServletRequest request) {
        Query query = new Query();
        String text = request.getQueryString();
        if (text != null) {
            for (String pair : text.split("&", -1)) {
                int equals = pair.indexOf('=');
                String name = decode(equals < 0 ? pair : pair.substring(0, equals));
                String value = decode(equals < 0 ? "" : pair.substring(equals + 1));
                query.values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
            }
        }
        return query;
    }

    /// Every value of a parameter that is not empty.
    public List<String> all(String name) {
        return values.getOrDefault(name, List.of()).stream()
                .filter(value -> !value.isEmpty())
                .toList();
    }

    /// The value of a parameter that may be given once.
    public Optional<String> find(String name) {
        List<String> given = values.getOrDefault(name, List.of());
        if (given.size() > 1) {
            throw ProblemException.ofParameter(name, "repeated", "give it once");
        }
        return given.stream().findFirst();
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw new ProblemException(
                    Problem.malformed(
                            "malformed_query", "the query string is not percent-encoded"));
        }
    }
}
