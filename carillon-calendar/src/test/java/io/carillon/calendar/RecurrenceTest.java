package io.carillon.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.carillon.calendar.rrule.RecurrenceRule;
import io.carillon.calendar.rrule.RecurrenceSet;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;

/// What is no annual date: a single time, and a rule.
class RecurrenceTest {
    private static final LocalDateTime MAY_1 = LocalDateTime.parse("2027-05-01T09:00");

    @Test
    void a_single_time_comes_once_and_is_its_own_period() {
        Once once = new Once(MAY_1);

        assertThat(once.from(MAY_1).next()).isEqualTo(MAY_1);
        assertThat(once.from(MAY_1.plusNanos(1))).isExhausted();
        assertThat(once.isDense()).isFalse();
        assertThat(occurrences(once).from(LocalDate.of(2027, 1, 1)))
                .extracting(Occurrence::period, Occurrence::at)
                .containsExactly(tuple("2027-05-01T09:00", Instant.parse("2027-05-01T07:00:00Z")));
    }

    @Test
    void a_rule_ends_with_the_instant_of_its_until_in_the_zone_where_it_rings() {
        Ruled daily = ruled("FREQ=DAILY;UNTIL=20270503T070000Z");

        assertThat(occurrences(daily).from(LocalDate.of(2027, 1, 1)))
                .extracting(Occurrence::period)
                .containsExactly("2027-05-01", "2027-05-02", "2027-05-03");
    }

    @Test
    void a_rule_may_be_dense_or_not() {
        assertThat(ruled("FREQ=DAILY").isDense()).isTrue();
        assertThat(ruled("FREQ=WEEKLY").isDense()).isFalse();
    }

    private static Ruled ruled(String rule) {
        return new Ruled(RecurrenceSet.of(RecurrenceRule.parse(rule), MAY_1));
    }

    private static Occurrences occurrences(Recurrence recurrence) {
        return new Occurrences(
                recurrence,
                TzSnapshot.bundled().zone("Europe/Berlin"),
                GapPolicy.LATER,
                OverlapPolicy.EARLIER);
    }
}
