package io.carillon.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.calendar.rrule.RecurrenceRule;
import io.carillon.calendar.rrule.RecurrenceSet;
import java.time.LocalDateTime;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RuledTest {
    private static final LocalDateTime START = LocalDateTime.parse("2027-05-01T09:00");

    @Test
    void a_rule_of_days_without_times_of_day_names_its_periods_by_the_date() {
        for (String rule : List.of("FREQ=DAILY", "FREQ=WEEKLY", "FREQ=MONTHLY", "FREQ=YEARLY")) {
            assertThat(periods(rule)).as(rule).startsWith("2027-05-01");
        }
    }

    @Test
    void any_other_rule_names_its_periods_by_date_and_time_with_seconds_when_there_are_any() {
        assertThat(periods("FREQ=HOURLY")).startsWith("2027-05-01T09:00", "2027-05-01T10:00");
        assertThat(periods("FREQ=SECONDLY")).startsWith("2027-05-01T09:00", "2027-05-01T09:00:01");
        assertThat(periods("FREQ=DAILY;BYHOUR=9")).startsWith("2027-05-01T09:00");
        assertThat(periods("FREQ=YEARLY;BYMINUTE=0")).startsWith("2027-05-01T09:00");
        assertThat(periods("FREQ=WEEKLY;BYSECOND=0")).startsWith("2027-05-01T09:00");
    }

    @Test
    void a_time_added_is_named_by_its_date_when_it_is_at_the_usual_time_of_day() {
        assertThat(periods("FREQ=DAILY;COUNT=1", "2027-06-01T09:00", "2027-05-01T10:30"))
                .containsExactly("2027-05-01", "2027-05-01T10:30", "2027-06-01");
        assertThat(periods("FREQ=DAILY;COUNT=1", "2027-06-01T09:00:01"))
                .containsExactly("2027-05-01", "2027-06-01T09:00:01");
    }

    private static List<String> periods(String rule, String... added) {
        List<LocalDateTime> rdates = Stream.of(added).map(LocalDateTime::parse).toList();
        Ruled ruled =
                new Ruled(new RecurrenceSet(RecurrenceRule.parse(rule), START, rdates, List.of()));
        Iterator<LocalDateTime> times = ruled.from(START);
        return Stream.generate(() -> times)
                .takeWhile(Iterator::hasNext)
                .map(Iterator::next)
                .limit(3)
                .map(ruled::periodOf)
                .toList();
    }
}
