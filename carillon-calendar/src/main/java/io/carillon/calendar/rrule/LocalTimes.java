package io.carillon.calendar.rrule;

import java.time.LocalDateTime;

/// Nominal local times one by one, in order and each once, as numbers: the quick way through a
/// [RecurrenceSet]. Not for more than one thread.
public interface LocalTimes {
    /// What comes after the last.
    long END = Long.MAX_VALUE;

    /// The next time, as the seconds since 1970-01-01T00:00 of a clock without a zone; [#END] when
    /// there are no more.
    long next();

    /// What [#next()] means by a number other than [#END].
    static LocalDateTime local(long second) {
        return Seconds.local(second);
    }
}
