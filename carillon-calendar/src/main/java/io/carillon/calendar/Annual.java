package io.carillon.calendar;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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

    /// The nominal times on `day` or later, in order, the last in the year 9999.
    public Stream<NominalTime> from(LocalDate day) {
        return IntStream.rangeClosed(Math.max(day.getYear(), yearFirst()), YEAR_MAX)
                .mapToObj(this::in)
                .flatMap(Optional::stream)
                .dropWhile(time -> time.at().toLocalDate().isBefore(day));
    }

    @Override
    public Stream<NominalTime> from(LocalDateTime earliest) {
        return from(earliest.toLocalDate()).dropWhile(time -> time.at().isBefore(earliest));
    }

    @Override
    public boolean isDense() {
        return false;
    }

    /// The nominal time in `year`, if that year is a period and its day is not skipped.
    public Optional<NominalTime> in(int year) {
        if (year < yearFirst() || year > YEAR_MAX) {
            return Optional.empty();
        }
        String period = Integer.toString(year);
        if (!date.isMissingIn(year)) {
            return Optional.of(
                    NominalTime.plain(period, date.monthDay().atYear(year).atTime(localTime)));
        }
        return switch (leapDay) {
            case MAR_1 -> Optional.of(moved(period, MonthDay.of(3, 1).atYear(year)));
            case FEB_28 -> Optional.of(moved(period, MonthDay.of(2, 28).atYear(year)));
            case SKIP -> Optional.empty();
        };
    }

    /// The day by which a period's deliveries are filed: the first day of its year.
    public static LocalDate dayOf(String period) {
        return LocalDate.of(Integer.parseInt(period), 1, 1);
    }

    private int yearFirst() {
        return date.year().isPresent() ? Math.max(YEAR_MIN, date.year().getAsInt() + 1) : YEAR_MIN;
    }

    private NominalTime moved(String period, LocalDate day) {
        return new NominalTime(period, LocalDateTime.of(day, localTime), Optional.of(leapDay));
    }
}
