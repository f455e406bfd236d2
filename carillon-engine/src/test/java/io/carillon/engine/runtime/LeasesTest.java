package io.carillon.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.Slot;
import io.carillon.engine.delivery.Content;
import io.carillon.engine.delivery.DeliveryId;
import io.carillon.engine.delivery.Fence;
import io.carillon.engine.delivery.Lease;
import io.carillon.engine.delivery.Settled;
import io.carillon.engine.schedule.ScheduleKey;
import io.carillon.engine.subject.SubjectId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/// What a node knows that it holds.
class LeasesTest {
    private static final Instant NOW = Instant.parse("2026-11-25T09:00:00Z");
    private static final ScheduleKey ADA =
            new ScheduleKey(
                    1, SubjectId.create(Slot.ofRef(1, "ada"), NOW, new Random(1)), 1, "day");

    private final Leases leases = new Leases(10);

    @Test
    void an_attempt_that_ends_with_its_life_takes_nothing_from_the_life_after_it() {
        Lease before = lease(new Fence(UUID.randomUUID(), 1));
        Lease after = lease(new Fence(UUID.randomUUID(), 2));
        leases.took(List.of(before));
        leases.took(List.of(after));

        leases.settled(List.of(Settled.released(before, NOW)));

        assertThat(leases.held().test(before)).isFalse();
        assertThat(leases.held().test(after)).isTrue();
        assertThat(leases.free()).isEqualTo(9);
    }

    @Test
    void a_lease_that_is_held_already_is_not_taken_once_more() {
        Lease lease = lease(new Fence(UUID.randomUUID(), 1));

        assertThat(leases.took(List.of(lease))).containsExactly(lease);
        assertThat(leases.took(List.of(lease))).isEmpty();
    }

    @Test
    void what_was_held_is_known_however_it_goes_on() {
        Lease lease = lease(new Fence(UUID.randomUUID(), 1));
        leases.took(List.of(lease));
        Predicate<Lease> wasHeld = leases.held();

        leases.settled(List.of(Settled.released(lease, NOW)));

        assertThat(wasHeld.test(lease)).isTrue();
        assertThat(leases.held().test(lease)).isFalse();
    }

    private static Lease lease(Fence fence) {
        return new Lease(
                DeliveryId.of(ADA, "2026", LocalDate.of(2026, 1, 1)),
                ADA,
                1,
                fence,
                new Lease.Tries(1, 0, 0),
                Optional.empty(),
                new Content("2026", NOW, false, Map.of()));
    }
}
