package io.carillon.channels.webhook;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// How long a receiver asks to be left alone: the header `Retry-After` (RFC 9110, section 10.2.3),
/// in seconds or as a date. What is not understood, or has passed, is as good as not said; nobody
/// is left alone for longer than a day.
final class RetryAfter {
    static final Duration MAX = Duration.ofDays(1);
    private static final int DIGITS_MAX = 18; // fits a long

    private RetryAfter() {}

    static Optional<Duration> parse(String header, Instant now) {
        String text = header.strip();
        boolean seconds = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return (seconds ? ofSeconds(text) : untilDate(text, now))
                .filter(Duration::isPositive)
                .map(wait -> wait.compareTo(MAX) > 0 ? MAX : wait);
    }

    private static Optional<Duration> ofSeconds(String digits) {
        return Optional.of(
                digits.length() > DIGITS_MAX ? MAX : Duration.ofSeconds(Long.parseLong(digits)));
    }

    private static Optional<Duration> untilDate(String date, Instant now) {
        try {
            Instant until = DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from);
            return Optional.of(Duration.between(now, until));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
