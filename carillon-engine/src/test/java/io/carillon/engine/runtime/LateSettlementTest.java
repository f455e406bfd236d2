package io.carillon.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.Slot;
import io.carillon.engine.Tenant;
import io.carillon.engine.VirtualClock;
import io.carillon.engine.delivery.Content;
import io.carillon.engine.delivery.DeliveryId;
import io.carillon.engine.delivery.Doubts;
import io.carillon.engine.delivery.EngineEvent;
import io.carillon.engine.delivery.Fence;
import io.carillon.engine.delivery.Lease;
import io.carillon.engine.delivery.Settled;
import io.carillon.engine.delivery.Settlement;
import io.carillon.engine.schedule.ScheduleKey;
import io.carillon.engine.subject.SubjectId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/// A node that was cut off settles one lease of a delivery late, and in the same batch the next
/// lease that it had of it.
class LateSettlementTest {
    private static final Instant NOW = Instant.parse("2026-11-25T09:00:00Z");

    private final Jdbi jdbi = TestDatabase.empty().reference();
    private final UUID formerLife = UUID.randomUUID();
    private final UUID life = UUID.randomUUID();
    private final List<EngineEvent> told = new ArrayList<>();

    @Test
    void what_another_has_taken_over_is_refused_and_what_came_of_the_next_lease_is_written() {
        ScheduleKey ada = aPerson("ada");
        isLeased(ada, "sending");
        anotherHasNotedTheFirstAttempt(ada);
        Settled late = busy(lease(ada, formerLife, 1));
        Settled next = accepted(lease(ada, life, 2));

        List<Settled> refused = settle(List.of(late, next));

        assertThat(refused).containsExactly(late);
        assertThat(stateOf(ada)).isEqualTo("delivered");
        assertThat(attemptsOf(ada)).containsExactly("its node died", "HTTP 200");
    }

    @Test
    void so_it_is_of_what_was_in_doubt() {
        ScheduleKey ada = aPerson("ada");
        isLeased(ada, "in_doubt");
        anotherHasNotedTheFirstAttempt(ada);
        Settled late = busy(lease(ada, formerLife, 1));
        Settled next = accepted(lease(ada, life, 2));

        List<Settled> refused = settle(List.of(late, next));

        assertThat(refused).containsExactly(late);
        assertThat(stateOf(ada)).isEqualTo("delivered");
    }

    @Test
    void one_that_the_database_refuses_is_parked_and_keeps_no_other_from_being_settled() {
        ScheduleKey ada = aPerson("ada");
        ScheduleKey bob = aPerson("bob");
        ScheduleKey eve = aPerson("eve");
        List.of(ada, bob, eve).forEach(one -> isLeased(one, "sending"));
        jdbi.useHandle(handle ->
                handle.execute(
                        "ALTER TABLE delivery ADD CONSTRAINT refused CHECK (state <> 'delivered' OR subject_id <> '"
                                + bob.subject()
                                + "')"));
        Settler settler =
                new Settler(jdbi, new VirtualClock(NOW), new Leases(9), _ -> {}, told::add);
        List.of(ada, bob, eve).forEach(one -> settler.add(accepted(lease(one, life, 2))));

        try {
            settler.flush();
        } finally {
            jdbi.useHandle(
                    handle -> handle.execute("ALTER TABLE delivery DROP CONSTRAINT refused"));
        }

        assertThat(stateOf(ada)).isEqualTo("delivered");
        assertThat(stateOf(bob)).isEqualTo("parked");
        assertThat(told)
                .singleElement()
                .isInstanceOfSatisfying(
                        EngineEvent.DeliveryParked.class,
                        it -> assertThat(it.delivery()).isEqualTo(idOf(bob)));
        assertThat(stateOf(eve)).isEqualTo("delivered");
    }

    private List<Settled> settle(List<Settled> ended) {
        return jdbi.inTransaction(handle -> Doubts.settle(handle, NOW, ended));
    }

    private static ScheduleKey aPerson(String name) {
        SubjectId subject =
                SubjectId.create(
                        Slot.ofRef(Tenant.DEFAULT, name), NOW, new Random(name.hashCode()));
        return new ScheduleKey(Tenant.DEFAULT, subject, 1, "day");
    }

    /// For the second time, by the life that lives.
    private void isLeased(ScheduleKey person, String state) {
        DeliveryId id = idOf(person);
        jdbi.useHandle(handle -> {
            handle.createUpdate(
                            """
                            INSERT INTO subject (slot, tenant_id, id, kind, zone, dates, attributes, version,
                                                 created_at, updated_at)
                            VALUES (:slot, :tenant, :subject, 'user', 'Europe/London', '{}', '{}', 1, :now, :now)
                            """)
                    .bind("slot", id.slot().number())
                    .bind("tenant", Tenant.DEFAULT)
                    .bind("subject", person.subject().uuid())
                    .bind("now", NOW)
                    .execute();
            handle.createUpdate(
                            """
                            INSERT INTO delivery (slot, id, tenant_id, subject_id, occasion_id, step, period, endpoint_id,
                                                  rule_version, state, due_at, attempts, deaths, incarnation, fence)
                            VALUES (:slot, :id, :tenant, :subject, 1, 'day', '2026', 1, 1, :state, :now, 2, 1, :life, 2)
                            """)
                    .bind("slot", id.slot().number())
                    .bind("id", id.uuid())
                    .bind("tenant", Tenant.DEFAULT)
                    .bind("subject", person.subject().uuid())
                    .bind("state", state)
                    .bind("now", NOW)
                    .bind("life", life)
                    .execute();
        });
    }

    private void anotherHasNotedTheFirstAttempt(ScheduleKey person) {
        DeliveryId id = idOf(person);
        jdbi.useHandle(handle ->
                handle.createUpdate(
                                """
                                INSERT INTO attempt (slot, delivery_id, number, tenant_id, incarnation, started_at,
                                                     ended_at, outcome, detail)
                                VALUES (:slot, :id, 1, :tenant, :life, :now, :now, 'unknown', 'its node died')
                                """)
                        .bind("slot", id.slot().number())
                        .bind("id", id.uuid())
                        .bind("tenant", Tenant.DEFAULT)
                        .bind("life", formerLife)
                        .bind("now", NOW)
                        .execute());
    }

    private static DeliveryId idOf(ScheduleKey person) {
        return DeliveryId.of(person, "2026", LocalDate.of(2026, 1, 1));
    }

    private static Lease lease(ScheduleKey person, UUID life, int number) {
        return new Lease(
                idOf(person),
                person,
                1,
                new Fence(life, number),
                new Lease.Tries(number, number - 1, 0),
                Optional.empty(),
                new Content("2026", NOW, false, Map.of()));
    }

    private static Settled accepted(Lease lease) {
        return new Settled(
                lease,
                Optional.of(NOW),
                NOW,
                Optional.of("accepted"),
                new Settlement.Delivered("HTTP 200"));
    }

    private static Settled busy(Lease lease) {
        return new Settled(
                lease,
                Optional.of(NOW),
                NOW,
                Optional.of("unavailable"),
                new Settlement.RetryAt(NOW.plusSeconds(1), "HTTP 503"));
    }

    private String stateOf(ScheduleKey person) {
        return jdbi.withHandle(handle ->
                handle.select("SELECT state FROM delivery WHERE id = ?", idOf(person).uuid())
                        .mapTo(String.class)
                        .one());
    }

    private List<String> attemptsOf(ScheduleKey person) {
        return jdbi.withHandle(handle ->
                handle.select(
                                "SELECT detail FROM attempt WHERE delivery_id = ? ORDER BY number",
                                idOf(person).uuid())
                        .mapTo(String.class)
                        .list());
    }
}
