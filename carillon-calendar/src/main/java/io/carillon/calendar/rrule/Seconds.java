package io.carillon.calendar.rrule;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/// Local times as numbers: the seconds since 1970-01-01T00:00, as if every day had 86,400.
final class Seconds {
    static final int OF_DAY = 86_400;

    /// The last moment there is.
    static final long LAST = of(LocalDateTime.of(9_999, 12, 31, 23, 59, 59));

    private Seconds() {}

    static long of(LocalDateTime local) {
        return local.toEpochSecond(ZoneOffset.UTC);
    }

    /// The first whole second that is not before it.
    static long notBefore(LocalDateTime local) {
        long second = of(local);
        return local(second).isBefore(local) ? second + 1 : second;
    }

    static LocalDateTime local(long second) {
        return LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
    }

    static long startOf(long epochDay) {
        return epochDay * OF_DAY;
    }

    static long lastOf(LocalDate day) {
        return startOf(day.toEpochDay() + 1) - 1;
    }

    static long dayOf(long second) {
        return Math.floorDiv(second, OF_DAY);
    }

    /// Monday is 0; 1970-01-01 was a Thursday.
    static int weekdayOf(long epochDay) {
        return Math.floorMod(epochDay + 3, 7);
    }
}
