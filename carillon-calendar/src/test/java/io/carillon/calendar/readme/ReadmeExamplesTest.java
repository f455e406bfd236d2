package io.carillon.calendar.readme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.calendar.Annual;
import io.carillon.calendar.AnnualDate;
import io.carillon.calendar.AnnualIn;
import io.carillon.calendar.GapPolicy;
import io.carillon.calendar.LeapDayPolicy;
import io.carillon.calendar.Occurrence;
import io.carillon.calendar.Occurrences;
import io.carillon.calendar.OverlapPolicy;
import io.carillon.calendar.Resolution;
import io.carillon.calendar.Ruled;
import io.carillon.calendar.TzDifference;
import io.carillon.calendar.TzSnapshot;
import io.carillon.calendar.TzZone;
import io.carillon.calendar.chronology.CalendarDate;
import io.carillon.calendar.chronology.CalendarSystem;
import io.carillon.calendar.chronology.Skip;
import io.carillon.calendar.rrule.RecurrenceRule;
import io.carillon.calendar.rrule.RecurrenceRuleException;
import io.carillon.calendar.rrule.RecurrenceSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Each example of the README is the body of a test here, to the letter; the last two tests hold
/// them together.
class ReadmeExamplesTest {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```java\n(.*?)^```$");
    private static final Pattern EXAMPLE = Pattern.compile("(?m)^    void an_example_of_");
    private static final Pattern INDENT = Pattern.compile("(?m)^(?=.)");
    private static final Path SOURCE =
            Path.of("src/test/java/io/carillon/calendar/readme/ReadmeExamplesTest.java");

    @Test
    void an_example_of_a_birthday() {
        TzSnapshot tz = TzSnapshot.bundled();
        Annual birthday =
                new Annual(AnnualDate.parse("1992-02-29"), LeapDayPolicy.MAR_1, LocalTime.of(9, 0));
        Occurrences inVancouver =
                new Occurrences(
                        birthday,
                        tz.zone("America/Vancouver"),
                        GapPolicy.LATER,
                        OverlapPolicy.EARLIER);

        Occurrence next = inVancouver.next(Instant.parse("2026-11-22T00:00:00Z")).orElseThrow();

        assert next.period().equals("2027");
        assert next.local().equals(LocalDateTime.parse("2027-03-01T09:00"));
        assert next.at().equals(Instant.parse("2027-03-01T16:00:00Z"));
        assert next.leapDay().equals(Optional.of(LeapDayPolicy.MAR_1));
    }

    @Test
    void an_example_of_a_local_time_that_does_not_exist() {
        TzZone newYork = TzSnapshot.bundled().zone("America/New_York");
        LocalDateTime halfPastTwo = LocalDateTime.parse("2027-03-14T02:30");

        String what =
                switch (Resolution.of(
                        halfPastTwo, newYork, GapPolicy.LATER, OverlapPolicy.EARLIER)) {
                    case Resolution.Rings(var at, var local, var how) ->
                            how + ": rings when clocks show " + local + ", at " + at;
                    case Resolution.Skipped() -> "does not happen";
                };

        assert what.equals("GAP: rings when clocks show 2027-03-14T03:30, at 2027-03-14T07:30:00Z");
    }

    @Test
    void an_example_of_a_recurrence_rule() {
        RecurrenceSet lastFridays =
                new RecurrenceSet(
                        RecurrenceRule.parse("FREQ=MONTHLY;BYDAY=-1FR"),
                        LocalDateTime.parse("2027-01-29T02:30"),
                        List.of(), // RDATE
                        List.of(LocalDateTime.parse("2027-02-26T02:30"))); // EXDATE
        Occurrences inNewYork =
                new Occurrences(
                        new Ruled(lastFridays),
                        TzSnapshot.bundled().zone("America/New_York"),
                        GapPolicy.LATER,
                        OverlapPolicy.EARLIER);

        List<String> periods =
                inNewYork
                        .after(Instant.parse("2027-01-01T00:00:00Z"))
                        .map(Occurrence::period)
                        .limit(3)
                        .toList();

        assert periods.equals(List.of("2027-01-29", "2027-03-26", "2027-04-30"));
    }

    @Test
    void an_example_of_times_without_a_zone() {
        RecurrenceSet paydays =
                RecurrenceSet.of(
                        RecurrenceRule.parse("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"),
                        LocalDateTime.parse("2027-01-29T09:00"));

        Iterator<LocalDateTime> times = paydays.from(LocalDateTime.parse("2030-08-01T00:00"));

        assert times.next().equals(LocalDateTime.parse("2030-08-30T09:00"));
        assert times.next().equals(LocalDateTime.parse("2030-09-30T09:00"));
    }

    @Test
    void an_example_of_a_text_that_is_no_rule() {
        try {
            RecurrenceRule.parse("FREQ=YEARLY;BYMONTH=1,13");
            throw new AssertionError("there is no thirteenth month");
        } catch (RecurrenceRuleException e) {
            assert e.part().equals("BYMONTH");
            assert e.position() == 23;
            assert e.getMessage().equals("BYMONTH at 23: 13 is not 1 to 12");
        }
    }

    @Test
    void an_example_of_another_calendar() {
        // Born on the first day of the leap month after the fourth.
        AnnualIn birthday =
                new AnnualIn(
                        CalendarSystem.of("CHINESE"),
                        LocalDate.parse("2012-05-21"),
                        Skip.BACKWARD,
                        LocalTime.of(9, 0));

        Iterator<LocalDateTime> times = birthday.from(LocalDateTime.parse("2019-01-01T00:00"));

        assert times.next().equals(LocalDateTime.parse("2019-05-05T09:00")); // fourth month
        assert times.next().equals(LocalDateTime.parse("2020-05-23T09:00")); // leap month
    }

    @Test
    void an_example_of_days_of_other_calendars() {
        CalendarSystem hebrew = CalendarSystem.of("HEBREW");
        long epochDay = LocalDate.parse("2014-02-08").toEpochDay();

        CalendarDate date = hebrew.dateOf(epochDay);

        assert date.year() == 5774;
        assert hebrew.monthAt(date.year(), date.monthIndex()).toString().equals("5L"); // Adar I
        assert date.day() == 8;
        assert hebrew.epochDay(5774, date.monthIndex(), 8) == epochDay;
    }

    @Test
    void an_example_of_zones() {
        TzSnapshot tz = TzSnapshot.bundled();

        assert tz.find("Europe/Kyiv").isPresent();
        assert tz.canonical("Europe/Kiev").equals(Optional.of("Europe/Kyiv"));
        assert tz.find("+02:00").isEmpty();
        assert tz.find("europe/kyiv").isEmpty();
        assert tz.suggestions("europe/kyiv").contains("Europe/Kyiv");
    }

    @Test
    void an_example_of_two_releases() {
        TzSnapshot now = TzSnapshot.bundled();
        // As if British Columbia had gone on changing its clocks with Los Angeles.
        TzSnapshot before =
                TzSnapshot.of(
                        "before", Map.of("America/Vancouver", now.rules("America/Los_Angeles")));

        Map<String, TzDifference> differences =
                TzDifference.between(
                        before,
                        now,
                        Instant.parse("2026-10-01T00:00:00Z"),
                        Instant.parse("2036-10-01T00:00:00Z"));

        assert differences
                .get("America/Vancouver")
                .equals(
                        new TzDifference.Moved(
                                Instant.parse("2026-11-01T09:00:00Z"),
                                ZoneOffset.of("-08:00"),
                                ZoneOffset.of("-07:00")));
    }

    @Test
    void the_readme_shows_these_examples_and_no_others() throws IOException {
        List<String> blocks =
                BLOCK.matcher(Files.readString(Path.of("README.md")))
                        .results()
                        .map((MatchResult block) ->
                                INDENT.matcher(block.group(1)).replaceAll("        "))
                        .toList();
        String source = Files.readString(SOURCE);

        assertThat(blocks).hasSize((int) EXAMPLE.matcher(source).results().count());
        assertThat(blocks)
                .allSatisfy(block -> assertThat(source).contains(") {\n" + block + "    }"));
    }

    @Test
    void an_assertion_that_is_wrong_fails_here() {
        assertThatThrownBy(
                        () -> {
                            assert SOURCE.isAbsolute() : "assertions are on";
                        })
                .isInstanceOf(AssertionError.class)
                .hasMessage("assertions are on");
    }
}
