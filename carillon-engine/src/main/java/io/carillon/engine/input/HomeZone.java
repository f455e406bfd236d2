package io.carillon.engine.input;

import io.carillon.calendar.TzSnapshot;
import io.carillon.engine.input.Parsed.Value;
import io.carillon.engine.input.Parsed.Wrong;
import java.util.List;
import java.util.regex.Pattern;

/// A zone of the tz database, by the id that was given.
public final class HomeZone {
    /// No id is nearly as long; comparing something endless with every one of them would take long.
    private static final int LENGTH_MAX = 64;

    private static final Pattern OFFSET =
            Pattern.compile("(?i)z|(utc|gmt|ut)?\\s*[+-−]\\s*[0-9]{1,2}(:?[0-9]{2}){0,2}");

    private HomeZone() {}

    public static Parsed<String> parse(String text, TzSnapshot tz) {
        if (tz.find(text).isPresent()) {
            return new Value<>(text);
        }
        if (OFFSET.matcher(text.strip()).matches()) {
            return new Wrong<>(
                    "invalid_zone",
                    "an offset does not say where someone lives, nor when the clocks change; give a zone of the tz database, such as Europe/Paris");
        }
        List<String> near = text.length() > LENGTH_MAX ? List.of() : tz.suggestions(text);
        String unknown = "the tz database " + tz.version() + " has no such zone";
        return new Wrong<>(
                "invalid_zone",
                near.isEmpty()
                        ? unknown + "; give one such as Europe/Paris"
                        : unknown + "; did you mean " + String.join(" or ", near) + "?");
    }
}
