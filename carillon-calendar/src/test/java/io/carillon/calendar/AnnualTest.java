package io.carillon.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.time.api.constraints.DateRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AnnualTest {
    private static final LocalTime NINE = LocalTime.of(9, 0);

    @Test
    void the_first_period_is_the_year_after_the_date_itself() {
        Annual birthday = annual("1992-05-01", LeapDayPolicy.MAR_1);

        assertThat(from(birthday, LocalDate.MIN).findFirst())
                .contains(LocalDateTime.of(1993, 5, 1, 9, 0));
        assertThat(periods(birthday).findFirst()).contains("1993");
    }

    @Test
    void no_year_up_to_the_date_itself_has_a_period() {
        Annual birthday = annual("1992-05-01", LeapDayPolicy.MAR_1);

        assertThat(birthday.in(1991)).isEmpty();
        assertThat(birthday.in(1992)).isEmpty();
        assertThat(birthday.in(1993)).isPresent();
    }

    @Test
    void only_years_of_four_digits_have_a_period() {
        Annual anniversary = annual("--05-01", LeapDayPolicy.MAR_1);

        assertThat(anniversary.in(999)).isEmpty();
        assertThat(anniversary.in(1000)).isPresent();
        assertThat(anniversary.in(9999)).isPresent();
        assertThat(anniversary.in(10_000)).isEmpty();
    }

    @Test
    void a_date_without_a_year_comes_in_every_year() {
        Annual anniversary = annual("--05-01", LeapDayPolicy.MAR_1);

        assertThat(periods(anniversary))
                .hasSize(9000)
                .startsWith("1000", "1001")
                .endsWith("9998", "9999");
    }

    @Test
    void the_day_asked_for_is_included() {
        Annual birthday = annual("1992-05-01", LeapDayPolicy.MAR_1);

        assertThat(nextPeriod(birthday, "2027-04-30")).isEqualTo("2027");
        assertThat(nextPeriod(birthday, "2027-05-01")).isEqualTo("2027");
        assertThat(nextPeriod(birthday, "2027-05-02")).isEqualTo("2028");
    }

    @Test
    void a_moved_29_february_is_included_on_the_day_it_moved_to() {
        Annual onMarch1 = annual("1992-02-29", LeapDayPolicy.MAR_1);
        Annual onFebruary28 = annual("1992-02-29", LeapDayPolicy.FEB_28);

        assertThat(nextPeriod(onMarch1, "2027-03-01")).isEqualTo("2027");
        assertThat(nextPeriod(onMarch1, "2027-03-02")).isEqualTo("2028");
        assertThat(nextPeriod(onFebruary28, "2027-02-28")).isEqualTo("2027");
        assertThat(nextPeriod(onFebruary28, "2027-03-01")).isEqualTo("2028");
    }

    @Test
    void after_the_last_year_there_is_nothing() {
        assertThat(periods(annual("9998-12-31", LeapDayPolicy.MAR_1))).containsExactly("9999");
        assertThat(from(annual("9999-12-31", LeapDayPolicy.MAR_1), LocalDate.MIN)).isEmpty();
        assertThat(from(annual("--05-01", LeapDayPolicy.MAR_1), LocalDate.of(9999, 5, 2)))
                .isEmpty();
        assertThat(from(annual("--05-01", LeapDayPolicy.MAR_1), LocalDate.MAX)).isEmpty();
    }

    @Test
    void by_default_29_february_is_kept_on_1_march_and_always_returns() {
        Annual birthday = annual("1996-02-29", LeapDayPolicy.MAR_1);

        assertThat(days(birthday, 1999, 2104)).isEqualTo(leapDayOr(MonthDay.of(3, 1)));
    }

    @Test
    void it_may_be_kept_on_28_february_and_always_returns() {
        Annual birthday = annual("1996-02-29", LeapDayPolicy.FEB_28);

        assertThat(days(birthday, 1999, 2104)).isEqualTo(leapDayOr(MonthDay.of(2, 28)));
    }

    @Test
    void it_may_be_kept_in_leap_years_only_and_2100_is_none() {
        Annual birthday = annual("1996-02-29", LeapDayPolicy.SKIP);

        List<LocalDate> days = days(birthday, 1999, 2104);

        assertThat(days)
                .hasSize(26)
                .startsWith(LocalDate.of(2000, 2, 29), LocalDate.of(2004, 2, 29))
                .endsWith(LocalDate.of(2096, 2, 29), LocalDate.of(2104, 2, 29));
    }

    @ParameterizedTest
    @EnumSource(LeapDayPolicy.class)
    void a_time_says_by_which_policy_it_was_moved(LeapDayPolicy policy) {
        Annual birthday = annual("1996-02-29", policy);

        assertThat(birthday.leapDayOf(birthday.in(2000).orElseThrow())).isEmpty();
        assertThat(birthday.in(2100).flatMap(birthday::leapDayOf))
                .isEqualTo(birthday.in(2100).map(moved -> policy));
    }

    @ParameterizedTest
    @EnumSource(LeapDayPolicy.class)
    void no_policy_touches_another_day(LeapDayPolicy policy) {
        for (String day : List.of("1996-02-28", "1996-03-01", "--12-31", "--01-01")) {
            Annual annual = annual(day, policy);

            assertThat(from(annual, LocalDate.of(1999, 1, 1)).limit(106))
                    .allMatch(time -> MonthDay.from(time).equals(annual.date().monthDay()))
                    .allMatch(time -> annual.leapDayOf(time).isEmpty())
                    .hasSize(106);
        }
    }

    @Test
    void two_of_its_times_are_never_close() {
        assertThat(annual("1992-02-29", LeapDayPolicy.MAR_1).isDense()).isFalse();
    }

    @Test
    void a_period_is_filed_under_the_first_day_of_its_year() {
        assertThat(Annual.dayOf("2027")).isEqualTo(LocalDate.of(2027, 1, 1));
    }

    @Property
    void from_agrees_with_a_walk_through_the_calendar_day_by_day(
            @ForAll @DateRange(min = "1895-01-01", max = "2110-12-31") LocalDate born,
            @ForAll boolean yearKnown,
            @ForAll LeapDayPolicy policy,
            @ForAll @DateRange(min = "1895-01-01", max = "2110-12-31") LocalDate day) {
        assertThatWalkAgrees(annual(born, yearKnown, policy), day);
    }

    @Property
    void from_agrees_with_that_walk_for_leap_days(
            @ForAll @DateRange(min = "1895-01-01", max = "2110-12-31") LocalDate near,
            @ForAll boolean yearKnown,
            @ForAll LeapDayPolicy policy,
            @ForAll @DateRange(min = "1895-01-01", max = "2110-12-31") LocalDate day) {
        LocalDate born = near;
        while (!MonthDay.from(born).equals(MonthDay.of(2, 29))) {
            born = born.plusDays(1);
        }

        assertThatWalkAgrees(annual(born, yearKnown, policy), day);
    }

    @Property(tries = 50)
    void the_times_are_strictly_increasing_and_so_are_their_periods(
            @ForAll @DateRange(min = "0001-01-01", max = "9999-12-31") LocalDate born,
            @ForAll boolean yearKnown,
            @ForAll LeapDayPolicy policy) {
        Annual annual = annual(born, yearKnown, policy);

        List<LocalDateTime> times = from(annual, LocalDate.MIN).toList();
        List<String> periods = periods(annual).toList();

        assertThat(IntStream.range(1, times.size()))
                .allMatch(i -> times.get(i - 1).isBefore(times.get(i)))
                .allMatch(i -> periods.get(i - 1).compareTo(periods.get(i)) < 0);
        assertThat(times).allMatch(time -> annual.in(time.getYear()).orElseThrow().equals(time));
    }

    /// Nine years hold a leap day around 1900 and 2100 also.
    private static void assertThatWalkAgrees(Annual annual, LocalDate day) {
        LocalDate end = day.plusYears(9);

        assertThat(from(annual, day).map(LocalDateTime::toLocalDate).takeWhile(end::isAfter))
                .containsExactlyElementsOf(
                        day.datesUntil(end).filter(d -> isKeptOn(d, annual)).toList());
    }

    /// Looks at one day of the calendar and its neighbour, and counts no years.
    private static boolean isKeptOn(LocalDate day, Annual annual) {
        if (day.getYear() <= annual.date().year().orElse(0)) {
            return false;
        }
        MonthDay today = MonthDay.from(day);
        if (!annual.date().monthDay().equals(MonthDay.of(2, 29))) {
            return today.equals(annual.date().monthDay());
        }
        MonthDay tomorrow = MonthDay.from(day.plusDays(1));
        MonthDay yesterday = MonthDay.from(day.minusDays(1));
        return today.equals(MonthDay.of(2, 29))
                || switch (annual.leapDay()) {
                    case MAR_1 ->
                            today.equals(MonthDay.of(3, 1)) && yesterday.equals(MonthDay.of(2, 28));
                    case FEB_28 ->
                            today.equals(MonthDay.of(2, 28)) && tomorrow.equals(MonthDay.of(3, 1));
                    case SKIP -> false;
                };
    }

    private static List<LocalDate> leapDayOr(MonthDay otherwise) {
        List<Integer> leapYears =
                IntStream.iterate(2000, year -> year + 4)
                        .limit(27)
                        .filter(year -> year != 2100)
                        .boxed()
                        .toList();
        return IntStream.rangeClosed(1999, 2104)
                .mapToObj(year ->
                        leapYears.contains(year)
                                ? LocalDate.of(year, 2, 29)
                                : otherwise.atYear(year))
                .toList();
    }

    private static Stream<String> periods(Annual annual) {
        return from(annual, LocalDate.MIN).map(annual::periodOf);
    }

    private static Stream<LocalDateTime> from(Annual annual, LocalDate day) {
        Iterable<LocalDateTime> times = () -> annual.from(day.atStartOfDay());
        return StreamSupport.stream(times.spliterator(), false);
    }

    private static List<LocalDate> days(Annual annual, int first, int last) {
        return from(annual, LocalDate.of(first, 1, 1))
                .map(LocalDateTime::toLocalDate)
                .takeWhile(day -> day.getYear() <= last)
                .toList();
    }

    private static String nextPeriod(Annual annual, String day) {
        return annual.periodOf(from(annual, LocalDate.parse(day)).findFirst().orElseThrow());
    }

    private static Annual annual(String date, LeapDayPolicy policy) {
        return new Annual(AnnualDate.parse(date), policy, NINE);
    }

    private static Annual annual(LocalDate born, boolean yearKnown, LeapDayPolicy policy) {
        OptionalInt year = yearKnown ? OptionalInt.of(born.getYear()) : OptionalInt.empty();
        return new Annual(new AnnualDate(MonthDay.from(born), year), policy, NINE);
    }
}
