package io.carillon.server.http;

import io.carillon.engine.input.Parsed;
import io.carillon.engine.input.Parsed.Value;
import io.carillon.engine.input.Parsed.Wrong;
import java.util.function.Function;

/// A line of text, such as a name: of any script, without blanks around it and without what cannot
/// be stored or shown.
public final class OneLine {
    private OneLine() {}

    /// One of 1 to `lengthMax` code points.
    public static Function<String, Parsed<String>> upTo(int lengthMax) {
        return text -> parse(text, lengthMax);
    }

    private static Parsed<String> parse(String text, int lengthMax) {
        String line = trim(text);
        if (line.codePoints().allMatch(c -> isBlank(c) || Invisible.is(c))) {
            return new Wrong<>("blank", "it must not be blank");
        }
        if (line.codePoints().anyMatch(OneLine::isRefused)) {
            return new Wrong<>(
                    "invalid_character",
                    "it must not hold control characters, line breaks, halves of characters, what is no character, or what turns the direction of others");
        }
        if (line.codePointCount(0, line.length()) > lengthMax) {
            return new Wrong<>("too_long", "it must have at most " + lengthMax + " characters");
        }
        return new Value<>(line);
    }

    // Unlike String.strip(), this takes no-break spaces for blanks.
    private static String trim(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isBlank(text.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isBlank(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private static boolean isRefused(int c) {
        return isNoCharacter(c) || turnsOthers(c) || isControl(c);
    }

    /// What Unicode keeps for the inside of programs.
    private static boolean isNoCharacter(int c) {
        return (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
    }

    /// Embeddings, overrides and isolates: they reorder the text around a line as well.
    private static boolean turnsOthers(int c) {
        return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    }

    private static boolean isControl(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    true;
            default -> false;
        };
    }
}
