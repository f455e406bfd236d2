package io.carillon.server.http;

import io.carillon.engine.input.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.http11.Http11InputBuffer;
import org.apache.tomcat.util.res.StringManager;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/// The form of the errors that Tomcat finds before any of our code runs, such as a malformed
/// request line. Made by Tomcat by its name, so it is public.
public final class ProblemReportValve extends ErrorReportValve {
    private static final int HEADERS_TOO_LARGE = HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE.value();
    private static final String TOO_LARGE =
            StringManager.getManager(Http11InputBuffer.class)
                    .getString("iib.requestheadertoolarge.error");

    @Override
    protected void report(Request request, Response response, @Nullable Throwable thrown) {
        int status = isTooLarge(thrown) ? HEADERS_TOO_LARGE : response.getStatus();
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

    /// Tomcat knows it by its words only, which are in the language of the JVM, and answers 400.
    private static boolean isTooLarge(@Nullable Throwable thrown) {
        return thrown != null && TOO_LARGE.equals(thrown.getMessage());
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
