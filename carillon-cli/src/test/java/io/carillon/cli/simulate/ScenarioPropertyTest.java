package io.carillon.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import tools.jackson.databind.JsonNode;

/// Lives at random: what holds for each of them.
class ScenarioPropertyTest {
    private static final Instant FROM = Instant.parse("2026-10-01T00:00:00Z");
    private static final int HOURS = 3 * 366 * 24;

    /// What happens some hours after the beginning.
    record Happening(int hour, String what, String value) {
        Instant at() {
            return FROM.plusSeconds(hour * 3_600L);
        }
    }

    record Course(
            String zone, String date, Map<String, String> policies, List<Happening> happenings) {
        Life life() {
            Life life =
                    Life.in(zone, date)
                            .during(FROM.toString(), FROM.plusSeconds(HOURS * 3_600L).toString());
            policies.forEach(life::policy);
            for (Happening one : happenings) {
                String at = one.at().toString();
                switch (one.what()) {
                    case "zone" -> life.moves(at, one.value());
                    case "date" -> life.isReallyOf(at, one.value());
                    case "delete" -> life.isDeleted(at);
                    default -> {
                        long hours = Long.parseLong(one.value());
                        life.isDown(at, one.at().plusSeconds(hours * 3_600).toString());
                    }
                }
            }
            return life;
        }

        /// The same, with a move to where one lives anyway.
        Course withMoveToOnesOwnZone(int hour) {
            String home =
                    happenings.stream()
                            .filter(one -> one.what().equals("zone") && one.hour() <= hour)
                            .sorted((a, b) -> Integer.compare(a.hour(), b.hour()))
                            .map(Happening::value)
                            .reduce(zone, (before, after) -> after);
            List<Happening> more = new ArrayList<>(happenings);
            more.add(new Happening(hour, "zone", home));
            return new Course(zone, date, policies, more);
        }
    }

    @Property(tries = 25, shrinking = ShrinkingMode.BOUNDED)
    void a_scenario_told_twice_has_the_same_answer(@ForAll("courses") Course course) {
        assertThat(course.life().deliveries()).isEqualTo(course.life().deliveries());
    }

    @Property(tries = 25, shrinking = ShrinkingMode.BOUNDED)
    void a_move_to_where_one_lives_anyway_changes_nothing(
            @ForAll("courses") Course course, @ForAll @IntRange(max = HOURS - 1) int hour) {
        assertThat(course.withMoveToOnesOwnZone(hour).life().deliveries())
                .isEqualTo(course.life().deliveries());
    }

    @Property(tries = 25, shrinking = ShrinkingMode.BOUNDED)
    void each_year_is_decided_once_and_nothing_rings_early_or_out_of_time(
            @ForAll("courses") Course course) {
        List<JsonNode> deliveries = course.life().deliveries().valueStream().toList();

        assertThat(deliveries).extracting(one -> one.path("period")).doesNotHaveDuplicates();
        assertThat(deliveries)
                .extracting(one -> Instant.parse(one.path("dueAt").asString()))
                .isSorted();
        assertThat(deliveries)
                .filteredOn(one -> one.path("state").asString().equals("delivered"))
                .allSatisfy(one ->
                        assertThat(Instant.parse(one.path("sentAt").asString()))
                                .isAfterOrEqualTo(Instant.parse(one.path("dueAt").asString()))
                                .isAfterOrEqualTo(FROM)
                                .isBefore(FROM.plusSeconds(HOURS * 3_600L)));
        assertThat(deliveries)
                .allSatisfy(one ->
                        assertThat(one.path("sentAt").isNull())
                                .isEqualTo(one.path("state").asString().equals("missed")));
    }

    @Provide
    Arbitrary<Course> courses() {
        return Combinators.combine(zones(), dates(), policies(), happenings().list().ofMaxSize(6))
                .as(Course::new);
    }

    private static Arbitrary<Happening> happenings() {
        Arbitrary<Integer> hours = Arbitraries.integers().between(0, HOURS - 1);
        return Arbitraries.oneOf(
                Combinators.combine(hours, Arbitraries.just("zone"), zones()).as(Happening::new),
                Combinators.combine(hours, Arbitraries.just("date"), dates()).as(Happening::new),
                Combinators.combine(
                                hours,
                                Arbitraries.just("downUntil"),
                                Arbitraries.of("1", "30", "72", "9000", "20000"))
                        .as(Happening::new),
                Combinators.combine(hours, Arbitraries.just("delete"), Arbitraries.just(""))
                        .as(Happening::new));
    }

    private static Arbitrary<Map<String, String>> policies() {
        return Combinators.combine(
                        Arbitraries.of("00:00", "02:30", "09:00"),
                        Arbitraries.of("MAR_1", "FEB_28", "SKIP"),
                        Arbitraries.of("PT0S", "PT48H", "END_OF_LOCAL_DAY", "NEVER"),
                        Arbitraries.of("LATEST", "ALL", "NONE"),
                        Arbitraries.of("SEND", "WAIT"))
                .as((localTime, leapDay, expiresAfter, catchUp, sameDay) ->
                        Map.of(
                                "localTime", localTime,
                                "leapDay", leapDay,
                                "expiresAfter", expiresAfter,
                                "catchUp", catchUp,
                                "sameDay", sameDay));
    }

    private static Arbitrary<String> zones() {
        return Arbitraries.of(
                "Europe/London",
                "America/New_York",
                "America/Havana",
                "Asia/Tokyo",
                "Asia/Kathmandu",
                "Pacific/Kiritimati",
                "Pacific/Niue",
                "Australia/Lord_Howe");
    }

    private static Arbitrary<String> dates() {
        return Arbitraries.of(
                "1992-02-29", "1990-01-01", "1990-12-31", "1990-03-14", "1990-10-01", "2027-06-15");
    }
}
