package io.carillon.trials.next;

import io.carillon.calendar.TzSnapshot;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;

/// Lines for `next`, drawn like the questions of people: birthdays mostly, some of them in other
/// calendars, rules of every frequency down to the day, and single dates, in every zone. The same
/// each time.
final class Items {
    private static final List<String> LEAP_DAYS = List.of("MAR_1", "FEB_28", "SKIP");
    private static final List<String> TIMES = List.of("00:00", "02:30", "07:45", "09:00", "23:30");
    private static final List<String> RSCALES = List.of("CHINESE", "HEBREW", "ISLAMIC-CIVIL");
    private static final List<String> RULES =
            List.of(
                    "FREQ=DAILY",
                    "FREQ=DAILY;INTERVAL=3",
                    "FREQ=WEEKLY;BYDAY=MO,WE,FR",
                    "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU",
                    "FREQ=MONTHLY;BYDAY=-1FR",
                    "FREQ=MONTHLY;BYMONTHDAY=31",
                    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
                    "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH",
                    "FREQ=YEARLY;BYMONTH=3,9;BYMONTHDAY=1,15",
                    "FREQ=YEARLY;COUNT=100",
                    "FREQ=YEARLY;UNTIL=20401231T000000Z",
                    "RSCALE=CHINESE;FREQ=YEARLY;SKIP=BACKWARD",
                    "RSCALE=HEBREW;FREQ=MONTHLY;SKIP=FORWARD");

    private final Random random = new Random(20261125);
    private final List<String> zones = TzSnapshot.bundled().ids().stream().sorted().toList();

    /// So many lines, each with its line break.
    byte[] draw(int lines) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(lines * 160);
        for (int i = 0; i < lines; i++) {
            String line =
                    "{\"id\":%d,\"zone\":\"%s\",%s,\"after\":\"%sT%02d:00:00Z\",\"count\":%d}\n"
                            .formatted(
                                    i,
                                    any(zones),
                                    recurrence(),
                                    day(2026, 3),
                                    random.nextInt(24),
                                    1 + random.nextInt(3));
            bytes.writeBytes(line.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private String recurrence() {
        int kind = random.nextInt(100);
        if (kind < 45) {
            return "\"annual\":{\"date\":\"%s\"},\"localTime\":\"%s\",\"leapDay\":\"%s\""
                    .formatted(day(1930, 95), any(TIMES), any(LEAP_DAYS));
        }
        if (kind < 55) {
            return "\"annual\":{\"monthDay\":\"-%s\"}".formatted(day(2024, 1).substring(4));
        }
        if (kind < 65) {
            return "\"annual\":{\"rscale\":\"%s\",\"date\":\"%s\",\"skip\":\"BACKWARD\"}"
                    .formatted(any(RSCALES), day(1930, 95));
        }
        if (kind < 90) {
            return "\"rrule\":\"%s\",\"dtstart\":\"%sT%s:00\""
                    .formatted(any(RULES), day(1990, 36), any(TIMES));
        }
        return "\"once\":\"%s\",\"localTime\":\"%s\"".formatted(day(2025, 10), any(TIMES));
    }

    private LocalDate date(int year, int years) {
        return LocalDate.of(year, 1, 1).plusDays(random.nextInt(years * 365));
    }

    private String day(int year, int years) {
        return date(year, years).toString();
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
