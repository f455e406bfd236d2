package io.carillon.calendar.rrule;

import io.carillon.calendar.chronology.CalendarMonth;
import io.carillon.calendar.chronology.CalendarSystem;
import io.carillon.calendar.chronology.Skip;
import java.util.List;
import java.util.OptionalInt;

/// The months that BYMONTH names, in any year. A set of months is the bits of an `int`, that of
/// index 1 being bit 1.
final class Months {
    private final CalendarSystem calendar;
    private final List<CalendarMonth> months;
    private final Skip skip;
    private final boolean sameEachYear;
    private int year;
    private int selected;

    Months(Scale scale, List<CalendarMonth> months, Skip skip) {
        this.calendar = scale.calendar();
        this.months = months;
        this.skip = skip;
        this.sameEachYear = scale.isGregorian() || months.isEmpty();
        this.year = calendar.yearMin();
        this.selected = select();
    }

    boolean areAll() {
        return months.isEmpty();
    }

    boolean has(int wantedYear, int index) {
        return (in(wantedYear) >>> index & 1) != 0;
    }

    /// Whether a leap month that the year lacks moves past its last month, into the next year.
    boolean spillOver(int wantedYear) {
        return !areAll() && has(wantedYear, calendar.monthsIn(wantedYear) + 1);
    }

    private int in(int wanted) {
        if (!sameEachYear && wanted != year) {
            year = wanted;
            selected = select();
        }
        return selected;
    }

    private int select() {
        if (months.isEmpty()) {
            return -1;
        }
        int set = 0;
        for (CalendarMonth month : months) {
            OptionalInt index = calendar.indexOf(year, month);
            if (index.isPresent()) {
                set |= 1 << index.getAsInt();
            } else if (skip != Skip.OMIT && month.leap()) {
                int plain = calendar.indexOf(year, CalendarMonth.of(month.number())).orElseThrow();
                set |= 1 << (skip == Skip.FORWARD ? plain + 1 : plain);
            }
        }
        return set;
    }
}
