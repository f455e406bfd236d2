package io.carillon.server.http;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;

/// A place in a list, to go on from. Opaque to clients: the list's name and the place in it, in
/// base64url.
public record Cursor(String list, List<String> place) {
    private static final String SEPARATOR = "|";
    private static final Pattern WORD = Pattern.compile("[a-zA-Z0-9_.-]{1,100}");
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

    public Cursor {
        place = List.copyOf(place);
    }

    public String text() {
        String plain = list + SEPARATOR + String.join(SEPARATOR, place);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    /// Reads a cursor of this list; whatever is not one of ours is refused.
    public static <T> T read(String text, String list, Function<List<String>, T> position) {
        try {
            String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            List<String> parts = List.of(plain.split("\\|", -1));
            if (parts.getFirst().equals(list)) {
                return position.apply(parts.subList(1, parts.size()));
            }
        } catch (IllegalArgumentException | DateTimeException | IndexOutOfBoundsException _) {
            // not one of ours: refused like one of another list
        }
        throw new ProblemException(
                Problem.malformed(
                        "invalid_cursor",
                        "this cursor is not one that this list gave; begin without one"));
    }

    /// An instant in a cursor, within what the database knows.
    public static Instant instant(String text) {
        Instant instant = Instant.parse(text);
        if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
            throw new IllegalArgumentException("no instant of ours: " + text);
        }
        return instant;
    }

    /// An id in a cursor.
    public static UUID id(String text) {
        return Ids.find(text)
                .orElseThrow(() -> new IllegalArgumentException("no id of ours: " + text));
    }

    /// A key in a cursor.
    public static String word(String text) {
        if (!WORD.matcher(text).matches()) {
            throw new IllegalArgumentException("no key of ours: " + text);
        }
        return text;
    }
}
