package io.carillon.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.calendar.rrule.RecurrenceRule;
import io.carillon.calendar.rrule.RecurrenceSet;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Rules whose times are so near that a jump of the clocks brings them together or out of order.
class InstantOrderTest {
    private static final TzSnapshot TZ = TzSnapshot.bundled();
    private static final Instant FROM = Instant.parse("2010-01-01T00:00:00Z");
    private static final Instant UNTIL = Instant.parse("2028-01-01T00:00:00Z");
    private static final List<String> RULES =
            List.of(
                    "FREQ=HOURLY",
                    "FREQ=HOURLY;INTERVAL=7",
                    "FREQ=MINUTELY;INTERVAL=25",
                    "FREQ=DAILY",
                    "FREQ=DAILY;BYHOUR=1,2,3;BYMINUTE=0,30");

    @Test
    void of_two_times_that_a_gap_brings_together_the_first_rings() {
        Occurrences hourly =
                occurrences("FREQ=HOURLY", "2027-03-27T00:00", "Europe/Berlin", GapPolicy.LATER);

        assertThat(hourly.after(Instant.parse("2027-03-27T23:30:00Z")).limit(4))
                .extracting(Occurrence::period)
                .containsExactly(
                        "2027-03-28T01:00",
                        "2027-03-28T02:00",
                        "2027-03-28T04:00",
                        "2027-03-28T05:00");
    }

    @Test
    void a_day_that_was_skipped_rings_with_the_day_after_it_and_once() {
        Occurrences daily =
                occurrences("FREQ=DAILY", "2011-12-01T09:00", "Pacific/Apia", GapPolicy.LATER);

        assertThat(daily.after(Instant.parse("2011-12-29T00:00:00Z")).limit(3))
                .extracting(Occurrence::period)
                .containsExactly("2011-12-29", "2011-12-30", "2012-01-01");
    }

    @Test
    void a_rule_may_end_beside_a_gap() {
        Occurrences fourTimes =
                occurrences(
                        "FREQ=MINUTELY;INTERVAL=30;COUNT=4",
                        "2027-03-28T01:30",
                        "Europe/Berlin",
                        GapPolicy.LATER);

        assertThat(fourTimes.after(Instant.parse("2027-03-28T00:00:00Z")))
                .extracting(Occurrence::at)
                .containsExactly(
                        Instant.parse("2027-03-28T00:30:00Z"),
                        Instant.parse("2027-03-28T01:00:00Z"),
                        Instant.parse("2027-03-28T01:30:00Z"));
    }

    @ParameterizedTest
    @EnumSource(GapPolicy.class)
    void around_every_gap_they_come_as_sorting_all_of_them_would_have_it(GapPolicy gap) {
        Random random = new Random(20270328);
        for (String zone : List.of("Pacific/Apia", "Australia/Lord_Howe", "America/New_York")) {
            ZoneRules rules = TZ.rules(zone);
            ZoneOffsetTransition next = rules.nextTransition(FROM);
            while (next != null && next.getInstant().isBefore(UNTIL)) {
                LocalDateTime start =
                        next.getDateTimeBefore().minusDays(4).withMinute(random.nextInt(60));
                String rule = RULES.get(random.nextInt(RULES.size()));
                Instant after =
                        next.getInstant().plus(Duration.ofMinutes(random.nextInt(-2000, 2000)));

                assertThat(until(occurrences(rule, start.toString(), zone, gap), after, next))
                        .as("%s from %s in %s after %s", rule, start, zone, after)
                        .containsExactlyElementsOf(sorted(rule, start, rules, gap, after, next));

                next = rules.nextTransition(next.getInstant());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"EARLIER, 2027-03-28T01:30", "LATER, 2027-03-28T03:30"})
    void a_gap_may_move_a_time_past_its_neighbours(GapPolicy gap, LocalDateTime local) {
        Occurrences halfHourly =
                occurrences("FREQ=MINUTELY;INTERVAL=50", "2027-03-28T00:00", "Europe/Berlin", gap);

        assertThat(halfHourly.after(Instant.parse("2027-03-27T23:00:00Z")).limit(6))
                .isSortedAccordingTo(Comparator.comparing(Occurrence::at))
                .extracting(Occurrence::local)
                .contains(local);
    }

    private static List<Instant> until(
            Occurrences occurrences, Instant after, ZoneOffsetTransition around) {
        Instant end = around.getInstant().plus(Duration.ofDays(3));
        return occurrences.after(after).map(Occurrence::at).takeWhile(end::isAfter).toList();
    }

    /// Resolves every time of ten days, and sorts.
    private static List<Instant> sorted(
            String rule,
            LocalDateTime start,
            ZoneRules zone,
            GapPolicy gap,
            Instant after,
            ZoneOffsetTransition around) {
        List<Instant> all = new ArrayList<>();
        Set<Instant> seen = new HashSet<>();
        LocalDateTime end = start.plusDays(10);
        var times = set(rule, start.toString()).from(start);
        while (times.hasNext()) {
            LocalDateTime time = times.next();
            if (time.isAfter(end)) {
                break;
            }
            if (Resolution.of(time, zone, gap, OverlapPolicy.EARLIER)
                            instanceof Resolution.Rings(Instant at, var _, var _)
                    && at.isAfter(after)
                    && at.isBefore(around.getInstant().plus(Duration.ofDays(3)))
                    && seen.add(at)) {
                all.add(at);
            }
        }
        return all.stream().sorted().toList();
    }

    private static Occurrences occurrences(
            String rule, String dtstart, String zone, GapPolicy gap) {
        return new Occurrences(
                new Ruled(set(rule, dtstart)), TZ.zone(zone), gap, OverlapPolicy.EARLIER);
    }

    private static RecurrenceSet set(String rule, String dtstart) {
        return RecurrenceSet.of(RecurrenceRule.parse(rule), LocalDateTime.parse(dtstart));
    }
}
