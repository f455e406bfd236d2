package io.carillon.calendar.tzif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Each form that a footer can have.
class FooterTest {
    @ParameterizedTest
    @CsvSource({
        "EST5, -05:00",
        "CET-1, +01:00",
        "<+0545>-5:45, +05:45",
        "<-0930>9:30, -09:30",
        "LMT0:01:15, -00:01:15",
        "<+15>-15:00:01, +15:00:01",
        "UTC0, Z",
        "UTC-00, Z",
        "EST+5, -05:00"
    })
    void a_zone_without_daylight_saving_time_has_one_offset(String footer, String offset) {
        assertThat(rules(footer)).isEqualTo(ZoneRules.of(ZoneOffset.of(offset)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # the usual one, at 02:00 when no time is given
                    EST5EDT,M3.2.0,M11.1.0                | 2026-03-08T07:00:00Z 2026-11-01T06:00:00Z
                    # south of the equator
                    NZST-12NZDT,M9.5.0,M4.1.0/3           | 2026-04-04T14:00:00Z 2026-09-26T14:00:00Z
                    # half an hour
                    <+1030>-10:30<+11>-11,M10.1.0,M4.1.0  | 2026-04-04T15:00:00Z 2026-10-03T15:30:00Z
                    # two hours
                    <+00>0<+02>-2,M3.5.0/1,M10.5.0/3      | 2026-03-29T01:00:00Z 2026-10-25T01:00:00Z
                    # winter time is the daylight saving time
                    IST-1GMT0,M10.5.0,M3.5.0/1            | 2026-03-29T01:00:00Z 2026-10-25T01:00:00Z
                    # the evening before
                    <-02>2<-01>,M3.5.0/-1,M10.5.0/0       | 2026-03-29T01:00:00Z 2026-10-25T01:00:00Z
                    # midnight at the end of a day
                    <-04>4<-03>,M9.1.6/24,M4.1.6/24       | 2026-04-05T03:00:00Z 2026-09-06T04:00:00Z
                    # two days later
                    EET-2EEST,M3.4.4/50,M10.4.4/50        | 2026-03-28T00:00:00Z 2026-10-23T23:00:00Z
                    # a day before
                    EET-2EEST,M3.4.4/-24,M10.4.4/-2:30:15 | 2026-03-24T22:00:00Z 2026-10-21T18:29:45Z
                    # days of the year
                    XXX3YYY,J60,J300/0                    | 2026-03-01T05:00:00Z 2026-10-27T02:00:00Z
                    XXX3YYY,J60/-24,J300/1:30             | 2026-02-28T03:00:00Z 2026-10-27T03:30:00Z
                    XXX3YYY2:30,59,299                    | 2026-03-01T05:00:00Z 2026-10-27T04:30:00Z
                    """)
    void clocks_change_as_the_footer_says(String footer, String changes) {
        assertThat(changes(rules(footer), "2026-01-01T00:00:00Z").limit(2))
                .extracting(ZoneOffsetTransition::getInstant)
                .map(Instant::toString)
                .containsExactly(changes.split(" ", -1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    EET-2EEST,M3.4.4/50,M10.4.4/50     | SATURDAY on or after MARCH 24 at 02:00
                    IST-2IDT,M3.4.4/26,M10.5.0         | FRIDAY on or after MARCH 23 at 02:00
                    <-04>4<-03>,M9.1.6/24,M4.1.6/24    | SUNDAY on or after APRIL 2 at 00:00
                    <-02>2<-01>,M3.5.0/-1,M10.5.0/0    | SATURDAY on or after MARCH 24 at 23:00
                    EST5EDT,M3.1.0/-24,M11.1.0         | SATURDAY on or before last day minus 25 of MARCH at 00:00
                    XXX3YYY,J60/-24,J300               | FEBRUARY -1 at 00:00
                    XXX3YYY,40/25:00:30,J300           | FEBRUARY 11 at 01:00:30
                    """)
    void where_the_jdk_can_say_it_the_footer_becomes_two_yearly_rules(String footer, String rule) {
        assertThat(rules(footer).getTransitionRules()).hasSize(2);
        assertThat(rules(footer).getTransitionRules())
                .anySatisfy(r -> assertThat(r.toString()).contains(rule));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "XXX3YYY,60/0,300/0", // one day earlier in leap years
                "XXX3YYY,J59/24,J300", // 29 February or 1 March
                "XXX3YYY,M2.5.0/48,J300", // the Tuesday after the last Sunday, in either month
                "XXX3YYY,J1/3,J180", // too near the new year
                "XXX3YYY,J100/3,J101", // too near each other
                "XXX3YYY,J1/-30,J180" // in the old year
            })
    void where_it_cannot_the_changes_are_written_out_until_2500(String footer) {
        ZoneRules rules = rules(footer);

        assertThat(rules.getTransitionRules()).isEmpty();
        assertThat(rules.getTransitions()).hasSizeBetween(4_998, 5_001);
        assertThat(rules.getTransitions().getFirst().getDateTimeBefore().getYear()).isBetween(0, 1);
        assertThat(rules.getTransitions().getLast().getDateTimeBefore().getYear()).isEqualTo(2_500);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EST5EDT,0/0,J365/25", // as RFC 9636 has it
                "EST5EDT4,J1/0,J365/25",
                "EST5EDT,0/0,J365/167",
                "XXX5EDT4,M3.2.0,M3.2.0/3",
                "<-03>3<-04>4,J100/3,J100/2"
            })
    void daylight_saving_time_that_never_ends_is_the_only_offset(String footer) {
        assertThat(rules(footer)).isEqualTo(ZoneRules.of(ZoneOffset.ofHours(-4)));
    }

    /// Near the ends of a year, or within two days of each other, changes are none of the JDK's
    /// yearly rules, which would go astray there, but written out one by one.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    J4/12,J100/12         | J3/12,J100/12
                    J100/12,J361/12       | J100/12,J362/12
                    J100/12,J102/13       | J100/12,J102/12:59:59
                    J59/12,J100/12        | 59/12,J100/12
                    M1.2.0/12,J100/12     | M1.1.0/12,J100/12
                    """)
    void yearly_rules_are_made_of_changes_that_are_safe_in_them(String safe, String unsafe) {
        assertThat(rules("XXX0YYY," + safe).getTransitionRules()).hasSize(2);
        assertThat(rules("XXX0YYY," + unsafe).getTransitionRules()).isEmpty();
        assertThat(rules("XXX0YYY," + unsafe).nextTransition(Instant.parse("2400-03-01T00:00:00Z")))
                .isNotNull();
    }

    @Test
    void daylight_saving_time_that_changes_nothing_is_none() {
        assertThat(rules("IST-1GMT-1,M10.5.0,M3.5.0/1"))
                .isEqualTo(ZoneRules.of(ZoneOffset.ofHours(1)));
    }

    @Test
    void an_empty_footer_leaves_the_clocks_as_they_are() throws TzifException {
        byte[] file = TzifBytes.of(3_600, List.of(new TzifBytes.At(0, 7_200)), "");

        ZoneRules rules = Tzif.read("A/B", file);

        assertThat(rules.getTransitions()).hasSize(1);
        assertThat(rules.getOffset(Instant.parse("9999-01-01T00:00:00Z"))).hasToString("+02:00");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EST",
                "5",
                "ES5",
                "<+5>-5",
                "<+05-5",
                "<+0 5>-5",
                "E\u015eT5",
                "EST5 ",
                " EST5",
                ":EST5",
                "EST25",
                "EST5:60",
                "EST5:0:60",
                "EST5:00:00:00",
                "EST5EDT",
                "EST5EDT4",
                "EST5EDT,M3.2.0",
                "EST5EDT,M3.2.0,",
                "EST5EDT,M3.2.0,M11.1.0,",
                "EST5EDT,M0.2.0,M11.1.0",
                "EST5EDT,M13.2.0,M11.1.0",
                "EST5EDT,M3.0.0,M11.1.0",
                "EST5EDT,M3.6.0,M11.1.0",
                "EST5EDT,M3.2.7,M11.1.0",
                "EST5EDT,M3.2,M11.1.0",
                "EST5EDT,J0,M11.1.0",
                "EST5EDT,J366,M11.1.0",
                "EST5EDT,366,M11.1.0",
                "EST5EDT,M3.2.0/168,M11.1.0",
                "EST5EDT,M3.2.0/-168,M11.1.0",
                "EST5EDT,M3.2.0/,M11.1.0",
                "EST5EDT,M3.2.0/2:,M11.1.0",
                "EST5EDT,M3.2.0/--2,M11.1.0",
                "EST18:00:01",
                "EST-18EDT,M3.2.0,M11.1.0"
            })
    void what_is_no_such_rule_is_refused(String footer) {
        assertThatExceptionOfType(TzifException.class)
                .isThrownBy(() -> Tzif.read("Europe/Atlantis", TzifBytes.of(footer)))
                .withMessageStartingWith("Europe/Atlantis ");
    }

    private static Stream<ZoneOffsetTransition> changes(ZoneRules rules, String from) {
        return Stream.iterate(
                rules.nextTransition(Instant.parse(from)),
                Objects::nonNull,
                change -> rules.nextTransition(change.getInstant()));
    }

    private static ZoneRules rules(String footer) {
        try {
            return Tzif.read("A/B", TzifBytes.of(footer));
        } catch (TzifException e) {
            throw new AssertionError(e);
        }
    }
}
