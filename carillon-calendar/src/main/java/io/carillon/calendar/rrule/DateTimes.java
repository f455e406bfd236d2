package io.carillon.calendar.rrule;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Iterator;
import java.util.NoSuchElementException;

/// Local times as the JDK's, one by one. Most come at the time of day of the one before, and on a
/// day not far from it: then that is what they are made of, which takes no division.
final class DateTimes implements Iterator<LocalDateTime> {
    /// Up to which step the JDK's calendar goes on from one day to another.
    private static final long NEAR = 31;

    private final LocalTimes times;
    private long upcoming;
    private long day;
    private LocalDate date = LocalDate.EPOCH;
    private int secondOfDay;
    private LocalTime time = LocalTime.MIDNIGHT;

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
        long second = upcoming;
        upcoming = times.next();
        moveTo(Seconds.dayOf(second));
        setTime((int) (second - Seconds.startOf(day)));
        return LocalDateTime.of(date, time);
    }

    private void moveTo(long newDay) {
        long step = newDay - day;
        date = step <= NEAR ? date.plusDays(step) : LocalDate.ofEpochDay(newDay);
        day = newDay;
    }

    private void setTime(int newSecondOfDay) {
        if (newSecondOfDay != secondOfDay) {
            secondOfDay = newSecondOfDay;
            time = LocalTime.ofSecondOfDay(newSecondOfDay);
        }
    }
}
