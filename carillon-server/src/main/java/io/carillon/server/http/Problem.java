package io.carillon.server.http;

import io.carillon.engine.input.FieldError;
import java.util.List;
import org.springframework.http.HttpStatus;

/// What went wrong, for the client: problem details (RFC 9457) with a `code` for programs and,
/// where single fields, or parameters of the query, are at fault, each of them.
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String code,
        List<FieldError> errors) {
    public Problem {
        errors = List.copyOf(errors);
    }

    public static Problem of(HttpStatus status, String code, String detail) {
        return of(status, code, detail, List.of());
    }

    /// The request is understood, but these values in it cannot be.
    public static Problem ofFields(List<FieldError> errors) {
        String detail =
                errors.size() == 1
                        ? errors.getFirst().field() + ": " + errors.getFirst().detail()
                        : errors.size() + " fields are not right; errors names each of them";
        return of(HttpStatus.UNPROCESSABLE_CONTENT, "invalid_fields", detail, errors);
    }

    public static Problem notFound(String detail) {
        return of(HttpStatus.NOT_FOUND, "not_found", detail);
    }

    public static Problem malformed(String code, String detail) {
        return of(HttpStatus.BAD_REQUEST, code, detail);
    }

    /// A request that cannot be read, by the fault of one field or parameter.
    public static Problem malformed(String code, FieldError error) {
        return of(HttpStatus.BAD_REQUEST, code, FieldError.summary(List.of(error)), List.of(error));
    }

    private static Problem of(
            HttpStatus status, String code, String detail, List<FieldError> errors) {
        return new Problem(
                "about:blank", status.getReasonPhrase(), status.value(), detail, code, errors);
    }
}
