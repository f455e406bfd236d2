package io.carillon.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.carillon.calendar.TzDifference.Added;
import io.carillon.calendar.TzDifference.Gone;
import io.carillon.calendar.TzDifference.Moved;
import io.carillon.calendar.tzif.Tzif;
import io.carillon.calendar.tzif.TzifBytes;
import io.carillon.calendar.tzif.TzifException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TzDifferenceTest {
    private static final Instant FROM = Instant.parse("2026-10-01T00:00:00Z");
    private static final Instant UNTIL = Instant.parse("2126-10-01T00:00:00Z");

    /// What 2026a said of the time from October 2026 on, in the zones that have changed since.
    private static final Map<String, String> RULES_OF_2026A =
            Map.of(
                    "Africa/Casablanca", "<+01>-1",
                    "Africa/El_Aaiun", "<+01>-1",
                    "America/Edmonton", "MST7MDT,M3.2.0,M11.1.0",
                    "America/Havana", "CST5CDT,M3.2.0/0,M11.1.0/1",
                    "America/Inuvik", "MST7MDT,M3.2.0,M11.1.0",
                    "America/Vancouver", "PST8PDT,M3.2.0,M11.1.0",
                    "America/Winnipeg", "CST6CDT,M3.2.0,M11.1.0");

    @Test
    void the_changes_of_2026_are_found_with_their_links_and_first_instants() {
        Moved vancouver = moved("2026-11-01T09:00:00Z", "-08:00", "-07:00");
        Moved edmonton = moved("2026-11-01T08:00:00Z", "-07:00", "-06:00");
        Moved winnipeg = moved("2026-11-01T07:00:00Z", "-06:00", "-05:00");
        Moved havana = moved("2026-11-01T05:00:00Z", "-05:00", "-04:00");
        Moved casablanca = moved("2026-10-01T00:00:00Z", "+01:00", "Z");

        assertThat(TzDifference.between(release2026a(), TzSnapshot.bundled(), FROM, UNTIL))
                .containsExactly(
                        entry("Africa/Casablanca", casablanca),
                        entry("Africa/El_Aaiun", casablanca),
                        entry("America/Edmonton", edmonton),
                        entry("America/Havana", havana),
                        entry("America/Inuvik", edmonton),
                        entry("America/Rainy_River", winnipeg),
                        entry("America/Vancouver", vancouver),
                        entry("America/Winnipeg", winnipeg),
                        entry("America/Yellowknife", edmonton),
                        entry("Canada/Central", winnipeg),
                        entry("Canada/Mountain", edmonton),
                        entry("Canada/Pacific", vancouver),
                        entry("Cuba", havana));
    }

    @Test
    void it_begins_with_the_given_instant_and_ends_before_the_horizon() {
        TzSnapshot old = release2026a();
        Instant change = Instant.parse("2026-11-01T09:00:00Z");

        assertThat(TzDifference.between(old, TzSnapshot.bundled(), FROM, change))
                .doesNotContainKey("America/Vancouver");
        assertThat(TzDifference.between(old, TzSnapshot.bundled(), change, change.plusNanos(1)))
                .containsEntry("America/Vancouver", moved(change.toString(), "-08:00", "-07:00"));
        assertThat(TzDifference.between(old, TzSnapshot.bundled(), FROM, FROM)).isEmpty();
    }

    @Test
    void a_zone_that_a_release_lacks_is_named() {
        TzSnapshot old =
                TzSnapshot.of("2030a", Map.of("A/Old", rules("UTC0"), "A/B", rules("UTC0")));
        TzSnapshot now =
                TzSnapshot.of("2030b", Map.of("A/New", rules("UTC0"), "A/B", rules("UTC0")));

        assertThat(TzDifference.between(old, now, FROM, UNTIL))
                .containsExactly(entry("A/New", new Added()), entry("A/Old", new Gone()));
    }

    @Test
    void the_same_clocks_written_in_another_way_differ_in_nothing() {
        ZoneRules table =
                rules(
                        TzifBytes.of(
                                7_200,
                                List.of(
                                        new TzifBytes.At(1_774_746_000, 10_800),
                                        new TzifBytes.At(1_792_890_000, 7_200)),
                                "EET-2EEST,M3.5.0/3,M10.5.0/4"));
        ZoneRules footer = rules("EET-2EEST,M3.5.0/3,M10.5.0/4");

        assertThat(table).isNotEqualTo(footer);
        assertThat(
                        TzDifference.between(
                                TzSnapshot.of("1", Map.of("A/B", table)),
                                TzSnapshot.of("2", Map.of("A/B", footer)),
                                FROM,
                                UNTIL))
                .isEmpty();
        assertThat(TzDifference.between(TzSnapshot.bundled(), TzSnapshot.bundled(), FROM, UNTIL))
                .isEmpty();
    }

    private static TzSnapshot release2026a() {
        TzSnapshot now = TzSnapshot.bundled();
        Map<String, ZoneRules> rules = new HashMap<>();
        for (String id : now.ids()) {
            String old = RULES_OF_2026A.get(now.canonical(id).orElseThrow());
            rules.put(id, old == null ? now.rules(id) : rules(old));
        }
        return TzSnapshot.of("2026a", rules);
    }

    private static Moved moved(String at, String was, String is) {
        return new Moved(Instant.parse(at), ZoneOffset.of(was), ZoneOffset.of(is));
    }

    private static ZoneRules rules(String footer) {
        return rules(TzifBytes.of(footer));
    }

    private static ZoneRules rules(byte[] file) {
        try {
            return Tzif.read("A/B", file);
        } catch (TzifException e) {
            throw new AssertionError(e);
        }
    }
}
