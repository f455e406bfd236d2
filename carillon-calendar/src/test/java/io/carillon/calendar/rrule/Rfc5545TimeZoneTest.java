package io.carillon.calendar.rrule;

import static io.carillon.calendar.rrule.Expansion.all;
import static io.carillon.calendar.rrule.Expansion.set;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.calendar.TzSnapshot;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The time zone that RFC 5545 §3.6.5 writes down as an example, in rules: New York since 1967.
class Rfc5545TimeZoneTest {
    private static final String EST = "-05:00";
    private static final String EDT = "-04:00";
    private static final int LAST_YEAR = 2100;

    @Test
    void new_york_changes_its_clocks_when_its_rules_say_so() {
        List<LocalDateTime> spring =
                Stream.of(
                                changes(
                                        EST,
                                        "1967-04-30T02:00",
                                        "FREQ=YEARLY;BYMONTH=4;BYDAY=-1SU;UNTIL=19730429T070000Z"),
                                List.of(LocalDateTime.parse("1974-01-06T02:00")),
                                List.of(LocalDateTime.parse("1975-02-23T02:00")),
                                changes(
                                        EST,
                                        "1976-04-25T02:00",
                                        "FREQ=YEARLY;BYMONTH=4;BYDAY=-1SU;UNTIL=19860427T070000Z"),
                                changes(
                                        EST,
                                        "1987-04-05T02:00",
                                        "FREQ=YEARLY;BYMONTH=4;BYDAY=1SU;UNTIL=20060402T070000Z"),
                                changes(EST, "2007-03-11T02:00", "FREQ=YEARLY;BYMONTH=3;BYDAY=2SU"))
                        .flatMap(List::stream)
                        .toList();
        List<LocalDateTime> autumn =
                Stream.of(
                                changes(
                                        EDT,
                                        "1967-10-29T02:00",
                                        "FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU;UNTIL=20061029T060000Z"),
                                changes(
                                        EDT,
                                        "2007-11-04T02:00",
                                        "FREQ=YEARLY;BYMONTH=11;BYDAY=1SU"))
                        .flatMap(List::stream)
                        .toList();

        assertThat(spring).isEqualTo(inTheTzDatabase(true));
        assertThat(autumn).isEqualTo(inTheTzDatabase(false)).hasSize(LAST_YEAR - 1967 + 1);
    }

    private static List<LocalDateTime> changes(String offset, String dtstart, String rule) {
        RecurrenceSet set = set(dtstart, rule);
        return all(set).stream()
                .takeWhile(time -> time.getYear() <= LAST_YEAR)
                .filter(time -> !set.isPastUntil(time, time.toInstant(ZoneOffset.of(offset))))
                .toList();
    }

    private static List<LocalDateTime> inTheTzDatabase(boolean forwards) {
        ZoneRules newYork = TzSnapshot.bundled().rules("America/New_York");
        return Stream.iterate(
                        newYork.nextTransition(
                                LocalDateTime.of(1967, 1, 1, 0, 0).toInstant(ZoneOffset.UTC)),
                        change -> newYork.nextTransition(change.getInstant()))
                .takeWhile(change -> change.getDateTimeBefore().getYear() <= LAST_YEAR)
                .filter(change -> change.isGap() == forwards)
                .map(ZoneOffsetTransition::getDateTimeBefore)
                .toList();
    }
}
