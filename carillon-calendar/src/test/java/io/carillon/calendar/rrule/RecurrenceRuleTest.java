package io.carillon.calendar.rrule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecurrenceRuleTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    FREQ=DAILY                                   | FREQ=DAILY
                    freq=weekly;byday=mo,fr;wkst=su              | FREQ=WEEKLY;WKST=SU;BYDAY=MO,FR
                    RRULE:FREQ=DAILY                             | FREQ=DAILY
                    rrule:COUNT=3;FREQ=DAILY                     | FREQ=DAILY;COUNT=3
                    FREQ=DAILY;INTERVAL=1;WKST=MO                | FREQ=DAILY
                    FREQ=DAILY;INTERVAL=0010;COUNT=05            | FREQ=DAILY;INTERVAL=10;COUNT=5
                    FREQ=DAILY;INTERVAL=2147483647               | FREQ=DAILY;INTERVAL=2147483647
                    FREQ=MONTHLY;BYMONTHDAY=-1,+2,31,2,-10       | FREQ=MONTHLY;BYMONTHDAY=2,31,-10,-1
                    FREQ=MONTHLY;BYDAY=-1FR,+1MO,TU,MO,1FR,MO    | FREQ=MONTHLY;BYDAY=MO,TU,1MO,1FR,-1FR
                    FREQ=YEARLY;BYSECOND=60,0,59;BYMINUTE=05     | FREQ=YEARLY;BYMINUTE=5;BYSECOND=0,59
                    FREQ=DAILY;UNTIL=20271224                    | FREQ=DAILY;UNTIL=20271224
                    FREQ=DAILY;UNTIL=20271224T090000             | FREQ=DAILY;UNTIL=20271224T090000
                    FREQ=DAILY;UNTIL=20271224t235960z            | FREQ=DAILY;UNTIL=20271224T235959Z
                    RSCALE=gregorian;FREQ=YEARLY                 | FREQ=YEARLY
                    RSCALE=GREGORIAN;FREQ=YEARLY;SKIP=omit       | FREQ=YEARLY
                    SKIP=FORWARD;FREQ=YEARLY;RSCALE=GREGORIAN    | FREQ=YEARLY;RSCALE=GREGORIAN;SKIP=FORWARD
                    """)
    void a_rule_has_one_canonical_form_whatever_the_order_and_case_of_its_parts(
            String text, String canonical) {
        RecurrenceRule rule = RecurrenceRule.parse(text);

        assertThat(rule).hasToString(canonical);
        assertThat(RecurrenceRule.parse(canonical)).isEqualTo(rule).hasSameHashCodeAs(rule);
        assertThat(rule).doesNotHaveSameHashCodeAs(RecurrenceRule.parse("FREQ=SECONDLY;COUNT=7"));
    }

    @Test
    void every_part_of_a_rule_is_kept() {
        String yearly =
                "FREQ=YEARLY;INTERVAL=2;COUNT=9;WKST=SU;BYMONTH=1,12;BYWEEKNO=1,53,-53,-1"
                        + ";BYYEARDAY=1,366,-366,-1;BYMONTHDAY=1,31,-31,-1;BYDAY=MO,SU;BYHOUR=0,23"
                        + ";BYMINUTE=0,59;BYSECOND=0,59;BYSETPOS=1,366,-366,-1";

        assertThat(RecurrenceRule.parse(yearly)).hasToString(yearly);
    }

    @Test
    void rules_that_say_something_else_are_not_equal() {
        assertThat(RecurrenceRule.parse("FREQ=DAILY"))
                .isNotEqualTo(RecurrenceRule.parse("FREQ=DAILY;COUNT=1"))
                .isNotEqualTo("FREQ=DAILY");
    }

    @Test
    void drawn_rules_are_the_same_when_read_back() {
        RuleDraws draws = new RuleDraws(1);
        for (int i = 0; i < 500; i++) {
            RecurrenceRule rule = RecurrenceRule.parse(draws.next().text());

            assertThat(RecurrenceRule.parse(rule.toString())).isEqualTo(rule);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ''                                       | nothing    | 1  | no such part; there are FREQ, RSCALE
                    FREQ=DAILY;                              | nothing    | 12 | no such part
                    ;FREQ=DAILY                              | nothing    | 1  | no such part
                    =DAILY                                   | nothing    | 1  | no such part
                    FREQ=DAILY;X-FOO=1                       | X-FOO      | 12 | no such part
                    FREQ=DAILY; COUNT=1                      | ?COUNT     | 12 | no such part
                    FREQ=DAILY;COUNT                         | COUNT      | 12 | write COUNT=, then its value
                    FREQ=DAILY;COUNT=1;count=2               | count      | 20 | written twice; write COUNT once
                    COUNT=1                                  | FREQ       | 8  | a rule needs it, such as FREQ=YEARLY; there are SECONDLY
                    FREQ=FORTNIGHTLY                         | FREQ       | 6  | FORTNIGHTLY is unknown; there are SECONDLY, MINUTELY
                    RRULE:FREQ=FORTNIGHTLY                   | FREQ       | 12 | FORTNIGHTLY is unknown
                    FREQ=                                    | FREQ       | 6  | nothing is unknown
                    FREQ=DAILY;INTERVAL=0                    | INTERVAL   | 21 | 0 is not 1 to 2147483647
                    FREQ=DAILY;INTERVAL=-1                   | INTERVAL   | 21 | -1 is not 1 to 2147483647
                    FREQ=DAILY;INTERVAL=+1                   | INTERVAL   | 21 | +1 is not 1 to 2147483647
                    FREQ=DAILY;INTERVAL=2147483648           | INTERVAL   | 21 | 2147483648 is not 1 to 2147483647
                    FREQ=DAILY;INTERVAL=99999999999999999999 | INTERVAL   | 21 | 99999999999999999999 is not 1 to
                    FREQ=DAILY;COUNT=0                       | COUNT      | 18 | 0 is not 1 to 2147483647
                    FREQ=DAILY;COUNT=3;UNTIL=20271224        | UNTIL      | 26 | a rule has COUNT or UNTIL, not both
                    UNTIL=20271224;COUNT=3;FREQ=DAILY        | COUNT      | 22 | a rule has COUNT or UNTIL, not both
                    FREQ=DAILY;UNTIL=2027-12-24              | UNTIL      | 18 | 2027-12-24 is no date; write 20271224, 20271224T090000 or
                    FREQ=DAILY;UNTIL=20270229                | UNTIL      | 18 | 20270229 does not exist
                    FREQ=DAILY;UNTIL=20271224T240000         | UNTIL      | 18 | 20271224T240000 does not exist
                    FREQ=DAILY;UNTIL=20271224T000061         | UNTIL      | 18 | 20271224T000061 does not exist
                    FREQ=DAILY;WKST=MON                      | WKST       | 17 | MON is no weekday; there are MO, TU
                    FREQ=YEARLY;BYMONTH=1,13                 | BYMONTH    | 23 | 13 is not 1 to 12
                    FREQ=YEARLY;BYMONTH=0                    | BYMONTH    | 21 | 0 is not 1 to 12
                    FREQ=YEARLY;BYMONTH=-1                   | BYMONTH    | 21 | -1 is not 1 to 12
                    FREQ=YEARLY;BYMONTH=1,,3                 | BYMONTH    | 23 | nothing is not 1 to 12
                    FREQ=YEARLY;BYMONTH=,3                   | BYMONTH    | 21 | nothing is not 1 to 12
                    FREQ=YEARLY;BYMONTH=5L                   | BYMONTH    | 21 | GREGORIAN has no leap month 5L; write 5
                    FREQ=YEARLY;BYMONTH=L                    | BYMONTH    | 21 | nothing is not 1 to 12
                    FREQ=YEARLY;BYMONTH=001                  | BYMONTH    | 21 | 001 is not 1 to 12
                    FREQ=YEARLY;BYWEEKNO=54                  | BYWEEKNO   | 22 | 54 is not 1 to 53 or -53 to -1
                    FREQ=YEARLY;BYYEARDAY=1,2,-367           | BYYEARDAY  | 27 | -367 is not 1 to 366 or -366 to -1
                    FREQ=YEARLY;BYYEARDAY=0                  | BYYEARDAY  | 23 | 0 is not 1 to 366 or -366 to -1
                    FREQ=MONTHLY;BYMONTHDAY=32               | BYMONTHDAY | 25 | 32 is not 1 to 31 or -31 to -1
                    FREQ=MONTHLY;BYMONTHDAY=--1              | BYMONTHDAY | 25 | --1 is not 1 to 31
                    FREQ=MONTHLY;BYDAY=MO,0TU                | BYDAY      | 23 | 0 is not 1 to 53 or -53 to -1
                    FREQ=MONTHLY;BYDAY=54TU                  | BYDAY      | 20 | 54 is not 1 to 53
                    FREQ=MONTHLY;BYDAY=+TU                   | BYDAY      | 20 | + is not 1 to 53
                    FREQ=MONTHLY;BYDAY=1XX                   | BYDAY      | 21 | XX is no weekday
                    FREQ=MONTHLY;BYDAY=M                     | BYDAY      | 20 | M is no weekday
                    FREQ=DAILY;BYHOUR=24                     | BYHOUR     | 19 | 24 is not 0 to 23
                    FREQ=DAILY;BYMINUTE=60                   | BYMINUTE   | 21 | 60 is not 0 to 59
                    FREQ=DAILY;BYSECOND=61                   | BYSECOND   | 21 | 61 is not 0 to 60
                    FREQ=MONTHLY;BYDAY=MO;BYSETPOS=0         | BYSETPOS   | 32 | 0 is not 1 to 366 or -366 to -1
                    FREQ=DAILY;SKIP=FORWARD                  | SKIP       | 17 | it needs RSCALE, such as RSCALE=GREGORIAN
                    RSCALE=GREGORIAN;FREQ=DAILY;SKIP=YES     | SKIP       | 34 | YES is unknown; there are OMIT
                    RSCALE=ETHIOPIC;FREQ=DAILY               | RSCALE     | 8  | ETHIOPIC is no calendar; there are GREGORIAN
                    """)
    void a_text_that_is_no_rule_is_refused_with_the_part_the_position_and_what_would_be_right(
            String text, String part, int position, String detail) {
        RecurrenceRuleException refusal = refusal(text);

        assertThat(refusal.part()).isEqualTo(part);
        assertThat(refusal.position()).isEqualTo(position);
        assertThat(refusal).hasMessageStartingWith(part + " at " + position + ": " + detail);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    FREQ=MONTHLY;BYWEEKNO=1                  | BYWEEKNO   | 23 | not in a rule that is MONTHLY, only YEARLY
                    FREQ=DAILY;BYYEARDAY=1                   | BYYEARDAY  | 22 | not in a rule that is DAILY, only SECONDLY, MINUTELY, HOURLY, YEARLY
                    FREQ=WEEKLY;BYYEARDAY=1                  | BYYEARDAY  | 23 | not in a rule that is WEEKLY
                    FREQ=MONTHLY;BYYEARDAY=1                 | BYYEARDAY  | 24 | not in a rule that is MONTHLY
                    FREQ=WEEKLY;BYMONTHDAY=1                 | BYMONTHDAY | 24 | not in a rule that is WEEKLY
                    FREQ=DAILY;BYDAY=MO,1TU                  | BYDAY      | 21 | weekdays are numbered in MONTHLY and YEARLY rules only; write TU
                    FREQ=WEEKLY;BYDAY=-1SU                   | BYDAY      | 19 | weekdays are numbered in MONTHLY and YEARLY rules only; write SU
                    FREQ=YEARLY;BYWEEKNO=20;BYDAY=1MO        | BYDAY      | 31 | weekdays are numbered in rules without BYWEEKNO only; write MO
                    FREQ=MONTHLY;BYSETPOS=1                  | BYSETPOS   | 23 | it picks from what another part names; add one, such as BYDAY
                    """)
    void parts_that_may_not_stand_together_are_refused(
            String text, String part, int position, String detail) {
        RecurrenceRuleException refusal = refusal(text);

        assertThat(refusal.part()).isEqualTo(part);
        assertThat(refusal.position()).isEqualTo(position);
        assertThat(refusal).hasMessageStartingWith(part + " at " + position + ": " + detail);
    }

    @ParameterizedTest
    @CsvSource({
        "FREQ=DA\u0131LY, FREQ at 6: DA?LY is unknown",
        "R\u017FCALE=HEBREW;FREQ=DAILY, R?CALE at 1: no such part",
        "RSCALE=I\u017FLAMIC-CIVIL;FREQ=DAILY, RSCALE at 8: I?LAMIC-CIVIL is no calendar",
        "FREQ=WEEKLY;BYDAY=\u017FU, BYDAY at 19: ?U is no weekday"
    })
    void letters_that_only_become_ascii_in_upper_case_are_none_of_a_rule(
            String text, String message) {
        assertThat(refusal(text)).hasMessageStartingWith(message);
    }

    @Test
    void a_text_of_more_than_4096_characters_is_refused_and_one_of_4096_is_not() {
        String start = "FREQ=YEARLY;BYMONTH=1";
        String longest = start + ",1".repeat((4_096 - start.length()) / 2) + "2";

        assertThat(longest).hasSize(4_096);
        assertThat(RecurrenceRule.parse(longest)).hasToString("FREQ=YEARLY;BYMONTH=1,12");
        assertThat(refusal(longest + " ").position()).isEqualTo(4_097);
        assertThat(refusal(longest + " "))
                .hasMessage("RRULE at 4097: write at most 4096 characters");
    }

    @Test
    void a_message_shows_no_more_of_the_text_than_fits_a_line() {
        assertThatThrownBy(() -> RecurrenceRule.parse("FREQ=" + "A\n\u0130".repeat(1_000)))
                .hasMessageStartingWith("FREQ at 6: A??A??A??A??A??A??A??A??... is unknown");
        assertThatThrownBy(() -> RecurrenceRule.parse("FREQ=" + "A".repeat(24)))
                .hasMessageStartingWith("FREQ at 6: " + "A".repeat(24) + " is unknown");
        assertThatThrownBy(() -> RecurrenceRule.parse("FREQ=! ~\u007f"))
                .hasMessageStartingWith("FREQ at 6: !?~? is unknown");
    }

    @Test
    void an_until_in_utc_is_told_to_whoever_has_a_zone() {
        assertThat(RecurrenceRule.parse("FREQ=DAILY;UNTIL=19970902T170000Z").untilInstant())
                .contains(Instant.parse("1997-09-02T17:00:00Z"));
        assertThat(RecurrenceRule.parse("FREQ=DAILY;UNTIL=19970902T170000").untilInstant())
                .isEmpty();
        assertThat(RecurrenceRule.parse("FREQ=DAILY").untilInstant()).isEmpty();
    }

    private static RecurrenceRuleException refusal(String text) {
        return catchThrowableOfType(
                RecurrenceRuleException.class, () -> RecurrenceRule.parse(text));
    }
}
