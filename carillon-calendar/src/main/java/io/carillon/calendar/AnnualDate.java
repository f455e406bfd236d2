package io.carillon.calendar;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.Optional;
import java.util.OptionalInt;

/// A date that comes round each year, such as a birthday: a month and a day, and the year in which
/// it began when that is known. Written `1992-02-29` or `--02-29`; the year is one of 1 to 9999.
public record AnnualDate(MonthDay monthDay, OptionalInt year) {
    /// The year by which vCards say "no year" (RFC 6350, in the practice of Apple's address book).
    private static final int VCARD_NO_YEAR = 1604;

    public AnnualDate {
        if (year.isPresent()) {
            int known = year.getAsInt();
            if (known < 1 || known > 9_999 || !monthDay.isValidYear(known)) {
                throw new IllegalArgumentException("year " + known + " has no day " + monthDay);
            }
            year = known == VCARD_NO_YEAR ? OptionalInt.empty() : year;
        }
    }

    /// The anniversaries of a whole date.
    public static AnnualDate of(LocalDate date) {
        return new AnnualDate(MonthDay.from(date), OptionalInt.of(date.getYear()));
    }

    /// Reads `YYYY-MM-DD` or `--MM-DD`; everything else, and every day that no calendar has, is a
    /// [DateTimeException] that says what would be right.
    public static AnnualDate parse(String text) {
        if (!isOfForm(text)) {
            throw new DateTimeException("write YYYY-MM-DD, or --MM-DD when the year is not known");
        }
        try {
            int end = text.length();
            MonthDay monthDay =
                    MonthDay.of(
                            Integer.parseInt(text, end - 5, end - 3, 10),
                            Integer.parseInt(text, end - 2, end, 10));
            if (text.startsWith("--")) {
                return new AnnualDate(monthDay, OptionalInt.empty());
            }
            int year = Integer.parseInt(text, 0, 4, 10);
            return of(LocalDate.of(year, monthDay.getMonth(), monthDay.getDayOfMonth()));
        } catch (DateTimeException e) {
            throw new DateTimeException("there is no such day in the calendar", e);
        }
    }

    /// By hand, for it is read at each claim. No calendar has a year 0000; where it is written, the
    /// year is not known.
    private static boolean isOfForm(String text) {
        int end = text.length();
        boolean hasYear =
                end == 10
                        && areDigits(text, 0, 4)
                        && text.charAt(4) == '-'
                        && !text.startsWith("0000");
        return (hasYear || (end == 7 && text.startsWith("--")))
                && areDigits(text, end - 5, end - 3)
                && text.charAt(end - 3) == '-'
                && areDigits(text, end - 2, end);
    }

    private static boolean areDigits(String text, int from, int to) {
        for (int at = from; at < to; at++) {
            if (text.charAt(at) < '0' || text.charAt(at) > '9') {
                return false;
            }
        }
        return true;
    }

    /// The whole date, when the year is known.
    public Optional<LocalDate> date() {
        return year.isPresent() ? Optional.of(monthDay.atYear(year.getAsInt())) : Optional.empty();
    }

    boolean isMissingIn(int candidate) {
        return !monthDay.isValidYear(candidate);
    }

    @Override
    public String toString() {
        return date().map(LocalDate::toString).orElseGet(monthDay::toString);
    }
}
