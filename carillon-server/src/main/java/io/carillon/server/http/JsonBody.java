package io.carillon.server.http;

import io.carillon.engine.input.FieldError;
import io.carillon.engine.input.Json;
import io.carillon.engine.input.Json.Reading;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The JSON in a request's body: UTF-8, at most 64 KiB where nothing else is said, and one value.
public final class JsonBody {
    public static final int BYTES_MAX = 64 * 1024;

    private JsonBody() {}

    public static ObjectNode read(HttpServletRequest request) {
        checkMediaType(request);
        return parse(bytes(request));
    }

    /// A body that is declared to be JSON, at most so many bytes long, for [#tree].
    public static byte[] unread(HttpServletRequest request, int bytesMax) {
        checkMediaType(request);
        return bytes(request, bytesMax);
    }

    /// The object, unless there is no body at all.
    public static Optional<ObjectNode> readIfAny(HttpServletRequest request) {
        byte[] bytes = bytes(request);
        if (bytes.length == 0) {
            return Optional.empty();
        }
        checkMediaType(request);
        return Optional.of(parse(bytes));
    }

    /// The body as it came. One that is too long is never read to its end, whatever its headers say
    /// of its length.
    public static byte[] bytes(HttpServletRequest request) {
        return bytes(request, BYTES_MAX);
    }

    private static byte[] bytes(HttpServletRequest request, int bytesMax) {
        if (request.getContentLengthLong() > bytesMax) {
            throw tooLong(bytesMax);
        }
        try {
            byte[] bytes = request.getInputStream().readNBytes(bytesMax + 1);
            if (bytes.length > bytesMax) {
                throw tooLong(bytesMax);
            }
            return bytes;
        } catch (IOException _) {
            throw malformed("the body broke off, or is not framed as HTTP has it");
        }
    }

    private static void checkMediaType(HttpServletRequest request) {
        if (Set.copyOf(Collections.list(request.getHeaders(HttpHeaders.CONTENT_TYPE))).size() > 1) {
            throw new ProblemException(
                    Problem.malformed(
                            "malformed_request", "the request has two Content-Type that differ"));
        }
        String type = request.getContentType();
        try {
            if (type != null && isJson(MediaType.parseMediaType(type))) {
                return;
            }
        } catch (IllegalArgumentException _) {
            // no media type at all, or a charset nobody knows: refused like any other
        }
        throw new ProblemException(
                Problem.of(
                        HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                        "unsupported_media_type",
                        "send a JSON object as Content-Type: application/json, in UTF-8"));
    }

    private static boolean isJson(MediaType type) {
        return type.equalsTypeAndSubtype(MediaType.APPLICATION_JSON)
                && (type.getCharset() == null || StandardCharsets.UTF_8.equals(type.getCharset()));
    }

    private static ObjectNode parse(byte[] bytes) {
        if (tree(bytes) instanceof ObjectNode object) {
            return object;
        }
        throw malformed(Json.notAnObject("body"));
    }

    /// Any JSON value. It may take many times the room of its bytes.
    public static JsonNode tree(byte[] bytes) {
        return switch (Json.read(ByteBuffer.wrap(bytes), "body")) {
            case Reading.Value(JsonNode tree) -> tree;
            case Reading.Malformed(String detail) -> throw malformed(detail);
            case Reading.Repeated(FieldError error) ->
                    throw new ProblemException(Problem.malformed("malformed_json", error));
        };
    }

    private static ProblemException malformed(String detail) {
        return new ProblemException(Problem.malformed("malformed_json", detail));
    }

    private static ProblemException tooLong(int bytesMax) {
        return new ProblemException(
                Problem.of(
                        HttpStatus.CONTENT_TOO_LARGE,
                        "body_too_large",
                        "a body has at most " + bytesMax + " bytes"));
    }
}
