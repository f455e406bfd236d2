package io.carillon.calendar.chronology;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/// A calendar of years, months (some of them leap months) and days, by the name that the `RSCALE`
/// of RFC 7529 gives it.
///
/// It tells the days of the years [#yearMin()] to [#yearMax()], all of them in the years 1 to 9999
/// of ISO 8601; any year, month or day outside of them is a [DateTimeException]. Days are those of
/// [java.time.LocalDate#toEpochDay()]: one that begins in the evening (Hebrew, Islamic) is the
/// civil day on which most of it falls. A month has two names: its *index* in its year, counted
/// from 1 without a gap, and the [CalendarMonth] people write, whose number a leap month shares
/// with the month before it.
///
/// Every answer is arithmetic or one look into a table; none walks through years.
public sealed interface CalendarSystem permits Gregorian, Chinese, Hebrew, IslamicCivil {
    /// The calendars there are, in the order in which messages name them.
    List<CalendarSystem> ALL =
            List.of(Gregorian.CALENDAR, Chinese.CALENDAR, Hebrew.CALENDAR, IslamicCivil.CALENDAR);

    /// `GREGORIAN`, `CHINESE`, `HEBREW` or `ISLAMIC-CIVIL`.
    String rscale();

    /// The first year it can tell.
    int yearMin();

    /// The last year it can tell.
    int yearMax();

    /// The first day of the first year.
    long epochDayMin();

    /// The last day of the last year.
    long epochDayMax();

    /// How many months `year` has: 12 or 13.
    int monthsIn(int year);

    /// The month at `index`, 1 to [#monthsIn(int)], such as 5L.
    CalendarMonth monthAt(int year, int index);

    /// Where `month` is in `year`; empty when that year has no such month.
    OptionalInt indexOf(int year, CalendarMonth month);

    /// How many days the month at `index` of `year` has.
    int daysIn(int year, int index);

    /// How many days `year` has.
    int daysIn(int year);

    /// The day counted from 1970-01-01, of a `day` from 1 to [#daysIn(int, int)].
    long epochDay(int year, int index, int day);

    /// The date of a day counted from 1970-01-01.
    CalendarDate dateOf(long epochDay);

    /// The calendar of that name, in letters of either case; any other is an
    /// [IllegalArgumentException] that names those there are.
    static CalendarSystem of(String rscale) {
        String name = rscale.toUpperCase(Locale.ROOT);
        return ALL.stream()
                .filter(calendar -> calendar.rscale().equals(name))
                .filter(_ -> rscale.chars().allMatch(c -> c < 128)) // ı, in upper case, is I
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(unknown(rscale)));
    }

    private static String unknown(String rscale) {
        return ALL.stream()
                .map(CalendarSystem::rscale)
                .collect(
                        Collectors.joining(
                                ", ", "no calendar is called " + rscale + "; there are ", ""));
    }
}
