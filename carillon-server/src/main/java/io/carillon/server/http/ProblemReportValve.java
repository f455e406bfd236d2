package io.carillon.server.http;

import io.carillon.engine.input.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/// The form of the errors that Tomcat finds before any of our code runs, such as a malformed
/// request line. Made by Tomcat by its name, so it is public.
public final class ProblemReportValve extends ErrorReportValve {
    @Override
    protected void report(Request request, Response response, @Nullable Throwable thrown) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        Problem problem = problem(status);
        response.setStatus(problem.status());
        try {
            byte[] body = Json.MAPPER.writeValueAsBytes(problem);
            response.setContentType(Problems.MEDIA_TYPE);
            response.setHeader("X-Content-Type-Options", "nosniff");
            response.setCharacterEncoding(StandardCharsets.UTF_8);
            response.getReporter().write(new String(body, StandardCharsets.UTF_8));
            response.finishResponse();
        } catch (IOException e) {
            container.getLogger().debug("the client did not wait for its answer", e);
        }
    }

    private static Problem problem(int code) {
        HttpStatus status = HttpStatus.resolve(code);
        if (status == HttpStatus.NOT_IMPLEMENTED) {
            return Problem.malformed(
                    "malformed_request",
                    "neither CONNECT nor a transfer coding other than chunked is taken");
        }
        if (status == null || status == HttpStatus.BAD_REQUEST) {
            return Problem.malformed(
                    "malformed_request", "the request line or a header is malformed");
        }
        return Problem.of(
                status, Failures.code(status), "the request was refused before it was read");
    }
}
