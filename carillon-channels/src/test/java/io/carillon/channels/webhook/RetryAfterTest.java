package io.carillon.channels.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    void seconds_are_a_duration() {
        assertThat(RetryAfter.parse(" 120 ", NOW)).contains(Duration.ofMinutes(2));
    }

    @Test
    void a_date_is_the_time_until_it() {
        assertThat(RetryAfter.parse("Sun, 22 Nov 2026 12:05:00 GMT", NOW))
                .contains(Duration.ofMinutes(5));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "86401",
                "31622400",
                "000000000000000000086401",
                "Mon, 22 Nov 2027 12:00:00 GMT"
            })
    void nobody_is_left_alone_for_longer_than_a_day(String header) {
        assertThat(RetryAfter.parse(header, NOW)).contains(Duration.ofDays(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "31622401",
                "1795348800", // seconds since 1970
                "9223372036854775808",
                "99999999999999999999",
                "Mon, 22 Nov 2100 12:00:00 GMT"
            })
    void what_asks_for_more_than_a_year_is_a_mistake_and_not_said(String header) {
        assertThat(RetryAfter.parse(header, NOW)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-5", "1.5", "soon", "٣", "Sun, 22 Nov 2026 11:00:00 GMT"})
    void what_has_passed_or_says_nothing_is_not_said(String header) {
        assertThat(RetryAfter.parse(header, NOW)).isEmpty();
    }
}
