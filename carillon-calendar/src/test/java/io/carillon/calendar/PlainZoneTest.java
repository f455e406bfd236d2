package io.carillon.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.calendar.tzif.PlainZone;
import java.time.Instant;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Every bundled zone against a second reading of its file: at each entry of its table, and at
/// instants of the years 1 to 9999.
@Tag("random")
class PlainZoneTest {
    private static final int INSTANTS = Draws.count(300);
    private static final long SEED = Draws.seed(1_970);

    private static final long MIN = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
    private static final long MAX = Instant.parse("9999-12-31T00:00:00Z").getEpochSecond();
    private static final long RECENT_MIN = Instant.parse("1900-01-01T00:00:00Z").getEpochSecond();
    private static final long RECENT_MAX = Instant.parse("2100-01-01T00:00:00Z").getEpochSecond();

    @Test
    void rules_say_what_a_plain_reading_says() {
        SplittableRandom random = new SplittableRandom(SEED);
        List<String> wrong = new ArrayList<>();
        BundledFiles.ZONES.forEach((id, file) -> {
            PlainZone plain = PlainZone.of(file);
            ZoneRules rules = TzSnapshot.bundled().rules(id);
            for (long second : plain.times()) {
                compare(id, rules, plain, Math.max(second - 1, MIN), wrong);
                compare(id, rules, plain, Math.max(second, MIN), wrong);
            }
            for (int i = 0; i < INSTANTS; i++) {
                compare(id, rules, plain, random.nextLong(MIN, MAX), wrong);
                compare(id, rules, plain, random.nextLong(RECENT_MIN, RECENT_MAX), wrong);
            }
        });

        assertThat(wrong).isEmpty();
        Draws.tally("instants drawn", 2L * INSTANTS * BundledFiles.ZONES.size());
    }

    private static void compare(
            String id, ZoneRules rules, PlainZone plain, long second, List<String> wrong) {
        int offset = rules.getOffset(Instant.ofEpochSecond(second)).getTotalSeconds();
        if (offset != plain.offsetAt(second)) {
            wrong.add("%s at %d: %d, not %d".formatted(id, second, offset, plain.offsetAt(second)));
        }
    }
}
