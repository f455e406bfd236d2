package io.carillon.calendar;

import io.carillon.calendar.chronology.CalendarDate;
import io.carillon.calendar.chronology.CalendarMonth;
import io.carillon.calendar.chronology.CalendarSystem;
import io.carillon.calendar.chronology.Skip;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Collections;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// The recurrence of an annual date of another calendar: of the month and the day that `date`, a
/// Gregorian one, has there. Its periods are that calendar's years (`5787`, `1448`; a Chinese year
/// is named by the Gregorian year in which it begins); the first is the year after the date's own.
///
/// A year that lacks the month or the day is dealt with as `skip` says, the month first, then the
/// day, as RFC 7529 does for `RSCALE;FREQ=YEARLY`: 30 Adar I is, in a common year and with
/// [Skip#FORWARD], looked for in Adar, which has 29 days, and so is 1 Nisan. What is moved to the
/// first of the next year keeps the period of its own, so that every year has one. Each year's day
/// is computed from the date itself, never from the year before. The last is in the last year that
/// the calendar can tell (Chinese: 2100).
public record AnnualIn(CalendarSystem calendar, LocalDate date, Skip skip, LocalTime localTime)
        implements Recurrence {
    /// Periods are years of four digits, so that their names sort as years do.
    private static final int YEAR_MIN = 1_000;

    /// A date that the calendar cannot tell is a [java.time.DateTimeException] that says what it
    /// can.
    public AnnualIn {
        calendar.dateOf(date.toEpochDay());
    }

    /// The nominal times at `earliest` or later, in order, the last in the calendar's last year.
    @Override
    public Iterator<LocalDateTime> from(LocalDateTime earliest) {
        long day = earliest.toLocalDate().toEpochDay();
        if (day > calendar.epochDayMax()) {
            return Collections.emptyIterator();
        }
        int yearOfDay = calendar.dateOf(Math.max(day, calendar.epochDayMin())).year();
        // What the year before moved to the first of this one may be still to come.
        return IntStream.rangeClosed(Math.max(yearOfDay - 1, YEAR_MIN), calendar.yearMax())
                .mapToObj(this::in)
                .flatMap(Optional::stream)
                .dropWhile(time -> time.isBefore(earliest))
                .iterator();
    }

    /// The calendar's year that the time lies in, or the one before, if that moved it here.
    @Override
    public String periodOf(LocalDateTime time) {
        int year = calendar.dateOf(time.toLocalDate().toEpochDay()).year();
        boolean isMovedHere = in(year - 1).filter(time::equals).isPresent();
        return Integer.toString(isMovedHere ? year - 1 : year);
    }

    /// Two of its times are most of a year apart.
    @Override
    public boolean isDense() {
        return false;
    }

    /// The nominal time of `year` of the calendar, if that year is a period and has one.
    public Optional<LocalDateTime> in(int year) {
        CalendarDate origin = calendar.dateOf(date.toEpochDay());
        if (year <= origin.year() || year < YEAR_MIN || year > calendar.yearMax()) {
            return Optional.empty();
        }
        return place(origin, year)
                .filter(place -> place.year() <= calendar.yearMax())
                .map(this::time);
    }

    /// Where the date comes to lie that belongs into `year`: there, or on the first of the next.
    private Optional<CalendarDate> place(CalendarDate origin, int year) {
        CalendarMonth month = calendar.monthAt(origin.year(), origin.monthIndex());
        OptionalInt index = calendar.indexOf(year, month);
        if (index.isPresent()) {
            return day(year, index.getAsInt(), origin.day());
        }
        int regular = calendar.indexOf(year, CalendarMonth.of(month.number())).orElseThrow();
        return switch (skip) {
            case OMIT -> Optional.empty();
            case BACKWARD -> day(year, regular, origin.day());
            // No date is in a leap month after the last of a year: 1900 to 2100 have none.
            case FORWARD -> day(year, regular + 1, origin.day());
        };
    }

    private Optional<CalendarDate> day(int year, int index, int day) {
        int last = calendar.daysIn(year, index);
        if (day <= last) {
            return Optional.of(new CalendarDate(year, index, day));
        }
        return switch (skip) {
            case OMIT -> Optional.empty();
            case BACKWARD -> Optional.of(new CalendarDate(year, index, last));
            case FORWARD ->
                    Optional.of(
                            index < calendar.monthsIn(year)
                                    ? new CalendarDate(year, index + 1, 1)
                                    : new CalendarDate(year + 1, 1, 1));
        };
    }

    private LocalDateTime time(CalendarDate place) {
        long epochDay = calendar.epochDay(place.year(), place.monthIndex(), place.day());
        return LocalDate.ofEpochDay(epochDay).atTime(localTime);
    }
}
