package io.carillon.calendar.chronology;

import java.util.OptionalInt;
import java.util.stream.IntStream;

/// The Hebrew calendar, years of the world (Anno Mundi), by its fixed arithmetic.
///
/// Months are counted from Tishri, which begins the year: Tishri 1, Heshvan 2, Kislev 3, Tevet 4,
/// Shevat 5, Adar I 5L (leap years only), Adar or Adar II 6, Nisan 7, Iyar 8, Sivan 9, Tammuz 10,
/// Av 11, Elul 12; as in RFC 7529 and CLDR. The year begins on the day of the mean new moon (the
/// molad), or up to two days later by the four postponements. Told from the autumn of the year 1 to
/// the Hebrew year 9999; the arithmetic is that of the Explanatory Supplement to the Astronomical
/// Almanac, and of Reingold and Dershowitz, "Calendrical Calculations".
enum Hebrew implements CalendarSystem {
    CALENDAR;

    private static final int YEAR_MIN = 3_762;
    private static final int YEAR_MAX = 9_999;

    /// 1 Tishri of the year 1, a Monday, -3760-09-07 of ISO 8601.
    private static final long EPOCH = -2_092_590;

    /// A day has 24 hours of 1080 parts, and begins at 18:00.
    private static final int HOUR_PARTS = 1_080;

    private static final int DAY_PARTS = 24 * HOUR_PARTS;

    /// A month has 29 days, 12 hours and 793 parts; these are what exceeds the days.
    private static final int MONTH_PARTS = 12 * HOUR_PARTS + 793;

    /// The first new moon, five hours and 204 parts into the epoch's day.
    private static final int FIRST_MOLAD_PARTS = 5 * HOUR_PARTS + 204;

    /// Nineteen years have 235 months.
    private static final long CYCLE_YEARS = 19;

    private static final long CYCLE_MONTHS = 235;

    /// A mean year in parts is that of the cycle: 235 months of 765,433 parts in 19 years.
    private static final long MONTH_PARTS_WHOLE = 29 * DAY_PARTS + MONTH_PARTS;

    /// The months of a common year in which Heshvan has 29 days and Kislev 30.
    private static final int[] REGULAR = {30, 29, 30, 29, 30, 29, 30, 29, 30, 29, 30, 29};

    private static final int ADAR_I = 6;
    private static final int HESHVAN = 2;
    private static final int KISLEV = 3;

    /// How many days of the year go before each month, and in the whole year: by [#shape(int)].
    private static final int[][] STARTS = starts();

    /// The first day of each year, and of the one after the last, kept since each takes a dozen
    /// divisions.
    private static final int[] NEW_YEARS =
            IntStream.rangeClosed(YEAR_MIN, YEAR_MAX + 1).map(Hebrew::newYear).toArray();

    private static final long DAY_MIN = yearStart(YEAR_MIN);
    private static final long DAY_MAX = yearStart(YEAR_MAX + 1) - 1;

    @Override
    public String rscale() {
        return "HEBREW";
    }

    @Override
    public int yearMin() {
        return YEAR_MIN;
    }

    @Override
    public int yearMax() {
        return YEAR_MAX;
    }

    @Override
    public long epochDayMin() {
        return DAY_MIN;
    }

    @Override
    public long epochDayMax() {
        return DAY_MAX;
    }

    @Override
    public int monthsIn(int year) {
        return isLeap(Ranges.year(this, year)) ? 13 : 12;
    }

    @Override
    public CalendarMonth monthAt(int year, int index) {
        Ranges.month(this, year, index);
        if (!isLeap(year) || index < ADAR_I) {
            return CalendarMonth.of(index);
        }
        return new CalendarMonth(index - 1, index == ADAR_I);
    }

    @Override
    public OptionalInt indexOf(int year, CalendarMonth month) {
        boolean leapYear = monthsIn(year) == 13;
        int number = month.number();
        if (month.leap()) {
            return leapYear && number == ADAR_I - 1 ? OptionalInt.of(ADAR_I) : OptionalInt.empty();
        }
        if (number > 12) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(leapYear && number >= ADAR_I ? number + 1 : number);
    }

    @Override
    public int daysIn(int year, int index) {
        Ranges.month(this, year, index);
        int[] starts = STARTS[shape(length(year))];
        return starts[index] - starts[index - 1];
    }

    @Override
    public int daysIn(int year) {
        return length(Ranges.year(this, year));
    }

    @Override
    public long epochDay(int year, int index, int day) {
        Ranges.month(this, year, index);
        long start = yearStart(year);
        int[] starts = STARTS[shape((int) (yearStart(year + 1) - start))];
        Ranges.within("day", day, 1, starts[index] - starts[index - 1]);
        return start + starts[index - 1] + day - 1;
    }

    @Override
    public CalendarDate dateOf(long epochDay) {
        Ranges.epochDay(this, epochDay);
        long elapsed = (epochDay - EPOCH) * DAY_PARTS * CYCLE_YEARS;
        long nearest = elapsed / (CYCLE_MONTHS * MONTH_PARTS_WHOLE) + 1;
        // The mean year is right but within some days of a new year.
        int year = Math.clamp(nearest, YEAR_MIN, YEAR_MAX);
        long start = yearStart(year);
        if (start > epochDay) {
            year--;
            start = yearStart(year);
        }
        long next = yearStart(year + 1);
        if (next <= epochDay) {
            year++;
            start = next;
            next = yearStart(year + 1);
        }
        int dayOfYear = (int) (epochDay - start);
        int[] starts = STARTS[shape((int) (next - start))];
        int index = dayOfYear / 30 + 1;
        while (starts[index] <= dayOfYear) {
            index++;
        }
        return new CalendarDate(year, index, dayOfYear - starts[index - 1] + 1);
    }

    private static boolean isLeap(int year) {
        return (7 * year + 1) % CYCLE_YEARS < 7;
    }

    private static int length(int year) {
        return (int) (yearStart(year + 1) - yearStart(year));
    }

    private static long yearStart(int year) {
        return NEW_YEARS[year - YEAR_MIN];
    }

    /// The day of 1 Tishri.
    private static int newYear(int year) {
        long months = (CYCLE_MONTHS * year - (CYCLE_MONTHS - 1)) / CYCLE_YEARS;
        long parts = FIRST_MOLAD_PARTS + months * MONTH_PARTS;
        long day = 29 * months + parts / DAY_PARTS;
        long partOfDay = parts % DAY_PARTS;
        if (isPostponed(year, weekday(day), partOfDay)) {
            day++;
        }
        // Never on a Sunday, a Wednesday or a Friday.
        int weekday = weekday(day);
        if (weekday == 0 || weekday == 3 || weekday == 5) {
            day++;
        }
        return (int) (EPOCH + day);
    }

    /// Whether the new moon comes too late in its day: at noon or after; or so late that the year
    /// would get 356 days, or the one before 382.
    private static boolean isPostponed(int year, int weekday, long partOfDay) {
        return partOfDay >= 18 * HOUR_PARTS
                || (weekday == 2 && partOfDay >= 9 * HOUR_PARTS + 204 && !isLeap(year))
                || (weekday == 1 && partOfDay >= 15 * HOUR_PARTS + 589 && isLeap(year - 1));
    }

    /// 0 is Sunday; the epoch is a Monday.
    private static int weekday(long daysSinceEpoch) {
        return (int) ((daysSinceEpoch + 1) % 7);
    }

    /// Years of 353, 354, 355, 383, 384 and 385 days, as 0 to 5.
    private static int shape(int days) {
        return days < 360 ? days - 353 : days - 383 + 3;
    }

    private static int[][] starts() {
        int[][] starts = new int[6][];
        for (int shape = 0; shape < 6; shape++) {
            boolean leap = shape >= 3;
            int excess = shape % 3 - 1;
            starts[shape] = new int[leap ? 14 : 13];
            for (int index = 1; index < starts[shape].length; index++) {
                int regular = leap && index >= ADAR_I ? index - 1 : index;
                int days = leap && index == ADAR_I ? 30 : REGULAR[regular - 1];
                if (index == HESHVAN && excess > 0) {
                    days++;
                } else if (index == KISLEV && excess < 0) {
                    days--;
                }
                starts[shape][index] = starts[shape][index - 1] + days;
            }
        }
        return starts;
    }
}
