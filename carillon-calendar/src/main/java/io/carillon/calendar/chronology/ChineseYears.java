package io.carillon.calendar.chronology;

import java.time.LocalDate;

/// The Chinese years 1900 to 2100 as a table. Each is a number of 23 bits: from the lowest,
/// thirteen for its months, which say whether that month has 30 days or 29; four for the number of
/// the month that its leap month follows, or 0; six for the day of the Gregorian year on which it
/// begins.
///
/// The table is the result of a computation that lives beside the tests: `ChineseYearsTest` does it
/// again and compares. Nobody edits it by hand.
final class ChineseYears {
    static final int FIRST = 1900;
    static final int LAST = 2100;

    // @formatter:off
    private static final int[] TABLE = {
        0x3f16d2, 0x640752, 0x4e0ea5, 0x3ab64a, 0x5e064b, 0x460a9b, 0x32955a, 0x58056a, // 1900
        0x420b59, 0x2c5752, 0x520752, 0x3cdb25, 0x620b25, 0x4a0a4b, 0x34b4ab, 0x5a02ad, // 1908
        0x44056b, 0x2e4b69, 0x540da9, 0x40fd92, 0x660e92, 0x4e0d25, 0x38ba4d, 0x5e0a56, // 1916
        0x4802b6, 0x3095b5, 0x5806d4, 0x420ea9, 0x2e5e92, 0x520e92, 0x3ccd26, 0x60052b, // 1924
        0x4a0a57, 0x34b2b6, 0x5a0b5a, 0x4606d4, 0x306ec9, 0x540749, 0x3ef693, 0x640a93, // 1932
        0x4e052b, 0x36ca5b, 0x5c0aad, 0x48056a, 0x329b55, 0x580ba4, 0x420b49, 0x2c5a93, // 1940
        0x520a95, 0x3af52d, 0x600536, 0x4a0aad, 0x36b5aa, 0x5a05b2, 0x440da5, 0x307d4a, // 1948
        0x560d4a, 0x3f0a95, 0x620a97, 0x4e0556, 0x38cab5, 0x5c0ad5, 0x4806d2, 0x328ea5, // 1956
        0x580ea5, 0x42064a, 0x2a6c97, 0x500a9b, 0x3cf55a, 0x60056a, 0x4a0b69, 0x36b752, // 1964
        0x5c0b52, 0x440b25, 0x2e964b, 0x540a4b, 0x3f14ab, 0x6202ad, 0x4c056d, 0x38cb69, // 1972
        0x5e0da9, 0x480d92, 0x329d25, 0x580d25, 0x435a4d, 0x660a56, 0x5002b6, 0x3ac5b5, // 1980
        0x6006d5, 0x4a0ea9, 0x36be92, 0x5c0e92, 0x460d26, 0x2e6a56, 0x520a57, 0x3f14d6, // 1988
        0x64035a, 0x4c06d5, 0x38b6c9, 0x5e0749, 0x480693, 0x30952b, 0x56052b, 0x400a5b, // 1996
        0x2c555a, 0x50056a, 0x3afb55, 0x620ba4, 0x4c0b49, 0x34ba93, 0x5a0a95, 0x44052d, // 2004
        0x2e8aad, 0x520ab5, 0x3f35aa, 0x6405d2, 0x4e0da5, 0x38dd4a, 0x5e0d4a, 0x480c95, // 2012
        0x32952e, 0x560556, 0x400ab5, 0x2c55b2, 0x5206d2, 0x3acea5, 0x600725, 0x4a064b, // 2020
        0x34ac97, 0x580cab, 0x44055a, 0x2e6ad6, 0x540b69, 0x3f7752, 0x640b52, 0x4e0b25, // 2028
        0x38da4b, 0x5c0a4b, 0x4604ab, 0x30a55b, 0x5605ad, 0x400b6a, 0x2c5b52, 0x520d92, // 2036
        0x3cfd25, 0x600d25, 0x4a0a55, 0x34b4ad, 0x5a04b6, 0x4205b5, 0x2e6daa, 0x540ec9, // 2044
        0x411e92, 0x640e92, 0x4e0d26, 0x38ca56, 0x5c0a57, 0x4604d6, 0x3086d5, 0x560755, // 2052
        0x420749, 0x2a6e93, 0x500693, 0x3af52b, 0x60052b, 0x480a5b, 0x34b55a, 0x5a056a, // 2060
        0x440b65, 0x2e974a, 0x540b4a, 0x3f1a95, 0x640a95, 0x4c052d, 0x36caad, 0x5c0ab5, // 2068
        0x4805aa, 0x308ba5, 0x560da5, 0x420d4a, 0x2c7c95, 0x500c96, 0x3af94e, 0x600556, // 2076
        0x4a0ab5, 0x34b5b2, 0x5a06d2, 0x440ea5, 0x308e4a, 0x52068b, 0x3d0c97, 0x6204ab, // 2084
        0x4c055b, 0x36cad6, 0x5c0b6a, 0x480752, 0x329725, 0x560b45, 0x400a8b, 0x2a549b, // 2092
        0x5004ab, // 2100
    };
    // @formatter:on

    private static final int LEAP_SHIFT = 13;
    private static final int START_SHIFT = LEAP_SHIFT + 4;

    /// The first day of each year, and of the one after the last.
    private static final int[] STARTS = starts();

    private static final double YEAR_DAYS = 365.2425;

    private ChineseYears() {}

    /// The day on which a year begins, the one after the last included.
    static long start(int year) {
        return STARTS[year - FIRST];
    }

    /// The months of 30 days, from the lowest bit.
    static int longMonths(int year) {
        return TABLE[year - FIRST] & (1 << LEAP_SHIFT) - 1;
    }

    /// The number of the month that the leap month follows; 0 when there is none.
    static int leapMonth(int year) {
        return TABLE[year - FIRST] >> LEAP_SHIFT & 0xF;
    }

    /// The year of a day that is in the table.
    static int yearOf(long epochDay) {
        // New years are within 15 days of where equal years would begin.
        int nearest = (int) ((epochDay - STARTS[0]) / YEAR_DAYS);
        if (STARTS[nearest] > epochDay) {
            return FIRST + nearest - 1;
        }
        return STARTS[nearest + 1] <= epochDay ? FIRST + nearest + 1 : FIRST + nearest;
    }

    /// A year as the table has it.
    static int packed(int dayOfYear, int leapMonth, int longMonths) {
        return dayOfYear << START_SHIFT | leapMonth << LEAP_SHIFT | longMonths;
    }

    static int[] table() {
        return TABLE.clone();
    }

    private static int[] starts() {
        int[] starts = new int[TABLE.length + 1];
        for (int year = FIRST; year <= LAST; year++) {
            int dayOfYear = TABLE[year - FIRST] >> START_SHIFT;
            starts[year - FIRST] = (int) LocalDate.ofYearDay(year, dayOfYear).toEpochDay();
        }
        int months = leapMonth(LAST) == 0 ? 12 : 13;
        starts[TABLE.length] =
                starts[TABLE.length - 1] + 29 * months + Integer.bitCount(longMonths(LAST));
        return starts;
    }
}
