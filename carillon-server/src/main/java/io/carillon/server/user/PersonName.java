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
        if (name.codePoints().allMatch(PersonName::isInvisible)) {
            return new Wrong<>("blank", "it must not be blank");
        }
        if (name.codePoints().anyMatch(PersonName::isRefused)) {
            return new Wrong<>(
                    "invalid_character",
                    "it must not hold control characters, line breaks or halves of characters");
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

    private static boolean isInvisible(int c) {
        return isBlank(c) || Character.getType(c) == Character.FORMAT;
    }

    private static boolean isRefused(int c) {
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
