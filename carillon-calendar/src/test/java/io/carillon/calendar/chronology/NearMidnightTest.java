package io.carillon.calendar.chronology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The new moons and zhongqi that decide a day by a narrow margin, and whether the margin is
/// enough.
///
/// A new moon's day can be wrong by what [Sky] leaves out, at most 3 seconds, and by [DeltaT]. A
/// zhongqi's, at most 5, matters only where a month begins on the midnight it is close to.
class NearMidnightTest {
    private static final long DAY_SECONDS = 86_400;
    private static final long NEAR_SECONDS = 150;

    /// The middle of 2026, in Julian centuries from J2000: nobody has measured ΔT after that.
    private static final double FUTURE = 0.265;

    private static final List<ChineseRule.Month> MONTHS = new ChineseRule().months();

    @Test
    void all_that_happens_within_two_and_a_half_minutes_of_midnight_is_listed() {
        assertThat(Stream.concat(newMoons(), zhongqi()))
                .containsExactlyElementsOf(
                        Series.lines("near-midnight.txt").stream()
                                .filter(line -> !line.startsWith("#"))
                                .toList());
    }

    /// The narrowest is that of 21 April 1917, which makes the second month a leap month.
    @Test
    void a_zhongqi_beside_a_new_month_is_three_minutes_or_more_from_midnight() {
        assertThat(Arrays.stream(new ChineseRule().zhongqi()).filter(NearMidnightTest::decides))
                .hasSizeGreaterThan(50)
                .allSatisfy(time -> assertThat(Math.abs(fromMidnight(time))).isGreaterThan(180));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-3, 3})
    void three_seconds_more_or_less_change_no_month(double seconds) {
        assertThat(changedBy(t -> DeltaT.at(t) + seconds)).isEmpty();
    }

    /// It was 69 seconds in 2026. The forecast is 109 for the first of the two months, and 197 for
    /// the other.
    @ParameterizedTest
    @CsvSource({
        "60, 2097-7 2097-08-08",
        "112, 2097-7 2097-08-08",
        "115, 2057-9 2057-09-28; 2097-7 2097-08-08",
        "177, 2057-9 2057-09-28; 2097-7 2097-08-08",
        "181, 2057-9 2057-09-28",
        "260, 2057-9 2057-09-28",
    })
    void two_months_at_most_depend_on_what_delta_t_will_be(double deltaT, String changed) {
        assertThat(changedBy(t -> t > FUTURE ? deltaT : DeltaT.at(t)))
                .containsExactly(changed.split("; "));
    }

    /// The months that would begin on other days or have other names, as they would.
    private static List<String> changedBy(DoubleUnaryOperator deltaT) {
        List<String> changed = new ArrayList<>(names(new ChineseRule(deltaT).months()));
        changed.removeAll(new HashSet<>(names(MONTHS)));
        return changed;
    }

    private static List<String> names(List<ChineseRule.Month> months) {
        return months.stream()
                .map(month ->
                        "%d-%s %s"
                                .formatted(
                                        month.year(),
                                        month.name(),
                                        LocalDate.ofEpochDay(month.start())))
                .toList();
    }

    private static Stream<String> newMoons() {
        return MONTHS.stream()
                .filter(month -> isNear(month.newMoon()))
                .map(month ->
                        "new moon %s, which begins %d-%s"
                                .formatted(at(month.newMoon()), month.year(), month.name()));
    }

    private static Stream<String> zhongqi() {
        return Arrays.stream(new ChineseRule().zhongqi())
                .filter(NearMidnightTest::isNear)
                .mapToObj(time ->
                        "zhongqi %s, a month begins %d days away"
                                .formatted(at(time), daysToMonthStart(time)));
    }

    /// Whether a month begins on the midnight that is nearest, so that the other side of it is
    /// another month.
    private static boolean decides(double zhongqi) {
        return daysToMonthStart(zhongqi) == 0;
    }

    private static boolean isNear(double local) {
        return Math.abs(fromMidnight(local)) <= NEAR_SECONDS;
    }

    /// Seconds after the nearest midnight.
    private static double fromMidnight(double local) {
        return Math.IEEEremainder(local, DAY_SECONDS);
    }

    /// From the midnight that is nearest to the time, to the nearest one on which a month begins.
    private static long daysToMonthStart(double local) {
        long midnight = Math.round(local / DAY_SECONDS);
        return MONTHS.stream()
                .mapToLong(month -> Math.abs(month.start() - midnight))
                .min()
                .orElseThrow();
    }

    private static String at(double local) {
        LocalDateTime time =
                LocalDateTime.ofEpochSecond((long) Math.floor(local), 0, ZoneOffset.UTC);
        return "%s (%+.0f s)".formatted(time, fromMidnight(local));
    }
}
