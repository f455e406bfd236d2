package io.carillon.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalHoursTest {
    private static final TzSnapshot TZ = TzSnapshot.bundled();
    private static final Instant START = Instant.parse("1975-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("2041-01-01T00:00:00Z");
    private static final int DRAWS = 6;

    @ParameterizedTest(name = "{0} to {1} in {2}: from {3} it is open at {4}")
    @CsvSource({
        "08:00, 21:00, Europe/London, 2027-06-15T07:00:00Z, 2027-06-15T07:00:00Z",
        "08:00, 21:00, Europe/London, 2027-06-15T06:59:59Z, 2027-06-15T07:00:00Z",
        "08:00, 21:00, Europe/London, 2027-06-15T19:59:59.999999Z, 2027-06-15T19:59:59.999999Z",
        "08:00, 21:00, Europe/London, 2027-06-15T20:00:00Z, 2027-06-16T07:00:00Z",
        // over midnight
        "22:00, 06:00, Europe/London, 2027-06-15T23:30:00Z, 2027-06-15T23:30:00Z",
        "22:00, 06:00, Europe/London, 2027-06-15T05:00:00Z, 2027-06-15T21:00:00Z",
        "08:00, 00:00, Europe/London, 2027-06-15T22:59:59Z, 2027-06-15T22:59:59Z",
        "08:00, 00:00, Europe/London, 2027-06-15T23:00:00Z, 2027-06-16T07:00:00Z",
        // clocks jump from 02:00 to 03:00, which is later than the opening
        "02:30, 21:00, America/New_York, 2027-03-14T05:00:00Z, 2027-03-14T07:00:00Z",
        // they jump over all of it, so it comes the day after
        "02:15, 02:45, America/New_York, 2027-03-14T05:00:00Z, 2027-03-15T06:15:00Z",
        // they show it twice
        "01:15, 01:45, America/New_York, 2027-11-07T05:50:00Z, 2027-11-07T06:15:00Z",
        "01:15, 01:45, America/New_York, 2027-11-07T06:50:00Z, 2027-11-08T06:15:00Z",
        // there was no 30 December in Apia
        "08:00, 21:00, Pacific/Apia, 2011-12-30T09:00:00Z, 2011-12-30T18:00:00Z"
    })
    void they_open_when_the_clocks_show_it(
            LocalTime from, LocalTime until, String zone, Instant at, Instant open) {
        assertThat(new LocalHours(from, until).openFrom(at, TZ.rules(zone))).isEqualTo(open);
    }

    /// By looking at every minute in between: all clocks since 1975 differ by whole minutes.
    @Test
    void in_every_zone_they_open_at_the_first_minute_at_which_the_clocks_show_them() {
        SplittableRandom random = new SplittableRandom(8);
        List<String> wrong = new ArrayList<>();
        int draws = 0;
        for (String id : BundledFiles.ZONES.keySet()) {
            ZoneRules zone = TZ.rules(id);
            for (int i = 0; i < DRAWS; i++, draws++) {
                LocalHours hours = any(random);
                Instant at = i % 2 == 0 ? any(random, START) : aroundAChange(random, zone);
                Instant open = hours.openFrom(at, zone);
                if (!open.equals(byLooking(hours, at, zone))) {
                    wrong.add("%s %s from %s: %s".formatted(id, hours, at, open));
                }
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(draws).isGreaterThan(1_500);
    }

    @Test
    void hours_of_no_length_are_refused() {
        assertThatThrownBy(() -> new LocalHours(LocalTime.NOON, LocalTime.NOON))
                .isInstanceOf(DateTimeException.class);
    }

    private static Instant byLooking(LocalHours hours, Instant from, ZoneRules zone) {
        Instant at = from;
        while (!isShown(hours, Resolution.localAt(at, zone).toLocalTime())) {
            at = at.plus(Duration.ofMinutes(1));
        }
        return at;
    }

    private static boolean isShown(LocalHours hours, LocalTime time) {
        int shown = time.toSecondOfDay();
        int length = Math.floorMod(seconds(hours.until()) - seconds(hours.from()), 86_400);
        return Math.floorMod(shown - seconds(hours.from()), 86_400) < length;
    }

    private static int seconds(LocalTime time) {
        return time.toSecondOfDay();
    }

    private static LocalHours any(SplittableRandom random) {
        int from = random.nextInt(1_440);
        int length = random.nextInt(1, random.nextBoolean() ? 1_440 : 60);
        return new LocalHours(
                LocalTime.ofSecondOfDay(from * 60L),
                LocalTime.ofSecondOfDay((from + length) % 1_440 * 60L));
    }

    private static Instant any(SplittableRandom random, Instant start) {
        long minutes = Duration.between(start, END).toMinutes();
        return start.plus(Duration.ofMinutes(random.nextLong(minutes)));
    }

    private static Instant aroundAChange(SplittableRandom random, ZoneRules zone) {
        Instant at = any(random, START);
        ZoneOffsetTransition change = zone.nextTransition(at);
        return change == null
                ? at
                : change.getInstant().plus(Duration.ofMinutes(random.nextLong(-1_500, 180)));
    }
}
