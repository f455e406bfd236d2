package io.carillon.calendar.rrule;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads UNTIL in its three forms: a date, a local time, a time in UTC.
final class UntilParser {
    private static final Pattern FORM =
            Pattern.compile("(\\d{4})(\\d\\d)(\\d\\d)(?:[Tt](\\d\\d)(\\d\\d)(\\d\\d)([Zz]?))?");

    private UntilParser() {}

    static End parse(Value value) {
        Matcher form = FORM.matcher(value.text());
        if (!form.matches()) {
            throw value.refused(
                    value.shown()
                            + " is no date; write 20271224, 20271224T090000 or 20271224T080000Z");
        }
        try {
            LocalDate day = LocalDate.of(number(form, 1), number(form, 2), number(form, 3));
            if (form.group(4) == null) {
                return new End.OnDay(day);
            }
            // Who keeps no leap seconds reads 60 as 59 (RFC 5545 §3.3.5).
            int second = number(form, 6) == 60 ? 59 : number(form, 6);
            LocalDateTime local = day.atTime(number(form, 4), number(form, 5), second);
            return form.group(7).isEmpty()
                    ? new End.AtLocal(local)
                    : new End.AtInstant(local.toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            throw value.refused(value.shown() + " does not exist: " + e.getMessage());
        }
    }

    private static int number(Matcher form, int group) {
        return Integer.parseInt(form.group(group));
    }
}
