package io.carillon.calendar.rrule;

import io.carillon.calendar.chronology.CalendarDate;
import io.carillon.calendar.chronology.CalendarSystem;
import java.util.List;

/// BYDAY as a question to one day: is it such a weekday and, where they are numbered, the one of
/// that number in its month or year? Without BYDAY every day is.
final class WeekdayLimit {
    private static final int ALL = 0x7F;

    private final CalendarSystem calendar;
    private final boolean inYear;
    private final List<WeekdayNum> weekdays;

    /// The bits of the weekdays from Monday on: those wanted always, and those wanted by number.
    private final int every;

    private final int numbered;

    WeekdayLimit(CalendarSystem calendar, List<WeekdayNum> weekdays, boolean inYear) {
        this.calendar = calendar;
        this.inYear = inYear;
        this.weekdays = weekdays;
        int everyBits = weekdays.isEmpty() ? ALL : 0;
        int numberedBits = 0;
        for (WeekdayNum weekday : weekdays) {
            int bit = 1 << (weekday.weekday().getValue() - 1);
            everyBits |= weekday.isEvery() ? bit : 0;
            numberedBits |= weekday.isEvery() ? 0 : bit;
        }
        every = everyBits;
        numbered = numberedBits;
    }

    boolean isNumbered() {
        return numbered != 0;
    }

    boolean lets(long day) {
        int bit = 1 << Seconds.weekdayOf(day);
        return (every & bit) != 0 || ((numbered & bit) != 0 && isWantedByNumber(day));
    }

    private boolean isWantedByNumber(long day) {
        CalendarDate date = calendar.dateOf(day);
        int year = date.year();
        int before = inYear ? (int) (day - calendar.epochDay(year, 1, 1)) : date.day() - 1;
        int length = inYear ? calendar.daysIn(year) : calendar.daysIn(year, date.monthIndex());
        int fromStart = before / 7 + 1;
        int fromEnd = -((length - before - 1) / 7 + 1);
        int weekday = Seconds.weekdayOf(day) + 1;
        for (WeekdayNum wanted : weekdays) {
            if (wanted.weekday().getValue() == weekday
                    && (wanted.ordinal() == fromStart || wanted.ordinal() == fromEnd)) {
                return true;
            }
        }
        return false;
    }
}
