package io.carillon.server;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// People whose birthday is today, in a place where it is neither early nor late now.
final class People {
    /// One of them is always between ten in the morning and ten in the evening.
    private static final List<String> PLACES =
            List.of(
                    "Asia/Tokyo",
                    "Asia/Kolkata",
                    "Africa/Lagos",
                    "America/Lima",
                    "Pacific/Honolulu");

    private static final AtomicInteger COUNT = new AtomicInteger();

    private People() {}

    /// A zone where nine has passed, and midnight is far.
    static ZoneId place() {
        return PLACES.stream()
                .map(ZoneId::of)
                .filter(zone -> {
                    int hour = LocalTime.now(zone).getHour();
                    return hour >= 10 && hour < 22;
                })
                .findFirst()
                .orElseThrow();
    }

    /// A name that nobody else in the tests has.
    static String name() {
        return "Person" + COUNT.incrementAndGet();
    }

    static String json(String firstName, String dateOfBirth, String zone) {
        return """
        {"firstName":"%s","lastName":"Lovelace","dateOfBirth":"%s","timezone":"%s"}
        """
                .formatted(firstName, dateOfBirth, zone);
    }

    /// Somebody whose birthday is today, and was not greeted yet.
    static String bornToday(String firstName) {
        LocalDate today = LocalDate.now(place());
        return json(
                firstName,
                "--%02d-%02d".formatted(today.getMonthValue(), today.getDayOfMonth()),
                place().getId());
    }

    /// Somebody whose birthday is not near.
    static String json(String firstName) {
        LocalDate far = LocalDate.now(place()).plusDays(100);
        return json(
                firstName,
                "--%02d-%02d".formatted(far.getMonthValue(), Math.min(far.getDayOfMonth(), 28)),
                "Europe/Paris");
    }
}
