package io.carillon.calendar.chronology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The instants that [Sky] computes, beside those that others did from better theories.
class SkyTest {
    /// Meeus, "Astronomical Algorithms" (1998): table 27.E, equinoxes and solstices in terrestrial
    /// time, computed from the whole of VSOP87; and example 27.a.
    @ParameterizedTest
    @CsvSource({
        "1962, 1, 1962-06-21T21:24:42",
        "1996, 0, 1996-03-20T08:04:07",
        "1996, 1, 1996-06-21T02:24:46",
        "1996, 2, 1996-09-22T18:01:08",
        "1996, 3, 1996-12-21T14:06:56",
        "2000, 0, 2000-03-20T07:36:19",
        "2000, 1, 2000-06-21T01:48:46",
        "2000, 2, 2000-09-22T17:28:40",
        "2000, 3, 2000-12-21T13:38:30",
        "2005, 0, 2005-03-20T12:34:29",
        "2005, 1, 2005-06-21T06:47:12",
        "2005, 2, 2005-09-22T22:24:14",
        "2005, 3, 2005-12-21T18:36:01",
    })
    void equinoxes_and_solstices_are_those_of_the_whole_theory(
            int year, int season, LocalDateTime terrestrial) {
        LocalDateTime computed = time(Sky.solarTerm(12 * (year - 2000) + 3 * season));

        assertThat(computed).isCloseTo(terrestrial, within(5, ChronoUnit.SECONDS));
    }

    /// Meeus, example 49.a; and, from JPL's DE431, in UTC+8 with the same ΔT, the new moons close
    /// to midnight that Y. T. Liu lists in "Calendar Calculation" (2019) of his Chinese calendar.
    @ParameterizedTest
    @CsvSource({
        "-283, 0, 1977-02-18T03:37:40",
        "714, 8, 2057-09-29T00:00:04",
        "1109, 8, 2089-09-04T23:57:36",
        "1207, 8, 2097-08-07T23:59:41",
    })
    void new_moons_are_those_of_better_theories(int k, int hours, LocalDateTime expected) {
        double terrestrial = Sky.newMoon(k);
        double deltaT = hours == 0 ? 0 : DeltaT.at(terrestrial);

        LocalDateTime computed =
                time(terrestrial).plusHours(hours).minusNanos((long) (deltaT * 1e9));

        assertThat(computed).isCloseTo(expected, within(3, ChronoUnit.SECONDS));
    }

    private static LocalDateTime time(double centuries) {
        double second = centuries * 36_525 * 86_400;
        return LocalDateTime.of(2000, 1, 1, 12, 0).plusNanos(Math.round(second * 1e9));
    }
}
