package io.carillon.channels.webhook;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// How long a receiver asks to be left alone: the header `Retry-After` (RFC 9110, section 10.2.3),
/// in seconds or as a date. What is not understood, has passed, or is more than a year away, such
/// as a time of day in seconds where a wait belongs, is as good as not said; nobody is left alone
/// for longer than a day.
final class RetryAfter {
    static final Duration MAX = Duration.ofDays(1);
    private static final Duration BELIEVED_MAX = Duration.ofDays(366);

    private RetryAfter() {}

    static Optional<Duration> parse(String header, Instant now) {
        String text = header.strip();
        boolean seconds = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return (seconds ? ofSeconds(text) : untilDate(text, now))
                .filter(wait -> wait.isPositive() && wait.compareTo(BELIEVED_MAX) <= 0)
                .map(wait -> wait.compareTo(MAX) > 0 ? MAX : wait);
    }

    private static Optional<Duration> ofSeconds(String digits) {
        try {
            return Optional.of(Duration.ofSeconds(Long.parseLong(digits)));
        } catch (NumberFormatException _) {
            return Optional.empty(); // longer than time
        }
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
