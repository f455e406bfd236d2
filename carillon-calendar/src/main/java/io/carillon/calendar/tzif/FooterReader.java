package io.carillon.calendar.tzif;

import io.carillon.calendar.tzif.Footer.Daylight;
import io.carillon.calendar.tzif.Footer.YearlyChange;
import java.time.DayOfWeek;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads a footer: a `TZ` string of POSIX, with what RFC 9636 §3.3.1 adds to it, times of -167 to
/// 167 hours. The additions are taken in version 2 as well, as others do.
final class FooterReader {
    private static final int HOUR = 3_600;
    private static final int TWO_O_CLOCK = 2 * HOUR;

    private static final String NAME = "(?:[A-Za-z]{3,}|<[A-Za-z0-9+-]{3,}>)";
    private static final String CLOCK = "([+-]?)([0-9]{1,3})(?::([0-5][0-9])(?::([0-5][0-9]))?)?";

    private static final Pattern FORM =
            Pattern.compile(
                    "%1$s(?<standard>%2$s)(?:%1$s(?<daylight>%2$s)?,(?<start>[^,]+),(?<end>[^,]+))?"
                            .formatted(NAME, CLOCK));

    private static final Pattern CHANGE =
            Pattern.compile(
                    "(?:M(?<month>[0-9]{1,2})\\.(?<week>[1-5])\\.(?<weekday>[0-6])"
                            + "|(?<julian>J?)(?<day>[0-9]{1,3}))(?:/(?<time>"
                            + CLOCK
                            + "))?");

    private static final Pattern TIME = Pattern.compile(CLOCK);

    private final String text;

    private FooterReader(String text) {
        this.text = text;
    }

    /// The rule that a footer states, if it is not empty.
    static Optional<Footer> read(String text) throws Malformed {
        return text.isEmpty() ? Optional.empty() : Optional.of(new FooterReader(text).read());
    }

    private Footer read() throws Malformed {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw wrong("it is no TZ string of POSIX with a rule");
        }
        ZoneOffset standard = offset(form.group("standard"));
        if (form.group("start") == null) {
            return new Footer(standard, Optional.empty());
        }
        String written = form.group("daylight");
        ZoneOffset offset =
                written == null ? Table.offset(standard.getTotalSeconds() + HOUR) : offset(written);
        YearlyChange start = change(form.group("start"));
        YearlyChange end = change(form.group("end"));
        return new Footer(standard, Optional.of(new Daylight(offset, start, end)));
    }

    /// East of Greenwich is negative in POSIX.
    private ZoneOffset offset(String written) throws Malformed {
        return Table.offset(-seconds(written, 24));
    }

    private YearlyChange change(String written) throws Malformed {
        Matcher change = CHANGE.matcher(written);
        if (!change.matches()) {
            throw wrong(written + " is no day of a year");
        }
        String time = change.group("time");
        return new YearlyChange(day(change), time == null ? TWO_O_CLOCK : seconds(time, 167));
    }

    private YearDay day(Matcher change) throws Malformed {
        if (change.group("month") != null) {
            int month = number(change.group("month"), 1, 12);
            int week = Integer.parseInt(change.group("week"));
            int weekday = Integer.parseInt(change.group("weekday"));
            return new YearDay.InWeek(month, week, DayOfWeek.SUNDAY.plus(weekday));
        }
        return change.group("julian").isEmpty()
                ? new YearDay.AfterNewYear(number(change.group("day"), 0, 365))
                : new YearDay.WithoutLeapDay(number(change.group("day"), 1, 365));
    }

    private int seconds(String written, int hoursMax) throws Malformed {
        Matcher time = TIME.matcher(written);
        if (!time.matches()) {
            throw new IllegalStateException(written);
        }
        int seconds =
                number(time.group(2), 0, hoursMax) * HOUR
                        + optional(time.group(3)) * 60
                        + optional(time.group(4));
        return time.group(1).equals("-") ? -seconds : seconds;
    }

    private static int optional(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private int number(String digits, int min, int max) throws Malformed {
        int number = Integer.parseInt(digits);
        if (number < min || number > max) {
            throw wrong(number + " is not one of " + min + " to " + max);
        }
        return number;
    }

    private Malformed wrong(String why) {
        return new Malformed("has the footer " + text + ", and " + why);
    }
}
