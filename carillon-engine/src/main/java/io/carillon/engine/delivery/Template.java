package io.carillon.engine.delivery;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The text of a message with placeholders in braces, such as `Hey, {firstName}`.
final class Template {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");

    private Template() {}

    /// The text with each placeholder filled in; none when an input is missing.
    static Optional<String> render(String template, Map<String, String> inputs) {
        Matcher placeholders = PLACEHOLDER.matcher(template);
        boolean complete =
                placeholders.results().allMatch(found -> inputs.containsKey(found.group(1)));
        return complete
                ? Optional.of(
                        PLACEHOLDER
                                .matcher(template)
                                .replaceAll(found ->
                                        Matcher.quoteReplacement(
                                                inputs.getOrDefault(found.group(1), ""))))
                : Optional.empty();
    }
}
