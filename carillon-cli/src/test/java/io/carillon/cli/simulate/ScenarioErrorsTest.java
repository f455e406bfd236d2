package io.carillon.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.cli.lines.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Scenarios that cannot be, and the field that says why.
class ScenarioErrorsTest {
    private static final String SUBJECT = "{\"zone\":\"Europe/London\",\"monthDay\":\"--06-15\"}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    subject  | {"zone":"Europe/Londom","monthDay":"--06-15"}  | subject.zone: | invalid_zone
                    subject  | {"zone":"UTC+3","monthDay":"--06-15"}          | subject.zone: | invalid_zone
                    subject  | {"monthDay":"--06-15"}                         | subject.zone: | required
                    subject  | {"zone":"Europe/London"}                       | subject.date: | required
                    subject  | {"zone":"Europe/London","date":"1990-02-30"}   | subject.date: | invalid_date
                    subject  | {"zone":"Europe/London","date":"--06-15"}      | subject.date: | invalid_date
                    subject  | {"zone":"Europe/London","monthDay":"06-15"}    | subject.monthDay: | invalid_date
                    subject  | {"zone":"Europe/London","monthDay":"--02-30"}  | subject.monthDay: | invalid_date
                    subject  | {"zone":"UTC","date":"1990-06-15","monthDay":"--06-15"} | subject.monthDay: | invalid_field
                    subject  | {"zone":"UTC","monthDay":"--06-15","name":"A"} | subject.name: | unknown_field
                    subject  | "Ada"                                          | subject: | wrong_type
                    occasion | {"localTime":"9:00"}                           | occasion.localTime: | invalid_time
                    occasion | {"expiresAfter":"P1Y"}                         | occasion.expiresAfter: | invalid_duration
                    occasion | {"gap":"later"}                                | occasion.gap: | invalid_value
                    occasion | {"version":1}                                  | occasion.version: | unknown_field
                    occasion | null                                           | occasion: | wrong_type
                    from     | "2027-06-12"                                   | from: | invalid_instant
                    from     | "2027-06-12T00:00:00+02:00"                    | from: | invalid_instant
                    from     | "2027-06-31T00:00:00Z"                         | from: | invalid_instant
                    from     | "2027-06-12T24:00:00Z"                         | from: | invalid_instant
                    from     | "2027-06-12T00:00:00.0000001Z"                 | from: | invalid_instant
                    from     | "1899-12-31T23:59:59Z"                         | from: | out_of_range
                    from     | "2027-06-19T00:00:00Z"                         | until: | out_of_range
                    until    | "2200-01-01T00:00:01Z"                         | until: | out_of_range
                    until    | 7                                              | until: | wrong_type
                    events   | {}                                             | events: | wrong_type
                    events   | [7]                                            | events[0]: | wrong_type
                    events   | [{"zone":"Asia/Tokyo"}]                        | events[0].at: | required
                    events   | [{"at":"2027-06-13T00:00:00Z"}]                | events[0].zone: | required
                    events   | [{"at":"2027-06-11T23:59:59Z","delete":true}]  | events[0].at: | out_of_range
                    events   | [{"at":"2027-06-19T00:00:00Z","delete":true}]  | events[0].at: | out_of_range
                    events   | [{"at":"2027-06-13T00:00:00Z","delete":false}] | events[0].delete: | wrong_type
                    events   | [{"at":"2027-06-13T00:00:00Z","delete":true},{"at":"2027-06-13T00:00:00Z","zone":"Mars"}] | events[1].zone: | invalid_zone
                    events   | [{"at":"2027-06-13T00:00:00Z","date":"1990-13-01"}] | events[0].date: | invalid_date
                    events   | [{"at":"2027-06-13T00:00:00Z","downUntil":"2027-06-13T00:00:00Z"}] | events[0].downUntil: | out_of_range
                    events   | [{"at":"2027-06-13T00:00:00Z","zone":"UTC","delete":true}] | events[0].delete: | invalid_field
                    events   | [{"at":"2027-06-13T00:00:00Z","zone":"UTC","downUntil":"2027-06-14T00:00:00Z"}] | events[0].downUntil: | invalid_field
                    events   | [{"at":"2027-06-13T00:00:00Z","sleep":true}]   | events[0].sleep: | unknown_field
                    name     | "Ada"                                          | name: | unknown_field
                    """)
    void a_field_that_cannot_be_is_named_with_the_way_to_it(
            String field, String value, String named, String code) {
        assertThat(refused(scenario(field, value)))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(code))
                .satisfies(refused -> assertThat(refused.detail()).startsWith(named + " "));
    }

    @Test
    void everything_that_is_missing_or_wrong_is_said_at_once() {
        assertThat(refused("{\"id\":\"x\",\"occasion\":{\"gap\":\"\"}}").detail())
                .contains("subject: it is missing; ")
                .contains("from: it is missing; ")
                .contains("until: it is missing; ")
                .contains("occasion.gap: it must be one of LATER, EARLIER, SKIP");
    }

    @Test
    void occasion_and_events_may_be_left_out() {
        assertThat(Rehearsals.of(scenario("id", "\"x\""))).isInstanceOf(Answer.Result.class);
    }

    @Test
    void a_fraction_of_nine_digits_is_fine_when_it_is_whole_to_the_microsecond() {
        assertThat(Rehearsals.of(scenario("from", "\"2027-06-12T00:00:00.123456000Z\"")))
                .isInstanceOf(Answer.Result.class);
    }

    private static String scenario(String field, String value) {
        String from = field.equals("from") ? "" : "\"from\":\"2027-06-12T00:00:00Z\",";
        String until = field.equals("until") ? "" : "\"until\":\"2027-06-19T00:00:00Z\",";
        String subject = field.equals("subject") ? "" : "\"subject\":" + SUBJECT + ",";
        return "{" + subject + from + until + "\"" + field + "\":" + value + "}";
    }

    private static Answer.Refused refused(String scenario) {
        return switch (Rehearsals.of(scenario)) {
            case Answer.Refused refused -> refused;
            case Answer.Result result -> throw new AssertionError(result);
            case Answer.Closed closed -> throw new AssertionError(closed);
            case Answer.Broken broken -> throw new AssertionError(broken);
        };
    }
}
