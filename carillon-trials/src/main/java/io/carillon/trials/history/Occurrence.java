package io.carillon.trials.history;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;

/// When somebody's birthday rings where it is always the same time later: nothing but arithmetic.
/// Whoever was born on 29 February has it on 1 March in other years.
record Occurrence(String period, Instant dueAt) {
    static Occurrence in(int year, LocalDate dateOfBirth, int offsetSeconds, LocalTime localTime) {
        LocalDate day =
                LocalDate.of(year, dateOfBirth.getMonth(), 1)
                        .plusDays(dateOfBirth.getDayOfMonth() - 1L);
        Instant dueAt = day.atTime(localTime).toInstant(ZoneOffset.ofTotalSeconds(offsetSeconds));
        return new Occurrence(Integer.toString(year), dueAt);
    }

    /// The first one that is due at `from` or later.
    static Occurrence from(
            Instant from, LocalDate dateOfBirth, int offsetSeconds, LocalTime localTime) {
        int year = from.atOffset(ZoneOffset.ofTotalSeconds(offsetSeconds)).getYear();
        Occurrence first = in(year, dateOfBirth, offsetSeconds, localTime);
        return first.dueAt().isBefore(from)
                ? in(year + 1, dateOfBirth, offsetSeconds, localTime)
                : first;
    }
}
