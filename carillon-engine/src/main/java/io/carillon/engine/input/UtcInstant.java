package io.carillon.engine.input;

import io.carillon.engine.input.Parsed.Value;
import io.carillon.engine.input.Parsed.Wrong;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.regex.Pattern;

/// An instant as RFC 3339 writes it, in UTC with `Z`, with up to nine digits of a fraction.
public final class UtcInstant {
    /// The last that RFC 3339 can write.
    public static final Instant MAX = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private static final Pattern FORM =
            Pattern.compile(
                    "[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?Z");

    private UtcInstant() {}

    public static Parsed<Instant> parse(String text) {
        try {
            if (FORM.matcher(text).matches()) {
                return new Value<>(Instant.parse(text));
            }
        } catch (DateTimeException _) {
            // no calendar has that day: refused like any other text
        }
        return new Wrong<>("invalid_instant", "it must be an instant such as 2027-06-15T08:00:00Z");
    }
}
