package io.carillon.engine.input;

import io.carillon.engine.input.Parsed.Value;
import io.carillon.engine.input.Parsed.Wrong;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A duration of ISO 8601 from zero to ten years, to the microsecond: weeks, or days and times;
/// without months and years, whose lengths differ.
final class IsoDuration {
    private static final Pattern FORM =
            Pattern.compile(
                    "P(?=[0-9T])([0-9]{1,9}D)?(T(?=[0-9])([0-9]{1,9}H)?([0-9]{1,9}M)?([0-9]{1,9}(\\.[0-9]{1,6})?S)?)?");
    private static final Pattern WEEKS = Pattern.compile("P([0-9]{1,9})W");
    private static final Duration LONGEST = Duration.ofDays(3_650);

    private IsoDuration() {}

    static Parsed<Duration> parse(String text) {
        Matcher weeks = WEEKS.matcher(text);
        if (weeks.matches()) {
            return notTooLong(Duration.ofDays(7 * Long.parseLong(weeks.group(1))));
        }
        return FORM.matcher(text).matches() ? notTooLong(Duration.parse(text)) : wrong();
    }

    private static Parsed<Duration> notTooLong(Duration duration) {
        return duration.compareTo(LONGEST) <= 0 ? new Value<>(duration) : wrong();
    }

    private static Parsed<Duration> wrong() {
        return new Wrong<>(
                "invalid_duration",
                "it must be a duration such as PT48H, from PT0S to P%dD"
                        .formatted(LONGEST.toDays()));
    }
}
