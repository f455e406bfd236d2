package io.carillon.calendar;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.util.Iterator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The recurrence of an annual date at a local time. Its periods are years; the first is the year
/// after the date itself, if the date has a year.
///
/// Each year's day is computed from the original day, never from the year before, so that a 29
/// February that was kept on 28 February returns to the 29th.
public record Annual(AnnualDate date, LeapDayPolicy leapDay, LocalTime localTime)
        implements Recurrence {
    /// The years that have a period: those whose names have four digits, so that names sort as
    /// years do.
    private static final int YEAR_MIN = 1_000;

    private static final int YEAR_MAX = 9_999;
    private static final MonthDay MAR_1 = MonthDay.of(3, 1);
    private static final MonthDay FEB_28 = MonthDay.of(2, 28);

    /// The nominal times at `earliest` or later, in order, the last in the year 9999.
    @Override
    public Iterator<LocalDateTime> from(LocalDateTime earliest) {
        return new Years(earliest);
    }

    /// Its year.
    @Override
    public String periodOf(LocalDateTime time) {
        return Integer.toString(time.getYear());
    }

    /// The policy, in a year that lacks the day.
    @Override
    public Optional<LeapDayPolicy> leapDayOf(LocalDateTime time) {
        return date.isMissingIn(time.getYear()) ? Optional.of(leapDay) : Optional.empty();
    }

    @Override
    public boolean isDense() {
        return false;
    }

    /// The nominal time in `year`, if that year is a period and its day is not skipped.
    public Optional<LocalDateTime> in(int year) {
        return Optional.ofNullable(find(year));
    }

    /// The day by which a period's deliveries are filed: the first day of its year.
    public static LocalDate dayOf(String period) {
        return LocalDate.of(Integer.parseInt(period), 1, 1);
    }

    private @Nullable LocalDateTime find(int year) {
        if (year < yearFirst() || year > YEAR_MAX) {
            return null;
        }
        MonthDay day = date.isMissingIn(year) ? dayInstead() : date.monthDay();
        return day == null ? null : day.atYear(year).atTime(localTime);
    }

    private @Nullable MonthDay dayInstead() {
        return switch (leapDay) {
            case MAR_1 -> MAR_1;
            case FEB_28 -> FEB_28;
            case SKIP -> null;
        };
    }

    private int yearFirst() {
        return date.year().isPresent() ? Math.max(YEAR_MIN, date.year().getAsInt() + 1) : YEAR_MIN;
    }

    private final class Years extends Lookahead<LocalDateTime> {
        private final LocalDateTime earliest;
        private int year;

        Years(LocalDateTime earliest) {
            this.earliest = earliest;
            this.year = Math.max(earliest.getYear(), yearFirst());
        }

        @Override
        @Nullable LocalDateTime find() {
            while (year <= YEAR_MAX) {
                LocalDateTime time = Annual.this.find(year++);
                if (time != null && !time.isBefore(earliest)) {
                    return time;
                }
            }
            return null;
        }
    }
}
