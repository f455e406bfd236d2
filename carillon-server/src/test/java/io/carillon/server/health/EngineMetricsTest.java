package io.carillon.server.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.delivery.DeliveryId;
import io.carillon.engine.delivery.DeliveryState;
import io.carillon.engine.delivery.EngineEvent;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EngineMetricsTest {
    private static final DeliveryId DELIVERY =
            new DeliveryId(UUID.fromString("80005153-4b80-82ef-93fb-cbc4039d7bc2"));

    private final EngineMetrics metrics = new EngineMetrics();

    @Test
    void attempts_are_counted_by_what_became_of_their_deliveries() {
        metrics.on(ended(DeliveryState.RETRYING));
        metrics.on(ended(DeliveryState.RETRYING));
        metrics.on(ended(DeliveryState.DELIVERED));

        assertThat(metrics.text())
                .contains("carillon_attempts_total{state=\"retrying\"} 2.0")
                .contains("carillon_attempts_total{state=\"delivered\"} 1.0")
                .contains("carillon_attempts_total{state=\"failed\"} 0.0");
    }

    @Test
    void what_happens_to_many_at_once_is_counted_for_each() {
        metrics.on(new EngineEvent.DeliveriesReclaimed(3));
        metrics.on(new EngineEvent.LeasesForgotten(2));
        metrics.on(new EngineEvent.DeparturesFailed(5, new IllegalStateException()));
        metrics.on(new EngineEvent.DeliveriesExisted(7));
        metrics.on(new EngineEvent.TzReplanned("2099a", Map.of("Asia/Tokyo", 4, "UTC", 7), 1, 1));

        assertThat(metrics.text())
                .contains("carillon_deliveries_reclaimed_total 3.0")
                .contains("carillon_leases_forgotten_total 2.0")
                .contains("carillon_departures_failed_total 5.0")
                .contains("carillon_deliveries_existed_total 7.0")
                .contains("carillon_schedules_replanned_total 11.0");
    }

    @Test
    void what_happens_to_one_is_counted_once() {
        UUID life = UUID.randomUUID();
        metrics.on(new EngineEvent.LeaseLost(DELIVERY));
        metrics.on(new EngineEvent.ClaimHalved(1_000, "a row"));
        metrics.on(new EngineEvent.DeliveryParked(DELIVERY, "its node died"));
        metrics.on(new EngineEvent.ChannelThrew(DELIVERY, new IllegalStateException()));
        metrics.on(new EngineEvent.NodeStarted("a", life));
        metrics.on(new EngineEvent.NodeDisowned("a", life));
        metrics.on(new EngineEvent.NodeDeclaredDead(life));

        assertThat(metrics.text())
                .contains("carillon_leases_lost_total 1.0")
                .contains("carillon_claims_halved_total 1.0")
                .contains("carillon_deliveries_parked_total 1.0")
                .contains("carillon_channel_errors_total 1.0")
                .contains("carillon_node_lives_total 1.0")
                .contains("carillon_node_disowned_total 1.0")
                .contains("carillon_nodes_declared_dead_total 1.0");
    }

    @Test
    void a_loop_fails_until_it_recovers() {
        metrics.on(new EngineEvent.LoopFailed("a", Duration.ZERO, new IllegalStateException()));
        metrics.on(new EngineEvent.LoopFailed("b", Duration.ZERO, new IllegalStateException()));
        metrics.on(new EngineEvent.LoopRecovered("a"));

        assertThat(metrics.failingLoops()).isEqualTo(1);
        assertThat(metrics.text()).contains("carillon_loop_failures_total 2.0");
    }

    private static EngineEvent ended(DeliveryState state) {
        return new EngineEvent.AttemptEnded(DELIVERY, 1, state, "");
    }
}
