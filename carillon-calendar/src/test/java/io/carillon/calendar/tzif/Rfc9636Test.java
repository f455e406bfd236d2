package io.carillon.calendar.tzif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/// The example files of RFC 9636, appendix B.
class Rfc9636Test {
    private static final String LEAP_SECONDS =
            """
            04b2580000000001 05a4ec0100000002 07861f8200000003 0967530300000004
            0b48868400000005 0d2b0b8500000006 0f0c3f0600000007 10ed728700000008
            12cea60800000009 159fca890000000a 1780fe0a0000000b 1962318b0000000c
            1d25ea0c0000000d 21dae50d0000000e 259e9d8e0000000f 277fd10f00000010
            2a50f59000000011 2c32291100000012 2e135c9200000013 30e7241300000014
            33b8489400000015 368c101500000016 43b71b9600000017 495c079700000018
            4fef931800000019 55932d990000001a 5868469a0000001b
            """;

    private static final String B1_UTC =
            """
            545a6966 00 000000000000000000000000000000
            00000001 00000001 0000001b 00000000 00000001 00000004
            00000000 00 00 55544300
            """
                    + LEAP_SECONDS
                    + "00 00";

    private static final String HONOLULU_TYPES =
            """
            01 02 01 03 04 01 05
            ffff6c02 00 00 ffff6c58 00 04 ffff7a68 01 08
            ffff7a68 01 0c ffff7a68 01 10 ffff7360 00 04
            4c4d5400 48535400 48445400 48575400 48505400
            00 00 00 00 01 00 00 00 00 00 01 00
            """;

    private static final String B2_HONOLULU =
            """
            545a6966 32 000000000000000000000000000000
            00000006 00000006 00000000 00000007 00000006 00000014
            80000000 bb054348 bb217158 cb893dc8 d223f470 d2614938 d58d7348
            """
                    + HONOLULU_TYPES
                    + """
                    545a6966 32 000000000000000000000000000000
                    00000006 00000006 00000000 00000007 00000006 00000014
                    ffffffff74e070be ffffffffbb054348 ffffffffbb217158 ffffffffcb893dc8
                    ffffffffd223f470 ffffffffd2614938 ffffffffd58d7348
                    """
                    + HONOLULU_TYPES
                    + "0a 4853543130 0a";

    private static final String EMPTY_VERSION_1 =
            """
            %s 000000000000000000000000000000
            00000000 00000000 00000000 00000000 00000001 00000001
            00000000 00 00 00
            """;

    private static final String B3_JOHNSTON =
            EMPTY_VERSION_1.formatted("545a6966 32")
                    + """
                    545a6966 32 000000000000000000000000000000
                    00000000 00000000 00000000 00000008 00000007 00000018
                    ffffffff74e070be ffffffffbb054348 ffffffffbb217158 ffffffffcb893dc8
                    ffffffffd223f470 ffffffffd2614938 ffffffffd58d7348 0000000040cf8d80
                    02 03 02 04 05 02 06 01
                    ffff6c02 00 04 00000000 00 00 ffff6c58 00 08 ffff7a68 01 0c
                    ffff7a68 01 10 ffff7a68 01 14 ffff7360 00 08
                    2d303000 4c4d5400 48535400 48445400 48575400 48505400
                    0a 0a
                    """;

    private static final String B4_JERUSALEM =
            EMPTY_VERSION_1.formatted("545a6966 33")
                    + """
                    545a6966 33 000000000000000000000000000000
                    00000000 00000000 00000000 00000001 00000002 00000008
                    000000007fe81780 01 00000000 00 00 00001c20 00 04
                    2d303000 49535400
                    0a 4953542d324944542c4d332e342e342f32362c4d31302e352e30 0a
                    """;

    private static final String B5_LONDON =
            EMPTY_VERSION_1.formatted("545a6966 34")
                    + """
                    545a6966 34 000000000000000000000000000000
                    00000000 00000000 00000002 00000001 00000002 00000008
                    0000000061cf999b 01 00000000 00 00 00000000 00 04
                    2d303000 474d5400
                    000000005868469a 0000001b 00000000667dfd1b 0000001b
                    0a 474d54304253542c4d332e352e302f312c4d31302e352e30 0a
                    """;

    @Test
    void b2_honolulu_is_read_with_its_seconds_and_without_changes_that_change_nothing()
            throws TzifException {
        ZoneRules honolulu = read(B2_HONOLULU);

        assertThat(honolulu.getTransitions())
                .extracting(ZoneOffsetTransition::getInstant)
                .map(Instant::toString)
                .containsExactly(
                        "1896-01-13T22:31:26Z",
                        "1933-04-30T12:30:00Z",
                        "1933-05-21T21:30:00Z",
                        "1942-02-09T12:30:00Z",
                        "1945-09-30T11:30:00Z", // in August 1945 war time became peace time
                        "1947-06-08T12:30:00Z");
        assertThat(offset(honolulu, "1896-01-13T22:31:25Z")).isEqualTo("-10:31:26");
        assertThat(offset(honolulu, "1945-08-15T00:00:00Z")).isEqualTo("-09:30");
        assertThat(offset(honolulu, "2050-01-01T00:00:00Z")).isEqualTo("-10:00");
    }

    @Test
    void b4_jerusalem_goes_on_by_its_footer_whose_26_o_clock_is_the_next_day()
            throws TzifException {
        ZoneRules jerusalem = read(B4_JERUSALEM);

        assertThat(offset(jerusalem, "2037-12-31T23:59:59Z")).isEqualTo("Z");
        assertThat(offset(jerusalem, "2038-01-01T00:00:00Z")).isEqualTo("+02:00");
        assertThat(jerusalem.nextTransition(Instant.parse("2040-01-01T00:00:00Z")))
                .hasToString("Transition[Gap at 2040-03-23T02:00+02:00 to +03:00]");
        assertThat(jerusalem.nextTransition(Instant.parse("2040-05-01T00:00:00Z")))
                .hasToString("Transition[Overlap at 2040-10-28T02:00+03:00 to +02:00]");
        assertThat(jerusalem.getTransitionRules().getFirst())
                .hasToString(
                        "TransitionRule[Gap +02:00 to +03:00, FRIDAY on or after MARCH 23 at 02:00 WALL, standard offset +02:00]");
    }

    @Test
    void b1_utc_of_version_1_is_refused() {
        assertRefused(B1_UTC, "version 1");
    }

    @Test
    void b3_johnston_whose_time_is_unknown_since_2004_is_refused() {
        assertRefused(B3_JOHNSTON, "local time is not known (-00) in the end");
    }

    @Test
    void b5_london_that_counts_leap_seconds_is_refused() {
        assertRefused(B5_LONDON, "counts leap seconds");
    }

    private static void assertRefused(String hex, String reason) {
        assertThatExceptionOfType(TzifException.class)
                .isThrownBy(() -> read(hex))
                .withMessageStartingWith("Example/File ")
                .withMessageContaining(reason);
    }

    private static String offset(ZoneRules rules, String at) {
        return rules.getOffset(Instant.parse(at)).toString();
    }

    private static ZoneRules read(String hex) throws TzifException {
        return Tzif.read("Example/File", HexFormat.of().parseHex(hex.replaceAll("\\s", "")));
    }
}
