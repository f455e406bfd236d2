package io.carillon.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.calendar.TzSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DoctorTest {
    private static final TzSnapshot BUNDLED = TzSnapshot.bundled();
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00.9Z");

    private static final Pattern EXAMPLE =
            Pattern.compile("\\n\\$ ./carillon doctor\\n(.+?)```\\n", Pattern.DOTALL);
    private static final Pattern ROW =
            Pattern.compile("(?m)^  now +([+-][0-9:]+) +([+-][0-9:]+) +([^,\\s]+)");

    /// Where in winter clocks show what 2026a said of the zones that have changed since.
    private static final Map<String, String> WINTER_OF_2026A =
            Map.of(
                    "Africa/Casablanca", "Africa/Lagos",
                    "Africa/El_Aaiun", "Africa/Lagos",
                    "America/Edmonton", "America/Denver",
                    "America/Havana", "America/New_York",
                    "America/Inuvik", "America/Denver",
                    "America/Vancouver", "America/Los_Angeles",
                    "America/Winnipeg", "America/Chicago");

    @Test
    void the_example_in_the_document_is_true() throws IOException {
        List<MatchResult> examples =
                EXAMPLE.matcher(Files.readString(Path.of("../docs/cli.md"))).results().toList();
        Installation installation =
                new Installation(
                        "0.1.0", "25.0.3+9-LTS", "Eclipse Adoptium", "/opt/java/temurin-25");

        assertThat(examples).hasSize(1);
        assertThat(
                        installation.text()
                                + Doctor.timeZones(
                                        BUNDLED, "which came along", jdkWith2026a(), NOW))
                .isEqualTo(examples.getFirst().group(1).replace("2026f", BUNDLED.version()));
    }

    @Test
    void what_it_says_of_now_is_what_the_jdk_and_we_say() {
        Instant now = Instant.now();

        List<MatchResult> rows =
                ROW.matcher(Doctor.timeZones(BUNDLED, "which came along", now)).results().toList();

        assertThat(rows)
                .allSatisfy(row -> {
                    String zone = row.group(3);
                    assertThat(ZoneOffset.of(row.group(1)))
                            .as(zone)
                            .isEqualTo(BUNDLED.rules(zone).getOffset(now))
                            .isNotEqualTo(ZoneOffset.of(row.group(2)));
                    assertThat(ZoneOffset.of(row.group(2)))
                            .as(zone)
                            .isEqualTo(ZoneId.of(zone).getRules().getOffset(now));
                });
        assertThat(rows.stream().map(row -> row.group(3))).containsAll(differingInTheJdk(now));
    }

    @Test
    void a_folder_is_compared_with_the_jdks_and_with_the_one_that_came_along() {
        TzSnapshot folder =
                TzSnapshot.of("2030a", Map.of("A/B", fixed("+01:00"), "UTC", fixed("Z")));
        TzSnapshot jdk = TzSnapshot.of("2029b", Map.of("A/B", fixed("+02:00"), "UTC", fixed("Z")));

        String said = Doctor.timeZones(folder, "from zones, by CARILLON_TZDATA_DIR", jdk, NOW);

        assertThat(said)
                .startsWith(
                        """
                          tz database  2030a, from zones, by CARILLON_TZDATA_DIR
                          the JDK's    2029b, which nothing here asks
                          not in use   %1$s, which came along

                        From 2026-11-25T12:00:00Z on, for 100 years, the JDK's 2029b shows other times in 1 zone:
                          first                 in use     there      zone and its links
                          now                   +01:00     +02:00     A/B

                        From 2026-11-25T12:00:00Z on, for 100 years, the %1$s that came along shows other times in no zone
                        Only the one in use has 1 id: A/B
                        Only the %1$s that came along has %2$d ids: Africa/Abidjan,\
                        """
                                .formatted(BUNDLED.version(), BUNDLED.ids().size() - 1));
    }

    @Test
    void a_zone_that_will_differ_says_when_and_the_sooner_one_is_first() {
        Map<String, ZoneRules> rules = new HashMap<>();
        rules.put("A/Late", BUNDLED.rules("Europe/Paris"));
        rules.put("A/Soon", BUNDLED.rules("America/New_York"));
        Map<String, ZoneRules> others =
                Map.of("A/Late", fixed("+01:00"), "A/Soon", fixed("-05:00"));

        assertThat(compared(rules, others))
                .containsSubsequence(
                        "  2027-03-14T07:00:00Z  -04:00     -05:00     A/Soon\n",
                        "  2027-03-28T01:00:00Z  +02:00     +01:00     A/Late\n");
    }

    @Test
    void links_stand_with_their_zone_unless_they_differ_in_another_way() {
        Map<String, ZoneRules> rules = new HashMap<>();
        Map<String, ZoneRules> others = new HashMap<>();
        for (int i = 0; i < 9; i++) {
            rules.put("A/" + i, fixed("+01:00"));
            others.put("A/" + i, fixed("+02:00"));
        }
        others.put("A/8", fixed("+03:00"));

        assertThat(compared(rules, others))
                .contains("in 1 zone:\n")
                .contains("+02:00     A/0, A/1, A/2, A/3, A/4, A/5 and 2 more\n")
                .contains("+03:00     A/8\n");
    }

    @Test
    void however_much_differs_it_fits_on_a_screen_or_two() {
        Map<String, ZoneRules> rules = new HashMap<>();
        Map<String, ZoneRules> others = new HashMap<>();
        for (int i = 0; i < 300; i++) {
            rules.put("A/" + i, ZoneRules.of(ZoneOffset.ofTotalSeconds(60 * i)));
            others.put("A/" + i, ZoneRules.of(ZoneOffset.ofTotalSeconds(60 * i + 30)));
            others.put("B/" + i, fixed("Z"));
        }

        String said = compared(rules, others);

        assertThat(said.lines()).hasSizeLessThan(50);
        assertThat(said)
                .contains("in 300 zones:\n")
                .contains("\n  and 260 more\n")
                .contains("has 300 ids: B/0, B/1, B/10, B/100, B/101, B/102 and 294 more\n");
    }

    private static String compared(Map<String, ZoneRules> inUse, Map<String, ZoneRules> other) {
        return new TzComparison(
                        TzSnapshot.of("2030b", inUse),
                        TzSnapshot.of("2030a", other),
                        "the other",
                        NOW)
                .text();
    }

    /// The zones of ours whose offset now is not that of the JDK, asked id by id.
    private static Set<String> differingInTheJdk(Instant now) {
        Set<String> zones = new HashSet<>();
        for (String id : BUNDLED.ids()) {
            boolean isZone = BUNDLED.canonical(id).orElseThrow().equals(id);
            if (isZone
                    && ZoneId.getAvailableZoneIds().contains(id)
                    && !ZoneId.of(id)
                            .getRules()
                            .getOffset(now)
                            .equals(BUNDLED.rules(id).getOffset(now))) {
                zones.add(id);
            }
        }
        return zones;
    }

    private static TzSnapshot jdkWith2026a() {
        Map<String, ZoneRules> rules = new HashMap<>();
        for (String id : BUNDLED.ids()) {
            String zone = BUNDLED.canonical(id).orElseThrow();
            rules.put(id, BUNDLED.rules(WINTER_OF_2026A.getOrDefault(zone, zone)));
        }
        rules.keySet().removeAll(List.of("EST", "GMT+0", "GMT-0", "HST", "MST", "ROC"));
        for (String id :
                List.of(
                        "AST4", "AST4ADT", "CST6", "CST6CDT", "EST5", "EST5EDT", "HST10", "MST7",
                        "MST7MDT", "PST8", "PST8PDT", "YST9", "YST9YDT")) {
            rules.put("SystemV/" + id, fixed("Z"));
        }
        return TzSnapshot.of("2026a", rules);
    }

    private static ZoneRules fixed(String offset) {
        return ZoneRules.of(ZoneOffset.of(offset));
    }
}
