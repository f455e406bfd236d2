package io.carillon.calendar.chronology;

import java.time.DateTimeException;

/// Whether a number is one of those it must be.
final class Ranges {
    private Ranges() {}

    /// The value itself, from `min` to `max`; a [DateTimeException] otherwise.
    static int within(String what, int value, int min, int max) {
        if (value < min || value > max) {
            throw new DateTimeException(
                    what + " is " + value + ", and must be " + min + " to " + max);
        }
        return value;
    }
}
