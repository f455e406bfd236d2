package io.carillon.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.calendar.LeapDayPolicy;
import io.carillon.calendar.TzSnapshot;
import io.carillon.engine.delivery.Delivery;
import io.carillon.engine.delivery.DeliveryState;
import io.carillon.engine.occasion.CatchUp;
import io.carillon.engine.occasion.Occasion;
import io.carillon.engine.occasion.Occasions;
import io.carillon.engine.occasion.Policies;
import io.carillon.engine.occasion.SameDay;
import io.carillon.engine.subject.SubjectId;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/// What a change of the occasion's definition does to those it concerns.
class DefinitionTest {
    @Test
    void a_bell_moved_to_later_today_rings_later_today() {
        Town town = Town.at("2027-06-15T06:00:00Z");
        town.person("1990-06-15", "Europe/London"); // 07:00 there

        OccasionEdits.Changed changed = town.ringsAt("20:15:30");
        town.until("2027-06-16T00:00:00Z");

        assertThat(changed.moved()).isEqualTo(1);
        assertThat(changed.remaining()).isZero();
        assertThat(town.channel.sentAt()).containsExactly("2027-06-15T19:15:30Z");
    }

    @Test
    void a_bell_moved_to_earlier_today_rings_at_once_for_those_it_has_just_overtaken() {
        Town town = Town.at("2027-06-15T06:00:00Z");
        town.person("1990-06-15", "Europe/London");

        town.ringsAt("05:00");
        town.engine.round();

        assertThat(town.channel.sentAt()).containsExactly("2027-06-15T06:00:00Z");
    }

    @Test
    void a_bell_moved_to_later_today_does_not_ring_again_for_those_it_has_rung_for() {
        Town town = Town.at("2027-06-15T00:00:00Z");
        SubjectId ada = town.person("1990-06-15", "Europe/London");
        town.until("2027-06-15T12:00:00Z");

        town.ringsAt("20:00");
        town.until("2027-06-16T00:00:00Z");

        assertThat(town.channel.sentAt()).containsExactly("2027-06-15T08:00:00Z");
        assertThat(town.next(ada)).isEqualTo("2028 at 2028-06-15T19:00:00Z");
    }

    @Test
    void a_bell_moved_to_later_today_rings_today_for_one_who_was_to_wait_a_year() {
        Town town = Town.at("2027-06-15T12:00:00Z");
        town.policies(p -> with(p, p.leapDay(), SameDay.WAIT));
        SubjectId ada = town.person("1990-06-15", "Europe/London");
        assertThat(town.next(ada)).startsWith("2028 at");

        town.ringsAt("20:00");
        town.until("2027-06-16T00:00:00Z");

        assertThat(town.channel.sentAt()).containsExactly("2027-06-15T19:00:00Z");
    }

    @Test
    void another_leap_day_policy_moves_those_born_on_29_february_only() {
        Town town = Town.at("2027-01-01T00:00:00Z");
        SubjectId leapling = town.person("1992-02-29", "Europe/London");
        SubjectId other = town.person("1992-06-15", "Europe/London");

        OccasionEdits.Changed changed =
                town.policies(p -> with(p, LeapDayPolicy.FEB_28, p.sameDay()));

        assertThat(changed.moved()).isEqualTo(1);
        assertThat(town.next(leapling)).isEqualTo("2027 at 2027-02-28T09:00:00Z");
        assertThat(town.next(other)).isEqualTo("2027 at 2027-06-15T08:00:00Z");
    }

    @Test
    void a_change_that_changes_nothing_makes_no_new_version() {
        Town town = Town.at("2027-01-01T00:00:00Z");
        town.person("1992-06-15", "Europe/London");

        OccasionEdits.Changed changed = town.ringsAt("09:00");

        assertThat(changed.occasion().version()).isEqualTo(1);
        assertThat(changed.moved()).isZero();
        assertThat(town.engine.occasions().find(Occasion.BIRTHDAY)).contains(changed.occasion());
    }

    @Test
    void what_a_change_left_to_be_planned_anew_is_done_after_the_next_start() {
        Town town = Town.at("2027-06-15T06:00:00Z");
        SubjectId ada = town.person("1990-06-15", "Europe/London");
        town.databases
                .reference()
                .useHandle(handle ->
                        handle.execute(
                                "UPDATE occasion SET version = 2; UPDATE step SET local_time = '20:00'"));
        assertThat(unfollowed(town)).isEqualTo(1);

        town.another(TzSnapshot.bundled()).round();

        assertThat(town.next(ada)).isEqualTo("2027 at 2027-06-15T19:00:00Z");
        assertThat(unfollowed(town)).isZero();
    }

    @Test
    void what_another_left_to_be_planned_anew_in_the_middle_of_a_change_is_done_soon() {
        Town town = Town.at("2027-06-15T06:00:00Z");
        SubjectId ada = town.person("1990-06-15", "Europe/London");
        town.engine.round();
        town.databases
                .reference()
                .useHandle(handle ->
                        handle.execute(
                                "UPDATE occasion SET version = 2; UPDATE step SET local_time = '20:00'"));

        town.asleepUntil("2027-06-15T06:01:00Z");
        town.engine.round();

        assertThat(town.next(ada)).isEqualTo("2027 at 2027-06-15T19:00:00Z");
        assertThat(unfollowed(town)).isZero();
    }

    @Test
    void a_change_that_breaks_off_once_it_is_committed_is_followed_all_the_same() {
        Town town = Town.at("2027-06-15T06:00:00Z");
        SubjectId ada = town.person("1990-06-15", "Europe/London");
        town.engine.round();

        try (Meanwhile meanwhile =
                Meanwhile.before(
                        town.databases.reference(),
                        "count stale schedules",
                        DefinitionTest::isGone)) {
            assertThatThrownBy(() -> town.ringsAt("20:00")).hasMessage("gone");
            assertThat(meanwhile.happened()).isTrue();
        }
        town.engine.round();

        assertThat(town.next(ada)).isEqualTo("2027 at 2027-06-15T19:00:00Z");
        assertThat(unfollowed(town)).isZero();
    }

    @Test
    void to_follow_a_definition_no_schedules_are_looked_through_for_their_zones() {
        Town town = Town.at("2027-06-15T06:00:00Z");
        town.person("1990-06-15", "Europe/London");
        town.engine.round();
        Jdbi jdbi = town.databases.reference();
        try (Meanwhile _ =
                Meanwhile.before(jdbi, "count stale schedules", DefinitionTest::isGone)) {
            assertThatThrownBy(() -> town.ringsAt("20:00")).hasMessage("gone");
        }

        try (Statements statements = new Statements(jdbi)) {
            town.engine.round();

            assertThat(statements.names())
                    .anyMatch(name -> name.startsWith("-- lock stale schedules"))
                    .noneMatch(name -> name.contains("schedules of changed zones"));
        }
        assertThat(unfollowed(town)).isZero();
    }

    private static void isGone() {
        throw new IllegalStateException("gone");
    }

    @Test
    void once_all_follow_a_definition_no_start_looks_along_them_again() {
        Town town = Town.at("2027-06-15T06:00:00Z");
        town.person("1990-06-15", "Europe/London");

        town.ringsAt("20:00");
        town.engine.round();
        assertThat(unfollowed(town)).isZero();
        town.databases
                .reference()
                .useHandle(handle -> handle.execute("UPDATE schedule SET rule_version = 0"));
        town.another(TzSnapshot.bundled()).round();

        int version =
                town.databases
                        .reference()
                        .withHandle(handle ->
                                handle.select("SELECT rule_version FROM schedule")
                                        .mapTo(Integer.class)
                                        .one());
        assertThat(version).isZero();
    }

    @Test
    void every_column_that_says_what_rings_when_counts_as_a_change_of_the_definition() {
        List<String> uncounted =
                TestDatabase.databases()
                        .reference()
                        .withHandle(handle ->
                                handle.createQuery(
                                                """
                                                SELECT c.table_name || '.' || c.column_name
                                                FROM information_schema.columns c
                                                WHERE c.table_schema = 'public' AND c.table_name IN ('occasion', 'step')
                                                  AND EXISTS (SELECT FROM information_schema.triggered_update_columns t
                                                              WHERE t.event_object_table = c.table_name)
                                                  AND NOT EXISTS (SELECT FROM information_schema.triggered_update_columns t
                                                                  WHERE t.event_object_table = c.table_name
                                                                    AND t.event_object_column = c.column_name)
                                                """)
                                        .mapTo(String.class)
                                        .list());

        assertThat(uncounted).containsExactly("occasion.followed");
    }

    @Test
    void a_node_that_has_claimed_before_goes_by_what_another_has_changed_since() {
        Town town = Town.at("2027-06-15T06:00:00Z");
        town.person("1990-06-15", "Europe/London");
        town.person("1990-06-16", "Europe/London");
        town.until("2027-06-15T12:00:00Z");

        town.another(TzSnapshot.bundled())
                .occasions()
                .change(
                        Occasion.BIRTHDAY,
                        it -> it.with(neverLate(it.policies()), it.step().localTime()));
        town.downUntil("2027-06-16T12:00:00Z");

        assertThat(town.deliveries())
                .extracting(Delivery::state)
                .containsExactlyInAnyOrder(DeliveryState.DELIVERED, DeliveryState.MISSED);
    }

    @Test
    void there_is_no_occasion_by_another_name() {
        Town town = Town.at("2027-01-01T00:00:00Z");

        assertThat(town.engine.occasions().change("nameday", occasion -> occasion)).isEmpty();
    }

    private static int unfollowed(Town town) {
        Instant ever = Instant.parse("9999-12-31T00:00:00Z");
        return town.databases
                .reference()
                .withHandle(handle -> Occasions.unfollowed(handle, ever))
                .size();
    }

    private static Policies neverLate(Policies p) {
        return new Policies(
                p.leapDay(),
                p.gap(),
                p.overlap(),
                p.sameDay(),
                p.expiresAfter(),
                p.lateAfter(),
                CatchUp.NONE);
    }

    private static Policies with(Policies p, LeapDayPolicy leapDay, SameDay sameDay) {
        return new Policies(
                leapDay,
                p.gap(),
                p.overlap(),
                sameDay,
                p.expiresAfter(),
                p.lateAfter(),
                p.catchUp());
    }
}
