package io.carillon.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.calendar.TzSnapshot;
import io.carillon.engine.delivery.Claims;
import io.carillon.engine.delivery.DeliveryState;
import io.carillon.engine.delivery.EngineEvent;
import io.carillon.engine.delivery.Lease;
import io.carillon.engine.delivery.Permits;
import io.carillon.engine.delivery.Settled;
import io.carillon.engine.schedule.TzInUse;
import io.carillon.engine.schedule.TzReleases;
import io.carillon.engine.subject.SubjectId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/// Now and then a node lets go what the database says that it holds, and it does not.
class OwnLeasesTest {
    private final Town town = Town.at("2027-06-15T00:00:00Z");
    private final Jdbi jdbi = town.databases.reference();
    private final Machine machine = new Machine();
    private final List<EngineEvent> told = new ArrayList<>();
    private final Node node = new Node(jdbi, "own", true, machine.time(), (_, _) -> {}, told::add);
    private final Leases leases = new Leases(10);
    private final Settler settler = new Settler(jdbi, town.clock, leases, _ -> {}, told::add);
    private final OwnLeases ownLeases =
            new OwnLeases(jdbi, node, machine.time(), town.clock, leases, told::add);

    private final SubjectId ada = town.person("1990-06-15", "Europe/London");

    @Test
    void what_it_does_not_hold_goes_again() {
        claim();
        machine.passes(Duration.ofSeconds(5));

        assertThat(ownLeases.sweep()).isTrue();

        assertThat(delivery().state()).isEqualTo(DeliveryState.PENDING);
        assertThat(told).contains(new EngineEvent.LeasesForgotten(1));
    }

    @Test
    void what_it_holds_stays() {
        leases.took(List.of(claim()));
        machine.passes(Duration.ofSeconds(5));

        assertThat(ownLeases.sweep()).isTrue();

        assertThat(delivery().state()).isEqualTo(DeliveryState.SENDING);
    }

    @Test
    void what_is_in_doubt_since_the_look_is_not_sent_again() {
        Lease lease = claim();
        leases.took(List.of(lease));
        settler.add(
                Settled.inDoubt(
                        lease,
                        Optional.of(town.clock.instant()),
                        town.clock.instant(),
                        "no answer"));
        machine.passes(Duration.ofSeconds(5));

        try (Meanwhile meanwhile = Meanwhile.after(jdbi, "read a node's leases", settler::flush)) {
            ownLeases.sweep();
            assertThat(meanwhile.happened()).isTrue();
        }

        assertThat(delivery().state()).isEqualTo(DeliveryState.IN_DOUBT);
        assertThat(leases.isEmpty()).isTrue();
    }

    /// It may have been sent by whoever gave it up.
    @Test
    void what_another_gave_up_as_in_doubt_is_not_sent_again() {
        Lease lease = claim();
        machine.passes(Duration.ofSeconds(5));

        try (Meanwhile meanwhile =
                Meanwhile.after(jdbi, "read a node's leases", () -> isGivenUp(lease))) {
            ownLeases.sweep();
            assertThat(meanwhile.happened()).isTrue();
        }

        assertThat(delivery().state()).isEqualTo(DeliveryState.IN_DOUBT);
    }

    private void isGivenUp(Lease lease) {
        Settler another = new Settler(jdbi, town.clock, new Leases(10), _ -> {}, told::add);
        another.add(
                Settled.inDoubt(
                        lease, Optional.of(town.clock.instant()), town.clock.instant(), "it died"));
        another.flush();
    }

    private Lease claim() {
        town.asleepUntil("2027-06-15T12:00:00Z");
        TzInUse tz =
                new TzInUse(TzReleases.adopt(jdbi, TzSnapshot.bundled(), town.clock.instant()));
        UUID incarnation = node.incarnation();
        new Claims(jdbi, tz, town.clock, told::add)
                .due(incarnation, 10, new Permits(10, Map.of(Engine.WEBHOOK, 10)));
        Stored claimed = delivery();
        assertThat(claimed.state()).isEqualTo(DeliveryState.SENDING);
        return claimed.lease(claimed.fence());
    }

    private Stored delivery() {
        return Stored.first(jdbi, ada);
    }
}
