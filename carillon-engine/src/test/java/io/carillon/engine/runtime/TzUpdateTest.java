package io.carillon.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.engine.Tenant;
import io.carillon.engine.schedule.ChangedZones;
import io.carillon.engine.schedule.ChangedZones.Locked;
import io.carillon.engine.schedule.ChangedZones.Stretch;
import io.carillon.engine.schedule.Schedule;
import io.carillon.engine.schedule.TzMove;
import io.carillon.engine.schedule.TzRelease;
import io.carillon.engine.schedule.TzReleases;
import io.carillon.engine.subject.SubjectId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What becomes of people when the clocks of their zones are decided anew.
class TzUpdateTest {
    static final String VANCOUVER = "America/Vancouver";
    static final Releases OLD = Releases.of("2026a");

    /// Vancouver keeps summer time: nine o'clock in winter comes at 16:00 UTC, no longer at 17:00.
    static final Releases NEW = OLD.keeping(VANCOUVER, "2026-10-20T00:00:00Z").named("2026f");

    /// Vancouver's winter comes an hour later than it used to.
    static final Releases LATER =
            OLD.with(VANCOUVER, Releases.fixed(ZoneOffset.ofHours(-9))).named("2026f");

    @Test
    void whose_winter_changes_is_due_at_another_instant_and_nobody_else_is_touched() {
        Town town = Town.at("2026-10-10T00:00:00Z", OLD.snapshot());
        SubjectId winter = town.person("1990-12-15", VANCOUVER);
        SubjectId summer = town.person("1990-07-15", VANCOUVER);
        SubjectId london = town.person("1990-12-15", "Europe/London");
        String untouched = row(town, london);

        town.engine.replaceTz(NEW.snapshot());
        town.engine.round();

        assertThat(town.next(winter)).isEqualTo("2026 at 2026-12-15T16:00:00Z");
        assertThat(town.next(summer)).isEqualTo("2027 at 2027-07-15T16:00:00Z");
        assertThat(row(town, london)).isEqualTo(untouched).contains("2026a");
        assertThat(row(town, summer)).contains("2026f");
        assertThat(moves(town))
                .containsExactly(
                        winter
                                + " 2026 America/Vancouver 2026a 2026-12-15T17:00:00Z -> 2026f 2026-12-15T16:00:00Z");

        town.until("2026-12-16T00:00:00Z");

        assertThat(town.channel.sentAt())
                .containsExactly("2026-12-15T09:00:00Z", "2026-12-15T16:00:00Z");
        assertThat(row(town, london)).contains("2026f");
    }

    @Test
    void who_is_overdue_by_the_new_rules_is_greeted_at_once_and_once_only() {
        Town town = Town.at("2026-12-15T16:30:00Z", OLD.snapshot());
        SubjectId ada = town.person("1990-12-15", VANCOUVER);

        town.engine.replaceTz(NEW.snapshot());
        town.until("2026-12-20T00:00:00Z");

        assertThat(town.channel.sentAt()).containsExactly("2026-12-15T16:30:00Z");
        assertThat(town.delivery().times().dueAt()).isEqualTo("2026-12-15T16:00:00Z");
        assertThat(town.delivery().times().late()).hasValue(false);
        assertThat(town.next(ada)).isEqualTo("2027 at 2027-12-15T16:00:00Z");
    }

    @Test
    void who_was_greeted_by_the_old_rules_is_not_greeted_again_by_the_new_ones() {
        Town town = Town.at("2026-12-15T00:00:00Z", OLD.snapshot());
        SubjectId ada = town.person("1990-12-15", VANCOUVER);
        town.until("2026-12-15T17:30:00Z");

        town.engine.replaceTz(LATER.snapshot());
        town.until("2026-12-20T00:00:00Z");

        assertThat(town.channel.sentAt()).containsExactly("2026-12-15T17:00:00Z");
        assertThat(town.next(ada)).isEqualTo("2027 at 2027-12-15T18:00:00Z");
    }

    @Test
    void who_is_due_later_by_the_new_rules_waits() {
        Town town = Town.at("2026-12-15T16:59:59Z", OLD.snapshot());
        town.person("1990-12-15", VANCOUVER);

        town.engine.replaceTz(LATER.snapshot());
        town.until("2026-12-20T00:00:00Z");

        assertThat(town.channel.sentAt()).containsExactly("2026-12-15T18:00:00Z");
        assertThat(town.delivery().times().late()).hasValue(false);
    }

    @Test
    void however_many_tenants_there_are_they_are_looked_through_together() {
        Town town = Town.at("2026-12-15T00:00:00Z", OLD.snapshot());
        SubjectId ada = town.person("1990-12-15", VANCOUVER);
        town.neighbour(1, "1990-12-15", VANCOUVER);
        for (int i = 0; i < 20; i++) {
            town.engine.installation().addTenant("tenant-" + i, "webhook", "webhook");
        }
        town.engine.replaceTz(NEW.snapshot());

        try (Statements statements = new Statements(town.databases.reference())) {
            town.engine.round();

            assertThat(statements.names())
                    .filteredOn(name -> name.contains("due soon"))
                    .hasSize(2); // by the walk for the release, and by the first sweep
        }

        assertThat(town.next(ada)).isEqualTo("2026 at 2026-12-15T16:00:00Z");
        town.until("2026-12-16T00:00:00Z");
        assertThat(town.channel.sentAt()).containsExactly("2026-12-15T16:00:00Z");
        assertThat(town.neighbours.sentAt()).containsExactly("2026-12-15T16:00:00Z");
    }

    @Test
    void who_waits_for_a_zone_is_found_behind_any_number_of_others_that_stay_parked() {
        Town town = Town.at("2026-10-10T00:00:00Z", OLD.snapshot());
        town.people(1_001, "1990-12-15", "Europe/London");
        execute(town, "UPDATE schedule SET parked = 'by a release of the future', tzdb = '2099z'");
        SubjectId ada = town.person("1990-12-15", VANCOUVER);
        execute(
                town,
                "UPDATE schedule SET parked = 'no such zone', tzdb = '1999a' WHERE parked IS NULL");

        town.engine.replaceTz(NEW.snapshot());
        town.engine.round();

        assertThat(town.next(ada)).isEqualTo("2026 at 2026-12-15T16:00:00Z");
        assertThat(town.engine.views().parked(2_000)).hasSize(1_001);
    }

    @Test
    void whose_zone_vanishes_is_set_aside_with_the_reason_and_comes_back_with_the_zone() {
        Town town = Town.at("2026-10-10T00:00:00Z", OLD.snapshot());
        SubjectId ada = town.person("1990-12-15", VANCOUVER);

        town.engine.replaceTz(OLD.without(VANCOUVER).named("2026b").snapshot());
        town.until("2026-12-15T16:10:00Z");

        assertThat(town.channel.sent()).isEmpty();
        assertThat(town.engine.views().parked(10))
                .extracting(Schedule::parked)
                .containsExactly(Optional.of("tz database 2026b has no zone America/Vancouver"));

        town.engine.replaceTz(NEW.snapshot());
        town.engine.round();

        assertThat(town.engine.views().parked(10)).isEmpty();
        assertThat(town.channel.sentAt()).containsExactly("2026-12-15T16:10:00Z");
        assertThat(town.next(ada)).isEqualTo("2027 at 2027-12-15T16:00:00Z");
    }

    @Test
    void a_summer_time_put_off_and_put_back_within_a_week_moves_people_there_and_back() {
        String beirut = "Asia/Beirut";
        Releases planned =
                OLD.named("2023a")
                        .with(beirut, Releases.summerTime("2023-03-26T00:00", "2023-10-29T00:00"));
        Releases putOff =
                planned.named("2023b")
                        .with(beirut, Releases.summerTime("2023-04-21T00:00", "2023-10-29T00:00"));
        Town town = Town.at("2023-03-22T00:00:00Z", planned.snapshot());
        SubjectId ada = town.person("1990-04-01", beirut);
        SubjectId bob = town.person("1990-03-27", beirut);

        town.until("2023-03-23T12:00:00Z");
        town.engine.replaceTz(putOff.snapshot());
        town.until("2023-03-27T08:00:00Z");

        assertThat(town.next(ada)).isEqualTo("2023 at 2023-04-01T07:00:00Z");
        assertThat(town.channel.sentAt()).containsExactly("2023-03-27T07:00:00Z");

        town.engine.replaceTz(planned.named("2023c").snapshot());
        town.until("2023-04-02T00:00:00Z");

        assertThat(town.channel.sentAt())
                .containsExactly("2023-03-27T07:00:00Z", "2023-04-01T06:00:00Z");
        assertThat(town.next(bob)).isEqualTo("2024 at 2024-03-27T07:00:00Z");
        assertThat(moves(town)).hasSize(3);
    }

    @Test
    void a_name_that_comes_with_other_content_is_told_apart_and_can_be_taken_back() {
        Town town = Town.at("2026-10-10T00:00:00Z", OLD.snapshot());
        SubjectId ada = town.person("1990-12-15", VANCOUVER);

        town.engine.replaceTz(NEW.named("2026a").snapshot());
        town.engine.round();

        assertThat(town.next(ada)).isEqualTo("2026 at 2026-12-15T16:00:00Z");
        assertThat(row(town, ada)).contains("2026a+");

        town.engine.replaceTz(OLD.snapshot());
        town.engine.round();

        assertThat(town.next(ada)).isEqualTo("2026 at 2026-12-15T17:00:00Z");
    }

    @Test
    void who_was_planned_by_a_release_nobody_knows_is_planned_anew_wherever_they_live() {
        Town town = Town.at("2026-10-10T00:00:00Z", NEW.snapshot());
        SubjectId ada = town.person("1990-12-15", "Europe/London");
        execute(town, "UPDATE schedule SET tzdb = '2025z', due_at = '2027-01-01T00:00Z'");

        town.another(NEW.snapshot()).round();

        assertThat(town.next(ada)).isEqualTo("2026 at 2026-12-15T09:00:00Z");
    }

    @Test
    void a_run_that_breaks_off_between_two_batches_is_finished_by_the_next_start() {
        Town town = Town.at("2026-10-10T00:00:00Z", OLD.snapshot());
        List<SubjectId> people = fewToAPage(town, 60);
        failFor(town, people.getLast());

        town.engine.replaceTz(NEW.snapshot());
        assertThatThrownBy(town.engine::round).hasMessageContaining("no such luck");
        int movedBefore = moves(town).size();
        succeed(town);
        town.another(NEW.snapshot()).round();

        assertThat(movedBefore).isBetween(1, 59);
        assertThat(moves(town)).hasSize(60);
        assertThat(people)
                .allSatisfy(
                        id -> assertThat(town.next(id)).isEqualTo("2026 at 2026-12-15T16:00:00Z"));
    }

    @Test
    void a_stretch_of_the_table_with_more_than_one_batch_is_read_again_in_smaller_ones() {
        Town town = Town.at("2026-10-10T00:00:00Z", OLD.snapshot());
        fewToAPage(town, 60);
        TzRelease release =
                TzReleases.adopt(
                        town.databases.reference(),
                        NEW.snapshot(),
                        Instant.parse("2026-10-10T00:00:00Z"));
        List<Integer> locked = new ArrayList<>();

        Stretch stretch = new Stretch(0, 2 * Stretch.START.pages());
        while (locked.stream().mapToInt(Integer::intValue).sum() < 60) {
            Stretch from = stretch;
            Locked found =
                    town.databases
                            .reference()
                            .inTransaction(handle ->
                                    ChangedZones.lock(
                                            handle, List.of(Tenant.DEFAULT), release, from, 50));
            locked.add(found.schedules().size());
            stretch = found.next();
        }

        assertThat(locked).first().isEqualTo(0);
        assertThat(locked).hasSizeGreaterThan(2);
    }

    @Test
    void a_node_that_is_killed_before_it_planned_anything_leaves_it_to_its_next_life() {
        Town town = Town.at("2026-10-10T00:00:00Z", OLD.snapshot());
        SubjectId ada = town.person("1990-12-15", VANCOUVER);
        town.engine.replaceTz(NEW.snapshot());

        town.another(NEW.snapshot()).round();

        assertThat(town.next(ada)).isEqualTo("2026 at 2026-12-15T16:00:00Z");
    }

    @Test
    void a_change_of_definition_is_no_move_of_the_tz_database() {
        Town town = Town.at("2026-10-10T00:00:00Z", OLD.snapshot());
        town.person("1990-12-15", VANCOUVER);

        town.ringsAt("10:00");

        assertThat(moves(town)).isEmpty();
    }

    @Test
    void the_moves_of_a_subject_go_with_it_and_old_ones_go_by_themselves() {
        Town town = Town.at("2026-10-10T00:00:00Z", OLD.snapshot());
        SubjectId ada = town.person("1990-12-15", VANCOUVER);
        SubjectId bob = town.person("1990-12-16", VANCOUVER);
        town.engine.replaceTz(NEW.snapshot());
        town.engine.round();

        town.engine.subjects().delete(ada);

        assertThat(moves(town)).hasSize(1).allMatch(move -> move.startsWith(bob.toString()));

        town.asleepUntil("2027-11-15T00:00:00Z");
        town.another(NEW.snapshot()).round();

        assertThat(moves(town)).isEmpty();
    }

    static List<String> moves(Town town) {
        return town.engine.views().moves(Optional.empty(), 250).stream()
                .map(TzUpdateTest::text)
                .toList();
    }

    private static String text(TzMove move) {
        return "%s %s %s %s %s -> %s %s"
                .formatted(
                        move.key().subject(),
                        move.period(),
                        move.zone(),
                        move.before().tzdb(),
                        move.before().dueAt().orElseThrow(),
                        move.after().tzdb(),
                        move.after().dueAt().orElseThrow());
    }

    /// A schedule with the number of the transaction that wrote it.
    static String row(Town town, SubjectId id) {
        return town.databases
                .reference()
                .withHandle(handle ->
                        handle.createQuery(
                                        "SELECT s.xmin || ' ' || s FROM schedule s WHERE subject_id = ?")
                                .bind(0, id.uuid())
                                .mapTo(String.class)
                                .one());
    }

    /// So many people in Vancouver, whose schedules lie on more pages than one transaction locks.
    private static List<SubjectId> fewToAPage(Town town, int count) {
        execute(town, "ALTER TABLE schedule SET (fillfactor = 10)");
        try {
            return Stream.generate(() -> town.person("1990-12-15", VANCOUVER))
                    .limit(count)
                    .toList();
        } finally {
            execute(town, "ALTER TABLE schedule RESET (fillfactor)");
        }
    }

    private static void failFor(Town town, SubjectId id) {
        execute(
                town,
                """
                CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS
                    $$ BEGIN RAISE EXCEPTION 'no such luck'; END $$;
                CREATE TRIGGER fail BEFORE UPDATE ON schedule FOR EACH ROW WHEN (OLD.subject_id = '%s')
                    EXECUTE FUNCTION fail();
                """
                        .formatted(id));
    }

    private static void succeed(Town town) {
        execute(town, "DROP TRIGGER fail ON schedule; DROP FUNCTION fail()");
    }

    private static void execute(Town town, String sql) {
        town.databases.reference().useHandle(handle -> handle.execute(sql));
    }
}
