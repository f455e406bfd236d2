package io.carillon.engine.delivery;

import java.util.Map;
import java.util.Optional;

/// The text of a message with placeholders in braces, such as `Hey, {firstName}`.
final class Template {
    private Template() {}

    /// The text with each placeholder filled in; none when an input is missing. Braces around
    /// anything but letters, digits and `_` are text.
    static Optional<String> render(String template, Map<String, String> inputs) {
        StringBuilder text = new StringBuilder(template.length() + 32);
        int from = 0;
        for (int open = template.indexOf('{'); open >= 0; open = template.indexOf('{', open + 1)) {
            int close = endOfName(template, open + 1);
            if (close == open + 1 || close == template.length() || template.charAt(close) != '}') {
                continue;
            }
            String input = inputs.get(template.substring(open + 1, close));
            if (input == null) {
                return Optional.empty();
            }
            text.append(template, from, open).append(input);
            from = close + 1;
        }
        return Optional.of(text.append(template, from, template.length()).toString());
    }

    private static int endOfName(String template, int from) {
        int at = from;
        while (at < template.length() && isOfName(template.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isOfName(char letter) {
        return (letter >= 'a' && letter <= 'z')
                || (letter >= 'A' && letter <= 'Z')
                || (letter >= '0' && letter <= '9')
                || letter == '_';
    }
}
