package io.carillon.server.http;

import io.carillon.engine.input.Json;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/// Writes problems where Spring is not at work: in filters.
final class Problems {
    static final String MEDIA_TYPE = "application/problem+json";

    private Problems() {}

    static void write(Problem problem, HttpServletResponse response) throws IOException {
        byte[] body = Json.MAPPER.writeValueAsBytes(problem);
        response.setStatus(problem.status());
        response.setContentType(MEDIA_TYPE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
