package io.carillon.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.calendar.TzSnapshot;
import io.carillon.engine.Tenant;
import io.carillon.engine.delivery.Delivery;
import io.carillon.engine.delivery.DeliveryState;
import io.carillon.engine.schedule.Schedules;
import io.carillon.engine.subject.Profile;
import io.carillon.engine.subject.SubjectId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

class ClaimTest {
    @Test
    void an_edit_that_comes_while_a_claim_holds_the_row_waits_and_sees_what_the_claim_did() {
        Town town = Town.at("2027-06-15T00:00:00Z");
        SubjectId ada = town.person("1990-06-15", "Europe/London");
        town.asleepUntil("2027-06-15T08:00:00Z");
        // While the claim holds the subject's schedule, an edit comes and has to wait for it.
        Handle claim = town.databases.reference().open();
        claim.begin();
        Schedules.lockOf(claim, Tenant.DEFAULT, ada);

        CompletableFuture<Void> move =
                CompletableFuture.runAsync(() -> town.moves(ada, "America/New_York"));
        await().until(() -> waitsForALock(town));
        claim.commit();
        claim.close();
        move.join();
        town.until("2027-06-16T00:00:00Z");

        assertThat(town.channel.sentAt()).containsExactly("2027-06-15T13:00:00Z");
    }

    @Test
    void a_claim_that_comes_while_an_edit_holds_the_row_leaves_it_and_rings_by_the_edit() {
        Town town = Town.at("2027-06-15T00:00:00Z");
        SubjectId ada = town.person("1990-06-15", "Europe/London");
        town.asleepUntil("2027-06-15T08:00:00Z");

        town.edit(
                ada,
                profile -> {
                    // The edit has locked the schedule by now; the claim comes on another
                    // connection.
                    CompletableFuture.runAsync(town.engine::round).join();
                    return new Profile("America/New_York", profile.dates(), profile.attributes());
                });
        town.until("2027-06-16T00:00:00Z");

        assertThat(town.channel.sentAt()).containsExactly("2027-06-15T13:00:00Z");
    }

    @Test
    void an_edit_that_read_before_a_claim_cannot_bring_back_the_decided_year() {
        Town town = Town.at("2027-06-15T00:00:00Z");
        SubjectId ada = town.person("1990-06-15", "Europe/London");
        town.asleepUntil("2027-06-15T08:00:00Z");
        town.channel.whileSending(() -> town.moves(ada, "America/New_York"));

        town.engine.round();
        town.until("2027-06-17T00:00:00Z");

        assertThat(town.channel.sentAt()).containsExactly("2027-06-15T08:00:00Z");
    }

    @Test
    void a_delivery_that_exists_already_is_not_made_again_and_the_cursor_moves_on() {
        Town town = Town.at("2027-06-15T00:00:00Z");
        SubjectId ada = town.person("1990-06-15", "Europe/London");
        town.until("2027-06-15T09:00:00Z");
        // As after a restore from a backup that holds the delivery, but the schedule of the day
        // before.
        town.databases
                .reference()
                .useHandle(handle ->
                        handle.execute(
                                "UPDATE schedule SET period = '2027', due_at = '2027-06-15T08:00Z', decided_through = NULL"));

        town.until("2027-06-15T10:00:00Z");

        assertThat(town.channel.sent()).hasSize(1);
        assertThat(town.next(ada)).isEqualTo("2028 at 2028-06-15T08:00:00Z");
    }

    @Test
    void what_finds_no_room_waits_and_is_sent_oldest_first() {
        Town town =
                Town.at(
                        "2027-06-15T00:00:00Z",
                        new EngineSettings("small", 10, 3, 1, Duration.ZERO, true));
        IntStream.range(0, 20).forEach(i -> town.person("P" + i, "1990-06-15", "Europe/London"));

        town.until("2027-06-15T08:00:00Z");

        assertThat(town.channel.sent()).hasSize(20);
        assertThat(town.deliveries())
                .extracting(Delivery::state)
                .containsOnly(DeliveryState.DELIVERED);
    }

    @Test
    void a_plan_made_from_an_older_definition_is_made_anew_instead_of_rung() {
        Town town = Town.at("2027-06-15T00:00:00Z");
        SubjectId ada = town.person("1990-06-15", "Europe/London");
        town.databases
                .reference()
                .useHandle(handle ->
                        handle.execute(
                                "UPDATE schedule SET tzdb = '1999z', due_at = '2027-06-15T01:00Z'"));

        town.until("2027-06-15T09:00:00Z");

        assertThat(town.channel.sentAt()).containsExactly("2027-06-15T08:00:00Z");
        assertThat(town.next(ada)).isEqualTo("2028 at 2028-06-15T08:00:00Z");
    }

    @Test
    void a_zone_that_the_tz_database_has_lost_parks_its_schedule_until_an_edit_mends_it() {
        Town town = Town.at("2027-06-15T00:00:00Z");
        SubjectId lost = town.person("Lost", "1990-06-15", "Europe/London");
        town.person("Found", "1990-06-15", "Europe/London");
        town.databases
                .reference()
                .useHandle(handle ->
                        handle.execute(
                                "UPDATE subject SET zone = 'Atlantis/Poseidonis' WHERE id = ?",
                                lost.uuid()));

        town.until("2027-06-15T09:00:00Z");

        assertThat(town.channel.texts()).containsExactly("Hey, Found Lovelace it's your birthday");
        assertThat(parked(town))
                .containsExactly("tz database " + tzdb() + " has no zone Atlantis/Poseidonis");

        town.moves(lost, "Europe/Berlin");
        town.engine.round();

        assertThat(town.channel.texts()).contains("Hey, Lost Lovelace it's your birthday");
        assertThat(parked(town)).isEmpty();
    }

    @Test
    void a_row_that_an_index_of_its_owner_refuses_is_parked_and_not_tried_for_ever() {
        Town town = Town.at("2027-06-15T00:00:00Z");
        SubjectId one = town.person("One", "1990-06-15", "Europe/London");
        SubjectId twin = town.person("Twin", "1990-06-15", "Europe/London");
        IntStream.range(0, 9).forEach(i -> town.person("P" + i, "1990-06-15", "Europe/London"));
        town.databases
                .reference()
                .useHandle(handle ->
                        handle.execute(
                                "CREATE UNIQUE INDEX refused ON delivery ((true)) WHERE subject_id IN ('%s', '%s')"
                                        .formatted(one, twin)));

        town.until("2027-06-15T09:00:00Z");

        assertThat(town.channel.sent()).hasSize(10);
        assertThat(parked(town)).hasSize(1).first().asString().startsWith("its claim failed");
    }

    @Test
    void a_row_that_the_database_refuses_is_found_by_halving_and_parked() {
        Town town = Town.at("2027-06-15T00:00:00Z");
        SubjectId broken = town.person("Broken", "1990-06-15", "Europe/London");
        IntStream.range(0, 9).forEach(i -> town.person("P" + i, "1990-06-15", "Europe/London"));
        town.databases
                .reference()
                .useHandle(handle ->
                        handle.execute(
                                "ALTER TABLE delivery ADD CONSTRAINT refused CHECK (subject_id <> '"
                                        + broken
                                        + "')"));

        try {
            town.until("2027-06-15T09:00:00Z");
        } finally {
            town.databases
                    .reference()
                    .useHandle(handle ->
                            handle.execute("ALTER TABLE delivery DROP CONSTRAINT refused"));
        }

        assertThat(town.channel.sent()).hasSize(9);
        assertThat(parked(town)).hasSize(1).first().asString().startsWith("its claim failed");
    }

    @Test
    void a_row_that_an_edit_mends_before_it_is_parked_rings_by_the_edit() {
        Town town = Town.at("2027-06-15T00:00:00Z");
        SubjectId ada = town.person("1990-06-15", "Europe/London");
        Jdbi edits = town.databases.reference();
        edits.useHandle(handle ->
                handle.execute(
                        "ALTER TABLE delivery ADD CONSTRAINT refused CHECK (false) NOT VALID"));
        Runnable mend =
                () -> {
                    edits.useHandle(handle ->
                            handle.execute("ALTER TABLE delivery DROP CONSTRAINT refused"));
                    town.moves(ada, "America/New_York");
                };

        try (Meanwhile mended =
                Meanwhile.before(town.databases.loops(), "lock schedules\n", mend)) {
            town.until("2027-06-15T09:00:00Z");
            assertThat(mended.happened()).isTrue();
        }
        assertThat(parked(town)).isEmpty();
        town.until("2027-06-16T00:00:00Z");

        assertThat(town.channel.sentAt()).containsExactly("2027-06-15T13:00:00Z");
    }

    @Test
    void every_row_of_a_subject_lives_in_the_slot_that_its_id_carries() {
        Town town = Town.at("2027-06-15T00:00:00Z");
        IntStream.range(0, 50).forEach(i -> town.person("P" + i, "1990-06-15", "Europe/London"));

        town.until("2027-06-15T09:00:00Z");

        List<Integer> strays =
                town.databases
                        .reference()
                        .withHandle(handle ->
                                handle.createQuery(
                                                """
                                                SELECT count(*) FROM subject s
                                                JOIN schedule c ON c.subject_id = s.id
                                                JOIN delivery d ON d.subject_id = s.id
                                                WHERE s.slot <> c.slot OR s.slot <> d.slot
                                                   OR s.slot <> ('x' || substr(s.id::text, 16, 3))::bit(12)::int
                                                   OR s.slot <> ('x' || substr(d.id::text, 16, 3))::bit(12)::int
                                                """)
                                        .mapTo(Integer.class)
                                        .list());
        assertThat(strays).containsExactly(0);
        assertThat(town.engine.views().upcoming(Optional.empty(), Optional.empty(), 50))
                .hasSize(50);
    }

    private static List<String> parked(Town town) {
        return town.engine.views().parked(10).stream()
                .map(schedule -> schedule.parked().orElseThrow())
                .toList();
    }

    private static boolean waitsForALock(Town town) {
        return town.databases
                .reference()
                .withHandle(handle ->
                        handle.createQuery(
                                        "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock')")
                                .mapTo(Boolean.class)
                                .one());
    }

    private static String tzdb() {
        return TzSnapshot.bundled().version();
    }
}
