package io.carillon.calendar;

import io.carillon.calendar.rrule.RecurrenceSet;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Iterator;

/// What recurs by a rule of RFC 5545 and RFC 7529.
public record Ruled(RecurrenceSet set) implements Recurrence {
    @Override
    public Iterator<LocalDateTime> from(LocalDateTime earliest) {
        return set.from(earliest);
    }

    /// Its date where the rule has one time of day and this is it, else its date and time.
    @Override
    public String periodOf(LocalDateTime time) {
        boolean named =
                set.hasOneTimeADay() && time.toLocalTime().equals(set.dtstart().toLocalTime());
        return named ? time.toLocalDate().toString() : time.toString();
    }

    @Override
    public boolean isDense() {
        return set.isDense();
    }

    @Override
    public boolean includes(LocalDateTime time, Instant at) {
        return !set.isPastUntil(time, at);
    }
}
