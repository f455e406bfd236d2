package io.carillon.engine.input;

import io.carillon.calendar.AnnualDate;
import io.carillon.calendar.chronology.CalendarSystem;
import io.carillon.calendar.rrule.RecurrenceRule;
import io.carillon.calendar.rrule.RecurrenceRuleException;
import io.carillon.engine.input.Parsed.Value;
import io.carillon.engine.input.Parsed.Wrong;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Values of the calendar, each in its one form.
public final class Texts {
    private static final Pattern LOCAL_TIME = Pattern.compile("[0-9]{2}:[0-9]{2}(:[0-9]{2})?");
    private static final Pattern DATE = Pattern.compile("(?!0000)[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern LOCAL_DATE_TIME =
            Pattern.compile(DATE.pattern() + "T" + LOCAL_TIME.pattern());
    private static final Pattern MONTH_DAY = Pattern.compile("--[0-9]{2}-[0-9]{2}");

    private static final String RSCALES =
            CalendarSystem.ALL.stream()
                    .map(CalendarSystem::rscale)
                    .collect(Collectors.joining(", "));

    private Texts() {}

    public static Parsed<LocalTime> localTime(String text) {
        return parse(
                text,
                LOCAL_TIME,
                LocalTime::parse,
                "invalid_time",
                "it must be a time of day such as 09:00 or 09:00:30");
    }

    public static Parsed<LocalDate> date(String text) {
        return parse(
                text,
                DATE,
                LocalDate::parse,
                "invalid_date",
                "it must be a day of the calendar such as 2027-05-01");
    }

    public static Parsed<LocalDateTime> localDateTime(String text) {
        return parse(
                text,
                LOCAL_DATE_TIME,
                LocalDateTime::parse,
                "invalid_date_time",
                "it must be a local date and time such as 2027-05-01T09:00:00");
    }

    public static Parsed<AnnualDate> monthDay(String text) {
        return parse(
                text,
                MONTH_DAY,
                AnnualDate::parse,
                "invalid_date",
                "it must be a day of the year such as --02-29");
    }

    /// A calendar by the name that RFC 7529 gives it, in letters of either case.
    public static Parsed<CalendarSystem> calendar(String text) {
        try {
            return new Value<>(CalendarSystem.of(text));
        } catch (IllegalArgumentException _) {
            return new Wrong<>("invalid_value", "it must be one of " + RSCALES);
        }
    }

    /// A Gregorian date that another calendar can tell.
    public static Parsed<LocalDate> dateIn(CalendarSystem calendar, String text) {
        Parsed<LocalDate> parsed = date(text);
        if (parsed instanceof Value<LocalDate>(LocalDate date)
                && (date.toEpochDay() < calendar.epochDayMin()
                        || date.toEpochDay() > calendar.epochDayMax())) {
            return new Wrong<>(
                    "invalid_date",
                    "it must be from %s to %s for the calendar %s"
                            .formatted(
                                    LocalDate.ofEpochDay(calendar.epochDayMin()),
                                    LocalDate.ofEpochDay(calendar.epochDayMax()),
                                    calendar.rscale()));
        }
        return parsed;
    }

    public static Parsed<RecurrenceRule> rule(String text) {
        try {
            return new Value<>(RecurrenceRule.parse(text));
        } catch (RecurrenceRuleException e) {
            return new Wrong<>("invalid_rrule", String.valueOf(e.getMessage()));
        }
    }

    public static <E extends Enum<E>> Function<String, Parsed<E>> oneOf(E[] values) {
        return text -> {
            for (E value : values) {
                if (value.name().equals(text)) {
                    return new Value<>(value);
                }
            }
            String all = Arrays.stream(values).map(Enum::name).collect(Collectors.joining(", "));
            return new Wrong<>("invalid_value", "it must be one of " + all);
        };
    }

    private static <T> Parsed<T> parse(
            String text, Pattern form, Function<String, T> parse, String code, String detail) {
        try {
            if (form.matcher(text).matches()) {
                return new Value<>(parse.apply(text));
            }
        } catch (DateTimeException _) {
            // the form is right, but no calendar or clock shows it
        }
        return new Wrong<>(code, detail);
    }
}
