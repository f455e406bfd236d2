package io.carillon.server.user;

import io.carillon.engine.input.Parsed;
import io.carillon.engine.input.Parsed.Value;
import io.carillon.engine.input.Parsed.Wrong;

/// A first or last name: 1 to 100 code points of any script, without blanks around it and without
/// what cannot be stored or shown.
final class PersonName {
    private static final int LENGTH_MAX = 100;

    private PersonName() {}

    static Parsed<String> parse(String text) {
        String name = trim(text);
        if (name.codePoints().allMatch(c -> isBlank(c) || Invisible.is(c))) {
            return new Wrong<>("blank", "it must not be blank");
        }
        if (name.codePoints().anyMatch(PersonName::isRefused)) {
            return new Wrong<>(
                    "invalid_character",
                    "it must not hold control characters, line breaks, halves of characters, what is no character, or what turns the direction of others");
        }
        if (name.codePointCount(0, name.length()) > LENGTH_MAX) {
            return new Wrong<>("too_long", "it must have at most " + LENGTH_MAX + " characters");
        }
        return new Value<>(name);
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

    /// Embeddings, overrides and isolates: they reorder the text around a name as well.
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
