package io.carillon.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.calendar.TzSnapshot;
import io.carillon.engine.delivery.Claims;
import io.carillon.engine.delivery.Delivery;
import io.carillon.engine.delivery.DeliveryState;
import io.carillon.engine.delivery.EngineEvent;
import io.carillon.engine.delivery.Holds;
import io.carillon.engine.delivery.Nodes;
import io.carillon.engine.delivery.Outcome;
import io.carillon.engine.delivery.Permits;
import io.carillon.engine.schedule.TzInUse;
import io.carillon.engine.schedule.TzReleases;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// While sending is held nothing is claimed, on any node; then everything is.
class HoldingTest {
    private final Town town = Town.at("2027-06-15T07:59:59Z");

    @Test
    void while_sending_is_held_nothing_is_sent_and_then_everything_is() {
        town.people(3, "1990-06-15", "Europe/London");
        town.channel.answers(Outcome.Unavailable.because("HTTP 503"));
        town.until("2027-06-15T08:00:00Z");
        town.people(3, "1990-06-15", "Europe/London");
        town.engine.holding().hold();

        town.until("2027-06-15T10:00:00Z");

        assertThat(town.channel.sent()).hasSize(3);
        assertThat(town.engine.nextDueAt()).isEmpty();

        town.engine.holding().release();
        town.engine.round();

        assertThat(town.channel.sent()).hasSize(7);
        assertThat(town.deliveries())
                .hasSize(6)
                .extracting(Delivery::state)
                .containsOnly(DeliveryState.DELIVERED);
    }

    @Test
    void it_holds_on_every_node_and_outlives_whoever_asked_for_it() {
        Engine other = town.another(TzSnapshot.bundled());
        other.holding().hold();
        other.close();
        town.people(3, "1990-06-15", "Europe/London");

        town.until("2027-06-15T08:00:00Z");

        assertThat(town.channel.sent()).isEmpty();
        assertThat(town.another(TzSnapshot.bundled()).holding().seen()).isPresent();
    }

    @Test
    void a_node_that_has_not_seen_it_yet_claims_nothing_either() {
        town.people(1, "1990-06-15", "Europe/London");
        town.asleepUntil("2027-06-15T08:00:00Z");
        var jdbi = town.databases.reference();
        UUID node = UUID.randomUUID();
        Instant now = town.clock.instant();
        jdbi.useHandle(handle -> Nodes.register(handle, node, "other", true, now));
        TzInUse tz = new TzInUse(TzReleases.adopt(jdbi, TzSnapshot.bundled(), now));
        Claims claims = new Claims(jdbi, tz, town.clock, _ -> {});
        Permits permits = new Permits(10, Map.of(Engine.WEBHOOK, 10));
        town.engine.holding().hold();

        assertThat(claims.due(node, 10, permits).held()).isTrue();

        town.engine.holding().release();

        assertThat(claims.due(node, 10, permits).leases()).hasSize(1);
    }

    @Test
    void holding_twice_is_holding_once_and_so_is_releasing() {
        town.engine.holding().hold();
        Optional<Holds.Hold> first = town.engine.holding().seen();

        town.another(TzSnapshot.bundled()).holding().hold();
        town.engine.round();

        assertThat(town.engine.holding().seen()).isEqualTo(first).isPresent();
        assertThat(town.engine.holding().release()).isTrue();
        assertThat(town.engine.holding().release()).isFalse();
        assertThat(town.engine.holding().seen()).isEmpty();
    }

    @Test
    void each_node_says_once_that_it_began_and_that_it_ended() {
        Engine other = town.another(TzSnapshot.bundled());
        town.events.clear();

        other.holding().hold();
        town.engine.round();
        town.engine.round();
        other.holding().release();
        town.engine.round();

        assertThat(town.events)
                .filteredOn(event ->
                        event instanceof EngineEvent.SendingHeld
                                || event instanceof EngineEvent.SendingReleased)
                .extracting(event -> event.getClass().getSimpleName())
                // both nodes tell this list
                .containsExactly(
                        "SendingHeld", "SendingHeld", "SendingReleased", "SendingReleased");
    }

    @Test
    void edits_are_made_meanwhile() {
        var ada = town.person("1990-06-15", "Europe/London");
        town.engine.holding().hold();

        town.moves(ada, "Asia/Tokyo");
        town.engine.holding().release();
        town.engine.round();

        assertThat(town.delivery().times().dueAt()).isEqualTo("2027-06-15T00:00:00Z");
    }
}
