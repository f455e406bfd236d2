package io.carillon.engine.preview;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.calendar.TzSnapshot;
import io.carillon.engine.input.Json;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class PreviewTest {
    private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");

    private final Preview preview = new Preview(TzSnapshot.bundled());

    @Test
    void a_leap_day_kept_on_28_february_says_so() {
        assertThat(
                        answer(
                                """
                                {"id":"c1","zone":"America/New_York","annual":{"monthDay":"--02-29"},"localTime":"09:00",
                                 "leapDay":"FEB_28","gap":"LATER","overlap":"EARLIER","after":"2026-11-22T00:00:00Z","count":3}
                                """))
                .isEqualTo(
                        """
                        {"id":"c1","occurrences":[\
                        {"period":"2027","local":"2027-02-28T09:00","at":"2027-02-28T14:00:00Z","leapDay":"FEB_28"},\
                        {"period":"2028","local":"2028-02-29T09:00","at":"2028-02-29T14:00:00Z"},\
                        {"period":"2029","local":"2029-02-28T09:00","at":"2029-02-28T14:00:00Z","leapDay":"FEB_28"}]}\
                        """);
    }

    @Test
    void nine_o_clock_now_and_one_answer_are_what_nobody_has_to_say() {
        assertThat(answer("{'zone':'Asia/Tokyo','annual':{'date':'1990-11-22'}}"))
                .isEqualTo(
                        json(
                                "{'id':null,'occurrences':[{'period':'2027','local':'2027-11-22T09:00','at':'2027-11-22T00:00:00Z'}]}"));
    }

    @Test
    void a_gap_is_told_with_the_time_that_really_rings() {
        assertThat(
                        answer(
                                "{'id':7,'zone':'Europe/Berlin','once':'2027-03-28','localTime':'02:30'}"))
                .isEqualTo(
                        json(
                                "{'id':7,'occurrences':[{'period':'2027-03-28T02:30','local':'2027-03-28T03:30','at':'2027-03-28T01:30:00Z','gap':'LATER'}],'exhausted':true}"));
    }

    @Test
    void an_overlap_is_told_with_the_one_that_was_taken() {
        assertThat(
                        answer(
                                "{'id':'o','zone':'Europe/Berlin','once':'2027-10-31','localTime':'02:30:15','overlap':'LATER'}"))
                .isEqualTo(
                        json(
                                "{'id':'o','occurrences':[{'period':'2027-10-31T02:30:15','local':'2027-10-31T02:30:15','at':'2027-10-31T01:30:15Z','overlap':'LATER'}],'exhausted':true}"));
    }

    @Test
    void what_was_skipped_or_is_past_leaves_a_normal_answer_without_occurrences() {
        String nothing = json("{'id':'n','occurrences':[],'exhausted':true}");

        assertThat(
                        answer(
                                "{'id':'n','zone':'Europe/Berlin','once':'2027-03-28','localTime':'02:30','gap':'SKIP'}"))
                .isEqualTo(nothing);
        assertThat(answer("{'id':'n','zone':'Europe/Berlin','once':'2020-01-01'}"))
                .isEqualTo(nothing);
    }

    @Test
    void after_is_exclusive_to_the_nanosecond() {
        String item =
                "{'id':'a','zone':'UTC','annual':{'monthDay':'--01-01'},'after':'2026-12-31T23:59:59.999999999Z','localTime':'00:00'}";

        assertThat(answer(item)).contains("\"at\":\"2027-01-01T00:00:00Z\"");
        assertThat(answer(item.replace("2026-12-31T23:59:59.999999999Z", "2027-01-01T00:00:00Z")))
                .contains("\"at\":\"2028-01-01T00:00:00Z\"");
    }

    @Test
    void a_birthday_in_a_chinese_leap_month_is_kept_in_the_month_before_it_every_year() {
        assertThat(
                        answer(
                                "{'id':'z','zone':'Asia/Shanghai','annual':{'date':'2012-05-21','rscale':'CHINESE','skip':'BACKWARD'},'count':2}"))
                .isEqualTo(
                        json(
                                "{'id':'z','occurrences':[{'period':'2027','local':'2027-05-06T09:00','at':'2027-05-06T01:00:00Z'},{'period':'2028','local':'2028-04-25T09:00','at':'2028-04-25T01:00:00Z'}]}"));
    }

    @Test
    void a_rule_with_a_date_more_and_a_date_less_rings_after_the_gap_it_falls_into() {
        assertThat(
                        answer(
                                "{'id':'f','zone':'America/New_York','rrule':'FREQ=MONTHLY;BYDAY=2SU','dtstart':'2027-01-10T02:30:00','exdate':['2027-02-14T02:30:00'],'rdate':['2027-02-15T02:30:00'],'after':'2027-02-01T00:00:00Z','count':2}"))
                .isEqualTo(
                        json(
                                "{'id':'f','occurrences':[{'period':'2027-02-15','local':'2027-02-15T02:30','at':'2027-02-15T07:30:00Z'},{'period':'2027-03-14','local':'2027-03-14T03:30','at':'2027-03-14T07:30:00Z','gap':'LATER'}]}"));
    }

    @Test
    void a_rule_that_never_happens_is_exhausted_at_once() {
        assertThat(
                        answer(
                                "{'id':'x','zone':'UTC','rrule':'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30','dtstart':'2026-01-01T09:00:00'}"))
                .isEqualTo(json("{'id':'x','occurrences':[],'exhausted':true}"));
    }

    @Test
    void an_end_in_utc_is_compared_with_the_instant() {
        String item =
                "{'id':'u','zone':'America/New_York','rrule':'FREQ=DAILY;UNTIL=20270102T140000Z','dtstart':'2027-01-01T09:00:00','after':'2027-01-01T15:00:00Z','count':5}";

        assertThat(answer(item))
                .isEqualTo(
                        json(
                                "{'id':'u','occurrences':[{'period':'2027-01-02','local':'2027-01-02T09:00','at':'2027-01-02T14:00:00Z'}],'exhausted':true}"));
        assertThat(answer(item.replace("T140000Z", "T135959Z")))
                .isEqualTo(json("{'id':'u','occurrences':[],'exhausted':true}"));
    }

    @Test
    void where_the_chinese_table_ends_it_is_not_said_that_no_more_will_come() {
        assertThat(
                        answer(
                                "{'id':'z','zone':'Asia/Shanghai','annual':{'date':'2012-01-23','rscale':'CHINESE'},'after':'2100-12-01T00:00:00Z'}"))
                .isEqualTo(json("{'id':'z','occurrences':[]}"));
    }

    @Test
    void a_skip_of_the_gregorian_calendar_is_a_leap_day_policy() {
        assertThat(
                        answer(
                                "{'id':'g','zone':'UTC','annual':{'monthDay':'--02-29','rscale':'GREGORIAN','skip':'FORWARD'}}"))
                .isEqualTo(
                        json(
                                "{'id':'g','occurrences':[{'period':'2027','local':'2027-03-01T09:00','at':'2027-03-01T09:00:00Z','leapDay':'MAR_1'}]}"));
        assertThat(
                        answer(
                                "{'id':'g','zone':'UTC','annual':{'monthDay':'--02-29','rscale':'GREGORIAN'}}"))
                .contains("'period':'2028'".replace('\'', '"'));
    }

    @Test
    void a_calendar_is_named_in_letters_of_either_case_as_in_a_rule() {
        String hebrew = "{'zone':'UTC','annual':{'date':'2010-10-01','rscale':'%s'}}";

        assertThat(answer(hebrew.formatted("hebrew")))
                .isEqualTo(answer(hebrew.formatted("HEBREW")));
    }

    @Test
    void what_rings_in_the_year_10000_of_utc_is_not_told() {
        assertThat(
                        answer(
                                "{'zone':'America/New_York','annual':{'monthDay':'--12-31'},'localTime':'20:00','after':'9998-06-01T00:00:00Z','count':3}"))
                .isEqualTo(
                        json(
                                "{'id':null,'occurrences':[{'period':'9998','local':'9998-12-31T20:00','at':'9999-01-01T01:00:00Z'}],'exhausted':true}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'zone':'Europe/Paris'} | required | annual: give one of annual, once and rrule, to say what recurs",
                "{'zone':'Europe/Paris','annual':{'monthDay':'--01-01'},'once':'2027-01-01'} | invalid_field | once: give one of annual, once and rrule, to say what recurs",
                "{'once':'2027-01-01'} | required | zone: it is missing",
                "{'zone':'+02:00','once':'2027-01-01'} | invalid_zone | zone: an offset does not say where someone lives, nor when the clocks change; give a zone of the tz database, such as Europe/Paris",
                "{'zone':'UTC','once':'2027-05-01','leapDay':'SKIP'} | invalid_field | leapDay: a single date is there, and needs no policy",
                "{'zone':'UTC','once':'2027-02-29'} | invalid_date | once: it must be a day of the calendar such as 2027-05-01",
                "{'zone':'UTC','once':'0000-01-01'} | invalid_date | once: it must be a day of the calendar such as 2027-05-01",
                "{'zone':'UTC','annual':{'monthDay':'--02-30'}} | invalid_date | annual.monthDay: it must be a day of the year such as --02-29",
                "{'zone':'UTC','annual':{'date':'--02-29'}} | invalid_date | annual.date: it must be a day of the calendar such as 2027-05-01",
                "{'zone':'UTC','annual':{}} | required | annual.date: give either date, such as 1992-02-29, or monthDay, such as --02-29",
                "{'zone':'UTC','annual':{'date':'2012-05-21','skip':'OMIT'}} | invalid_field | annual.skip: it needs rscale, the calendar that it is for",
                "{'zone':'UTC','annual':{'date':'2012-05-21','rscale':'MAYAN'}} | invalid_value | annual.rscale: it must be one of GREGORIAN, CHINESE, HEBREW, ISLAMIC-CIVIL",
                "{'zone':'UTC','annual':{'date':'1899-01-01','rscale':'CHINESE'}} | invalid_date | annual.date: it must be from 1900-01-31 to 2101-01-28 for the calendar CHINESE",
                "{'zone':'UTC','annual':{'monthDay':'--02-29','rscale':'HEBREW','date':'2012-01-01'}} | invalid_field | annual.monthDay: a day of this calendar needs its date",
                "{'zone':'UTC','annual':{'date':'2012-05-21','rscale':'HEBREW'},'leapDay':'SKIP'} | invalid_field | leapDay: with rscale it is skip that decides",
                "{'zone':'UTC','rrule':'FREQ=DAILY'} | required | dtstart: it is missing",
                "{'zone':'UTC','once':'2027-01-01','exdate':[]} | invalid_field | exdate: it needs rrule",
                "{'zone':'UTC','rrule':'FREQ=DAILY','dtstart':'2027-01-01T09:00:00','localTime':'09:00'} | invalid_field | localTime: with rrule it is dtstart and the rule that say",
                "{'zone':'UTC','rrule':'FREQ=DAILY','dtstart':'2027-01-01T09:00:00','rdate':['x']} | invalid_date_time | rdate[0]: it must be a local date and time such as 2027-05-01T09:00:00",
                "{'zone':'UTC','annual':'--02-29'} | wrong_type | annual: it must be an object",
                "{'zone':'UTC','once':'2027-01-01','localTime':'24:00'} | invalid_time | localTime: it must be a time of day such as 09:00 or 09:00:30",
                "{'zone':'UTC','once':'2027-01-01','after':'2027-01-01T00:00:00+01:00'} | invalid_instant | after: it must be an instant such as 2027-06-15T08:00:00Z",
                "{'zone':'UTC','once':'2027-01-01','count':0} | invalid_value | count: it must be from 1 to 1000",
                "{'zone':'UTC','once':'2027-01-01','count':1001} | invalid_value | count: it must be from 1 to 1000",
                "{'zone':'UTC','once':'2027-01-01','count':1.5} | wrong_type | count: it must be a whole number",
                "{'zone':'UTC','once':'2027-01-01','gap':'later'} | invalid_value | gap: it must be one of LATER, EARLIER, SKIP",
                "{'zone':'UTC','once':'2027-01-01','colour':'red'} | unknown_field | colour: there is no such field",
                "{'zone':'UTC','once':'2027-01-01','id':{}} | wrong_type | id: it must be a string, a whole number or null"
            })
    void what_cannot_be_names_its_field_and_what_would_be_right(
            String item, String code, String detail) {
        assertThat(answer(item))
                .isEqualTo(
                        "{\"id\":null,\"error\":{\"code\":\"%s\",\"detail\":\"%s\"}}"
                                .formatted(code, detail));
    }

    @Test
    void every_wrong_field_is_told() {
        Preview.Answer answer =
                preview.answer(
                        Json.MAPPER.readTree(json("{'id':'x','zone':'Mars','once':'x','gap':1}")),
                        NOW);

        assertThat(answer)
                .isInstanceOfSatisfying(
                        Preview.Refused.class,
                        refused ->
                                assertThat(refused.errors())
                                        .extracting("field")
                                        .containsExactly("zone", "gap", "once"));
        assertThat(answer.json().path("id").asString()).isEqualTo("x");
    }

    @Test
    void an_item_that_is_no_object_is_refused() {
        for (JsonNode item : List.of(Json.MAPPER.readTree("7"), Json.MAPPER.readTree("[]"))) {
            assertThat(preview.answer(item, NOW).json())
                    .hasToString(
                            json(
                                    "{'id':null,'error':{'code':'wrong_type','detail':'item: it must be an object'}}"));
        }
    }

    private String answer(String item) {
        return preview.answer(Json.MAPPER.readTree(json(item)), NOW).json().toString();
    }

    /// JSON is easier to read here with apostrophes.
    private static String json(String text) {
        return text.replace('\'', '"');
    }
}
