package io.carillon.server.health;

import io.carillon.engine.delivery.DeliveryState;
import io.carillon.engine.delivery.EngineEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// What happened in the engine, counted since the start. Every counter is there from the start, so
/// that the first event is an increase like any other; no label names a delivery or a person.
public final class EngineMetrics implements EngineEvent.Listener {
    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Set<String> failingLoops = ConcurrentHashMap.newKeySet();

    private final Counter channelErrors = counter("carillon.channel.errors", "channels that threw");
    private final Counter departuresFailed =
            counter("carillon.departures.failed", "deliveries that could not be noted as leaving");
    private final Counter deliveriesReclaimed =
            counter("carillon.deliveries.reclaimed", "deliveries of dead nodes, taken back");
    private final Counter deliveriesParked =
            counter("carillon.deliveries.parked", "deliveries that were set aside");
    private final Counter deliveriesExisted =
            counter("carillon.deliveries.existed", "deliveries made a second time, and left alone");
    private final Counter schedulesParked =
            counter("carillon.schedules.parked", "schedules that could not be planned");
    private final Counter schedulesReplanned =
            counter("carillon.schedules.replanned", "schedules planned by another tz database");
    private final Counter leasesLost =
            counter("carillon.leases.lost", "settlements refused: another life had taken over");
    private final Counter leasesForgotten =
            counter("carillon.leases.forgotten", "leases not remembered, and let go");
    private final Counter claimsHalved =
            counter("carillon.claims.halved", "claims that failed on a row, and were halved");
    private final Counter loopFailures =
            counter("carillon.loop.failures", "loops that began to fail");
    private final Counter nodeLives = counter("carillon.node.lives", "lives of this node");
    private final Counter nodeDisowned =
            counter("carillon.node.disowned", "lives of this node that others declared dead");
    private final Counter nodesDeclaredDead =
            counter("carillon.nodes.declared.dead", "lives of others declared dead by this node");
    private final Counter breakersOpened =
            counter("carillon.breakers.opened", "breakers that this node opened");
    private final Counter endpointNotices =
            counter("carillon.endpoint.notices", "notices that an endpoint has only failed");
    private final Counter endpointsDisabled =
            counter("carillon.endpoints.disabled", "endpoints that this node disabled");

    public EngineMetrics() {
        for (DeliveryState state :
                List.of(
                        DeliveryState.DELIVERED,
                        DeliveryState.RETRYING,
                        DeliveryState.FAILED,
                        DeliveryState.IN_DOUBT,
                        DeliveryState.PENDING)) {
            attempts(state);
        }
    }

    @Override
    public void on(EngineEvent event) {
        switch (event) {
            case EngineEvent.AttemptEnded it -> attempts(it.state()).increment();
            case EngineEvent.ChannelThrew _ -> channelErrors.increment();
            case EngineEvent.DeparturesFailed it -> departuresFailed.increment(it.count());
            case EngineEvent.DeliveriesReclaimed it -> deliveriesReclaimed.increment(it.count());
            case EngineEvent.DeliveryParked _ -> deliveriesParked.increment();
            case EngineEvent.DeliveriesExisted it -> deliveriesExisted.increment(it.count());
            case EngineEvent.ScheduleParked _ -> schedulesParked.increment();
            case EngineEvent.TzReplanned it ->
                    schedulesReplanned.increment(
                            it.zones().values().stream().mapToInt(Integer::intValue).sum());
            case EngineEvent.LeaseLost _ -> leasesLost.increment();
            case EngineEvent.LeasesForgotten it -> leasesForgotten.increment(it.count());
            case EngineEvent.ClaimHalved _ -> claimsHalved.increment();
            case EngineEvent.LoopFailed it -> {
                failingLoops.add(it.loop());
                loopFailures.increment();
            }
            case EngineEvent.LoopRecovered it -> failingLoops.remove(it.loop());
            case EngineEvent.NodeStarted _ -> nodeLives.increment();
            case EngineEvent.NodeDisowned _ -> nodeDisowned.increment();
            case EngineEvent.NodeDeclaredDead _ -> nodesDeclaredDead.increment();
            case EngineEvent.BreakerOpened _ -> breakersOpened.increment();
            case EngineEvent.EndpointFailing _ -> endpointNotices.increment();
            case EngineEvent.EndpointDisabled _ -> endpointsDisabled.increment();
            // What they begin or end is a gauge, or nobody is there to read it any more.
            case EngineEvent.BreakerClosed _,
                    EngineEvent.EndpointEnabled _,
                    EngineEvent.SendingHeld _,
                    EngineEvent.SendingReleased _,
                    EngineEvent.StopFailed _,
                    EngineEvent.TzReplaced _,
                    EngineEvent.TzOutdated _ -> {}
        }
    }

    MeterRegistry registry() {
        return registry;
    }

    int failingLoops() {
        return failingLoops.size();
    }

    /// Everything, in the text format of Prometheus.
    String text() {
        return registry.scrape();
    }

    private Counter attempts(DeliveryState state) {
        return Counter.builder("carillon.attempts")
                .description("attempts that ended, by the state that followed")
                .tag("state", state.text())
                .register(registry);
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }
}
