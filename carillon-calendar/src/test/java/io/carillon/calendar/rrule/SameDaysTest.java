package io.carillon.calendar.rrule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class SameDaysTest {
    private static final int MAX = 40;

    @Test
    void a_rule_that_chooses_days_or_times_counts_or_starts_on_29_february_is_none_of_them() {
        assertThat(isOne("FREQ=YEARLY", "1992-06-15T09:00")).isTrue();
        assertThat(isOne("FREQ=YEARLY;INTERVAL=3;UNTIL=20300101", "1992-02-28T09:00")).isTrue();

        assertThat(isOne("FREQ=YEARLY", "1992-02-29T09:00")).isFalse();
        assertThat(isOne("FREQ=YEARLY;COUNT=3", "1992-06-15T09:00")).isFalse();
        assertThat(isOne("FREQ=YEARLY;BYMONTH=6", "1992-06-15T09:00")).isFalse();
        assertThat(isOne("FREQ=YEARLY;BYHOUR=9", "1992-06-15T09:00")).isFalse();
        assertThat(isOne("RSCALE=HEBREW;FREQ=YEARLY", "1992-06-15T09:00")).isFalse();
        assertThat(isOne("FREQ=MONTHLY", "1992-06-15T09:00")).isFalse();
    }

    @Property
    void they_are_the_times_that_a_walk_through_the_rule_finds(
            @ForAll("rules") String text,
            @ForAll("times") LocalDateTime dtstart,
            @ForAll("times") LocalDateTime earliest) {
        RecurrenceRule rule = RecurrenceRule.parse(text);
        LocalDateTime start =
                dtstart.toLocalDate().getDayOfYear() == 60 ? dtstart.plusDays(3) : dtstart;
        long from = Seconds.of(earliest);
        assertThat(SameDays.areOf(rule, start)).isTrue();

        List<Long> walked = numbers(new RuleTimes(rule, start, from));

        assertThat(numbers(new SameDays(rule, start, from))).isEqualTo(walked);
        assertThat(dateTimes(new SameDays(rule, start, from).dateTimes()))
                .isEqualTo(walked.stream().map(Seconds::local).toList());
    }

    @Test
    void after_the_last_there_is_none() {
        RecurrenceRule rule = RecurrenceRule.parse("FREQ=YEARLY");
        LocalDateTime start = LocalDateTime.parse("9999-06-15T09:00");
        SameDays days = new SameDays(rule, start, Seconds.of(start));
        Iterator<LocalDateTime> dateTimes = days.dateTimes();

        assertThat(dateTimes.next()).isEqualTo(start);
        assertThat(dateTimes.hasNext()).isFalse();
        assertThatThrownBy(dateTimes::next).isInstanceOf(NoSuchElementException.class);
        assertThat(days.next()).isEqualTo(LocalTimes.END);
    }

    @Provide
    Arbitrary<String> rules() {
        return Arbitraries.of(
                        "", ";INTERVAL=2", ";INTERVAL=7", ";INTERVAL=400", ";INTERVAL=2147483647")
                .flatMap(interval ->
                        Arbitraries.of(
                                        "",
                                        ";UNTIL=20300615",
                                        ";UNTIL=20300615T090000",
                                        ";UNTIL=20300615T090000Z",
                                        ";UNTIL=00010101",
                                        ";UNTIL=99991231")
                                .map(until -> "FREQ=YEARLY" + interval + until));
    }

    /// Near the ends of time, and near the ends of the rules.
    @Provide
    Arbitrary<LocalDateTime> times() {
        return Arbitraries.oneOf(years(1, 30), years(1990, 2035), years(9970, 9999));
    }

    private static Arbitrary<LocalDateTime> years(int first, int last) {
        long from = Seconds.of(LocalDateTime.of(first, 1, 1, 0, 0));
        long to = Seconds.of(LocalDateTime.of(last, 12, 28, 0, 0));
        return Arbitraries.longs().between(from, to).map(Seconds::local);
    }

    private static boolean isOne(String rule, String dtstart) {
        return SameDays.areOf(RecurrenceRule.parse(rule), LocalDateTime.parse(dtstart));
    }

    private static List<Long> numbers(LocalTimes times) {
        return LongStream.generate(times::next)
                .takeWhile(second -> second != LocalTimes.END)
                .limit(MAX)
                .boxed()
                .toList();
    }

    private static List<LocalDateTime> dateTimes(Iterator<LocalDateTime> times) {
        List<LocalDateTime> found = new ArrayList<>();
        while (times.hasNext() && found.size() < MAX) {
            found.add(times.next());
        }
        return found;
    }
}
