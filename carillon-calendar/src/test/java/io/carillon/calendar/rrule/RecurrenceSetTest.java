package io.carillon.calendar.rrule;

import static io.carillon.calendar.rrule.Expansion.all;
import static io.carillon.calendar.rrule.Expansion.set;
import static io.carillon.calendar.rrule.Expansion.times;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RecurrenceSetTest {
    private static final String START = "2027-05-01T09:00";

    @Test
    void added_times_come_in_order_and_once_and_from_before_the_start_and_after_the_end() {
        RecurrenceSet set =
                new RecurrenceSet(
                        RecurrenceRule.parse("FREQ=DAILY;COUNT=3"),
                        LocalDateTime.parse(START),
                        times(
                                "2027-05-10T09:00",
                                "2027-05-02T09:00",
                                "2027-04-01T09:00",
                                "2027-05-01T12:00",
                                "2027-05-10T09:00"),
                        List.of());

        assertThat(all(set))
                .isEqualTo(
                        times(
                                "2027-04-01T09:00",
                                "2027-05-01T09:00",
                                "2027-05-01T12:00",
                                "2027-05-02T09:00",
                                "2027-05-03T09:00",
                                "2027-05-10T09:00"));
        assertThat(all(set, "2027-05-02T09:00"))
                .isEqualTo(times("2027-05-02T09:00", "2027-05-03T09:00", "2027-05-10T09:00"));
    }

    @Test
    void times_left_out_are_left_out_of_the_added_ones_too_and_are_counted_nevertheless() {
        RecurrenceSet set =
                new RecurrenceSet(
                        RecurrenceRule.parse("FREQ=DAILY;COUNT=3"),
                        LocalDateTime.parse(START),
                        times("2027-06-01T09:00"),
                        times("2027-06-01T09:00", "2027-05-02T09:00", "2027-05-03T10:00"));

        assertThat(all(set)).isEqualTo(times("2027-05-01T09:00", "2027-05-03T09:00"));
    }

    @Test
    void the_moment_asked_for_is_included_to_the_fraction_of_a_second() {
        RecurrenceSet set = set(START, "FREQ=DAILY;COUNT=2");

        assertThat(all(set, "2027-05-01T09:00")).hasSize(2);
        assertThat(all(set, "2027-05-01T09:00:00.000000001")).hasSize(1);
        assertThat(all(set, "2027-05-01T08:59:59.999999999")).hasSize(2);
    }

    @Test
    void an_until_in_utc_is_decided_by_the_instant_and_ends_the_times_two_days_later() {
        RecurrenceSet set =
                new RecurrenceSet(
                        RecurrenceRule.parse("FREQ=DAILY;UNTIL=20270503T090000Z"),
                        LocalDateTime.parse(START),
                        times("2028-01-01T09:00"),
                        List.of());
        LocalDateTime third = LocalDateTime.parse("2027-05-03T09:00");

        assertThat(all(set))
                .isEqualTo(
                        times(
                                "2027-05-01T09:00",
                                "2027-05-02T09:00",
                                "2027-05-03T09:00",
                                "2027-05-04T09:00",
                                "2027-05-05T09:00",
                                "2028-01-01T09:00"));
        assertThat(set.isPastUntil(third, Instant.parse("2027-05-03T09:00:00Z"))).isFalse();
        assertThat(set.isPastUntil(third, Instant.parse("2027-05-03T09:00:01Z"))).isTrue();
        assertThat(
                        set.isPastUntil(
                                LocalDateTime.parse("2028-01-01T09:00"),
                                Instant.parse("2028-01-01T09:00:00Z")))
                .as("what was added has no end")
                .isFalse();
    }

    @Test
    void a_time_added_at_the_moment_asked_for_is_included() {
        LocalDateTime added = LocalDateTime.parse("2027-05-10T12:00");
        RecurrenceSet set =
                new RecurrenceSet(
                        RecurrenceRule.parse("FREQ=YEARLY"),
                        LocalDateTime.parse(START),
                        List.of(added, added.plusDays(1)),
                        List.of());

        assertThat(LocalTimes.local(set.times(added).next())).isEqualTo(added);
        assertThat(LocalTimes.local(set.times(added.plusSeconds(1)).next()))
                .isEqualTo(added.plusDays(1));
    }

    @Test
    void a_rule_may_start_on_the_first_or_the_last_day_that_its_calendar_tells() {
        RecurrenceRule chinese = RecurrenceRule.parse("RSCALE=CHINESE;FREQ=YEARLY");

        for (String day : List.of("1900-01-31T09:00", "2101-01-28T09:00")) {
            assertThat(all(RecurrenceSet.of(chinese, LocalDateTime.parse(day))).getFirst())
                    .isEqualTo(day);
        }
    }

    @Test
    void a_rule_with_no_end_in_utc_is_never_past_it() {
        assertThat(
                        set(START, "FREQ=DAILY;UNTIL=20270503T090000")
                                .isPastUntil(LocalDateTime.MAX, Instant.MAX))
                .isFalse();
    }

    @Test
    void numbers_and_date_times_are_the_same() {
        RecurrenceSet set = set(START, "FREQ=MONTHLY;BYDAY=-1FR;COUNT=5");
        LocalTimes numbers = set.times(LocalDateTime.MIN);

        assertThat(
                        LongStream.generate(numbers::next)
                                .takeWhile(second -> second != LocalTimes.END)
                                .mapToObj(LocalTimes::local))
                .isEqualTo(all(set));
        assertThat(numbers.next()).isEqualTo(LocalTimes.END);
    }

    @Test
    void times_are_dense_unless_the_rule_keeps_them_days_apart() {
        for (String sparse :
                List.of(
                        "FREQ=YEARLY",
                        "FREQ=YEARLY;BYMONTH=1,2",
                        "FREQ=YEARLY;BYWEEKNO=1,2",
                        "FREQ=YEARLY;BYYEARDAY=366;RSCALE=GREGORIAN;SKIP=FORWARD",
                        "FREQ=MONTHLY;BYMONTHDAY=31;RSCALE=GREGORIAN;SKIP=FORWARD",
                        "FREQ=MONTHLY;BYDAY=1MO",
                        "FREQ=WEEKLY",
                        "FREQ=DAILY;INTERVAL=2",
                        "FREQ=DAILY;BYDAY=MO")) {
            assertThat(set(START, sparse).isDense()).as(sparse).isFalse();
        }
        for (String dense :
                List.of(
                        "FREQ=DAILY",
                        "FREQ=DAILY;BYMONTH=5",
                        "FREQ=DAILY;INTERVAL=2;BYHOUR=9",
                        "FREQ=WEEKLY;BYDAY=MO,TU",
                        "FREQ=MONTHLY;BYMONTHDAY=1,-1",
                        "FREQ=HOURLY;INTERVAL=100")) {
            assertThat(set(START, dense).isDense()).as(dense).isTrue();
        }
        assertThat(
                        new RecurrenceSet(
                                        RecurrenceRule.parse("FREQ=YEARLY"),
                                        LocalDateTime.parse(START),
                                        times("2027-05-01T10:00"),
                                        List.of())
                                .isDense())
                .isTrue();
    }

    @Test
    void after_the_last_time_there_is_none() {
        Iterator<LocalDateTime> times =
                set(START, "FREQ=DAILY;COUNT=1").from(LocalDateTime.parse(START));

        assertThat(times.next()).isEqualTo(LocalDateTime.parse(START));
        assertThat(times.hasNext()).isFalse();
        assertThatThrownBy(times::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void sets_of_the_same_times_are_equal() {
        RecurrenceRule rule = RecurrenceRule.parse("FREQ=DAILY");
        LocalDateTime start = LocalDateTime.parse(START);

        assertThat(
                        new RecurrenceSet(
                                rule,
                                start,
                                times("2027-06-01T09:00", "2027-05-09T10:00", "2027-06-01T09:00"),
                                List.of()))
                .isEqualTo(
                        new RecurrenceSet(
                                rule,
                                start,
                                times("2027-05-09T10:00", "2027-06-01T09:00"),
                                List.of()));
    }

    @Test
    void fractions_of_seconds_and_days_outside_the_calendar_are_refused() {
        RecurrenceRule rule = RecurrenceRule.parse("FREQ=DAILY");
        LocalDateTime fraction = LocalDateTime.parse("2027-05-01T09:00:00.5");
        LocalDateTime start = LocalDateTime.parse(START);

        assertThatThrownBy(() -> RecurrenceSet.of(rule, fraction))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("2027-05-01T09:00:00.500 has a fraction of a second");
        assertThatThrownBy(() -> new RecurrenceSet(rule, start, List.of(fraction), List.of()))
                .hasMessageContaining("has a fraction of a second");
        assertThatThrownBy(() -> new RecurrenceSet(rule, start, List.of(), List.of(fraction)))
                .hasMessageContaining("has a fraction of a second");
        assertThatThrownBy(() -> RecurrenceSet.of(rule, start.withYear(10_000)))
                .hasMessage(
                        "GREGORIAN tells the days from 0001-01-01 to 9999-12-31, and"
                                + " +10000-05-01T09:00 is none of them");
        assertThatThrownBy(
                        () -> new RecurrenceSet(rule, start, List.of(start.withYear(0)), List.of()))
                .hasMessageContaining("0000-05-01T09:00 is none of them");
    }
}
