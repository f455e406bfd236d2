package io.carillon.calendar.rrule;

import java.time.LocalDateTime;
import java.util.Iterator;
import java.util.NoSuchElementException;

/// Local times as the JDK's, one by one.
final class DateTimes implements Iterator<LocalDateTime> {
    private final LocalTimes times;
    private long upcoming;

    DateTimes(LocalTimes times) {
        this.times = times;
        this.upcoming = times.next();
    }

    @Override
    public boolean hasNext() {
        return upcoming != LocalTimes.END;
    }

    @Override
    public LocalDateTime next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the recurrence has ended");
        }
        LocalDateTime time = Seconds.local(upcoming);
        upcoming = times.next();
        return time;
    }
}
