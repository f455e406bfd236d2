package io.carillon.server.http;

import io.carillon.engine.database.Databases;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.servlet.HandlerMapping;

/// Turns whatever ends a request into a problem: what we refuse, what Spring refuses, a database
/// that is gone, and our own bugs, of which the client learns nothing but that there is one.
@RestControllerAdvice
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
    private static final String RETRY_AFTER_SECONDS = "5";

    @ExceptionHandler(ProblemException.class)
    ResponseEntity<Problem> refused(ProblemException refused) {
        return answer(refused.problem(), new HttpHeaders());
    }

    /// The client has gone; nobody is there to be answered.
    @ExceptionHandler(AsyncRequestNotUsableException.class)
    void gone(AsyncRequestNotUsableException gone) {
        LOG.debug("a client did not wait for its answer", gone);
    }

    @ExceptionHandler(Exception.class)
    ResponseEntity<Problem> failed(Exception failure, HttpServletRequest request) {
        if (failure instanceof ErrorResponse refusal) {
            HttpStatus status = HttpStatus.valueOf(refusal.getStatusCode().value());
            if (status.is4xxClientError()) {
                return answer(Problem.of(status, code(status), detail(status)), headers(refusal));
            }
        }
        if (Databases.isUnreachable(failure)) {
            LOG.warn("{} failed: the database cannot be reached", handler(request));
            return unavailable(
                    "database_unreachable", "the database cannot be reached; try again soon");
        }
        if (Databases.isReadOnly(failure)) {
            LOG.warn("{} failed: the database takes no writes", handler(request));
            return unavailable(
                    "database_read_only", "the database takes no writes now; try again soon");
        }
        Optional<String> full = Databases.findFull(failure);
        if (full.isPresent()) {
            LOG.warn(
                    "{} failed: the database is out of room (SQLSTATE {})",
                    handler(request),
                    full.get());
            return unavailable(
                    "database_full",
                    "the database has no room left, on its disk or in memory; try again later");
        }
        LOG.error("{} failed by a fault of ours", handler(request), failure);
        return answer(
                Problem.of(
                        HttpStatus.INTERNAL_SERVER_ERROR,
                        "internal_error",
                        "this is a fault of the server's; its log says more"),
                new HttpHeaders());
    }

    /// The machine's name of a status, `METHOD_NOT_ALLOWED` as `method_not_allowed`.
    static String code(HttpStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    private static ResponseEntity<Problem> unavailable(String code, String detail) {
        return answer(Problem.of(HttpStatus.SERVICE_UNAVAILABLE, code, detail), new HttpHeaders());
    }

    private static ResponseEntity<Problem> answer(Problem problem, HttpHeaders headers) {
        if (problem.status() == HttpStatus.SERVICE_UNAVAILABLE.value()) {
            headers.set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        return ResponseEntity.status(problem.status())
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    /// Those of the refusal; `Allow` with all that OPTIONS tells: Spring leaves out what it answers
    /// by itself.
    private static HttpHeaders headers(ErrorResponse refusal) {
        HttpHeaders headers = new HttpHeaders();
        headers.putAll(refusal.getHeaders());
        Set<HttpMethod> allowed = new LinkedHashSet<>(headers.getAllow());
        if (!allowed.isEmpty()) {
            if (allowed.contains(HttpMethod.GET)) {
                allowed.add(HttpMethod.HEAD);
            }
            allowed.add(HttpMethod.OPTIONS);
            headers.setAllow(allowed);
        }
        return headers;
    }

    private static String detail(HttpStatus status) {
        return switch (status) {
            case NOT_FOUND -> "there is nothing at this path";
            case METHOD_NOT_ALLOWED ->
                    "this path does not take this method; Allow names those it takes";
            case NOT_ACCEPTABLE -> "this path answers application/json, which Accept excludes";
            default -> "the request cannot be taken: " + status.getReasonPhrase();
        };
    }

    // The pattern, not the path: a path holds whatever a client puts there.
    private static String handler(HttpServletRequest request) {
        @Nullable Object pattern =
                request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        return request.getMethod() + " " + pattern;
    }
}
