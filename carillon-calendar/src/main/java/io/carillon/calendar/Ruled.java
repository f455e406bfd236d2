package io.carillon.calendar;

import io.carillon.calendar.rrule.RecurrenceSet;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Iterator;

/// What recurs by a rule of RFC 5545 and RFC 7529.
public record Ruled(RecurrenceSet set) implements Recurrence {
    @Override
    public Iterator<NominalTime> from(LocalDateTime earliest) {
        return set.from(earliest);
    }

    @Override
    public boolean isDense() {
        return set.isDense();
    }

    @Override
    public boolean includes(NominalTime time, Instant at) {
        return !set.isPastUntil(time.at(), at);
    }
}
