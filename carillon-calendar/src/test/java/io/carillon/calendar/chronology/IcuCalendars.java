package io.carillon.calendar.chronology;

import com.ibm.icu.util.Calendar;
import com.ibm.icu.util.ChineseCalendar;
import com.ibm.icu.util.HebrewCalendar;
import com.ibm.icu.util.IslamicCalendar;
import com.ibm.icu.util.TimeZone;
import com.ibm.icu.util.ULocale;
import java.util.Locale;

/// ICU4J's calendars, as a second opinion.
final class IcuCalendars {
    private static final long DAY_MILLIS = 86_400_000;

    private IcuCalendars() {}

    static Calendar hebrew() {
        return new HebrewCalendar(TimeZone.GMT_ZONE, ULocale.ENGLISH);
    }

    static Calendar islamicCivil() {
        var calendar = new IslamicCalendar(TimeZone.GMT_ZONE, Locale.ENGLISH);
        calendar.setCalculationType(IslamicCalendar.CalculationType.ISLAMIC_CIVIL);
        return calendar;
    }

    /// Its days are those of UTC+8 in all years.
    static Calendar chinese() {
        return new ChineseCalendar(TimeZone.GMT_ZONE, ULocale.ENGLISH);
    }

    static void set(Calendar calendar, long epochDay) {
        calendar.setTimeInMillis(epochDay * DAY_MILLIS);
    }
}
