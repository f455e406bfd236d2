package io.carillon.calendar.chronology;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A month as people name it: its number, and whether it is the leap month that repeats that
/// number. Written `5`, or `5L` for the leap month, as in the `BYMONTH` of RFC 7529.
public record CalendarMonth(int number, boolean leap) {
    private static final Pattern FORM = Pattern.compile("(0?[1-9]|1[0-3])([Ll]?)");

    /// A month that is no leap month.
    public static CalendarMonth of(int number) {
        return new CalendarMonth(number, false);
    }

    /// The leap month of that number.
    public static CalendarMonth leap(int number) {
        return new CalendarMonth(number, true);
    }

    public CalendarMonth {
        if (number < 1 || number > 13) {
            throw new IllegalArgumentException("no calendar has a month " + number);
        }
    }

    /// Reads `5` or `5L`; everything else is an [IllegalArgumentException].
    public static CalendarMonth parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "a month is a number from 1 to 13, and L for a leap month, not " + text);
        }
        return new CalendarMonth(Integer.parseInt(form.group(1)), !form.group(2).isEmpty());
    }

    @Override
    public String toString() {
        return leap ? number + "L" : Integer.toString(number);
    }
}
