package io.carillon.calendar.chronology;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/// The Chinese calendar by its rule, as GB/T 33661-2017 has it, from computed new moons and solar
/// terms.
///
/// Days are those of UTC+8, before 1929 those of Beijing's local mean time (UTC+7:45:40). A month
/// begins on the day of its new moon. The eleventh month is the one with the winter solstice. Where
/// thirteen months begin between two of these, the first in which no zhongqi falls (the Sun at a
/// multiple of 30 degrees) is a leap month, and takes the number of the month before. A year begins
/// with its first month; it is named by the Gregorian year in which it does.
final class ChineseRule {
    private static final long J2000_SECOND = 946_728_000;
    private static final double CENTURY_SECONDS = 36_525 * 86_400.0;
    private static final long BEIJING_SECONDS = ((7 * 60) + 45) * 60 + 40;
    private static final long UTC_8_SECONDS = 8 * 60 * 60;
    private static final long DAY_SECONDS = 86_400;

    private static final long LOCAL_MEAN_TIME_UNTIL =
            LocalDateTime.of(1929, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC);

    private static final int YEAR_FIRST = 1900;
    private static final int YEAR_LAST = 2100;

    /// The months from late 1899 to early 2102, and the zhongqi.
    private static final double[] NEW_MOONS =
            IntStream.rangeClosed(-1_240, 1_262).mapToDouble(Sky::newMoon).toArray();

    private static final double[] ZHONGQI =
            IntStream.rangeClosed(-12 * 101, 12 * 102).mapToDouble(Sky::solarTerm).toArray();

    private final DoubleUnaryOperator deltaT;
    private final long[] starts;
    private final NavigableSet<Long> zhongqi = new TreeSet<>();

    /// By the rule, with ΔT as [DeltaT] has it.
    ChineseRule() {
        this(DeltaT::at);
    }

    ChineseRule(DoubleUnaryOperator deltaT) {
        this.deltaT = deltaT;
        this.starts = IntStream.range(0, NEW_MOONS.length).mapToLong(this::day).toArray();
        for (double term : ZHONGQI) {
            zhongqi.add(day(local(term)));
        }
    }

    /// A month, the day it begins on, its days, and the local time of its new moon in seconds from
    /// 1970.
    record Month(int year, CalendarMonth name, long start, int days, double newMoon) {}

    /// The months of the years 1900 to 2100, in order.
    List<Month> months() {
        List<Month> months = new ArrayList<>();
        for (int year = YEAR_FIRST - 1; year <= YEAR_LAST; year++) {
            addSui(year, months);
        }
        return months.stream()
                .filter(month -> month.year() >= YEAR_FIRST && month.year() <= YEAR_LAST)
                .toList();
    }

    /// The local times of the zhongqi from 1899 to 2101, in order.
    double[] zhongqi() {
        return IntStream.range(0, ZHONGQI.length).mapToDouble(i -> local(ZHONGQI[i])).toArray();
    }

    /// The months from the winter solstice of `year` to that of the next.
    private void addSui(int year, List<Month> months) {
        int from = monthOf(solstice(year));
        int to = monthOf(solstice(year + 1));
        int leap = to - from == 13 ? firstWithoutZhongqi(from) : -1;
        int number = 11;
        int inYear = year;
        for (int i = from; i < to; i++) {
            if (i > from && i != leap) {
                number = number % 12 + 1;
                inYear = number == 1 ? year + 1 : inYear;
            }
            var name = new CalendarMonth(number, i == leap);
            int days = (int) (starts[i + 1] - starts[i]);
            months.add(new Month(inYear, name, starts[i], days, local(NEW_MOONS[i])));
        }
    }

    private int firstWithoutZhongqi(int from) {
        return IntStream.range(from + 1, from + 13)
                .filter(i -> zhongqi.ceiling(starts[i]) >= starts[i + 1])
                .findFirst()
                .orElseThrow();
    }

    /// The day of the winter solstice: the ninth zhongqi after the March equinox.
    private long solstice(int year) {
        return day(local(ZHONGQI[12 * (year - 1899) + 9]));
    }

    /// The last month that begins on that day or before.
    private int monthOf(long day) {
        return IntStream.range(0, starts.length)
                .filter(i -> starts[i + 1] > day)
                .findFirst()
                .orElseThrow();
    }

    private long day(int newMoon) {
        return day(local(NEW_MOONS[newMoon]));
    }

    static long day(double local) {
        return (long) Math.floor(local / DAY_SECONDS);
    }

    private double local(double terrestrial) {
        double universal =
                J2000_SECOND + terrestrial * CENTURY_SECONDS - deltaT.applyAsDouble(terrestrial);
        double beijing = universal + BEIJING_SECONDS;
        return beijing < LOCAL_MEAN_TIME_UNTIL ? beijing : universal + UTC_8_SECONDS;
    }
}
