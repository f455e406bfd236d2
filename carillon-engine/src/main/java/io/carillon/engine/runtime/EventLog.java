package io.carillon.engine.runtime;

import io.carillon.engine.delivery.DeliveryState;
import io.carillon.engine.delivery.EngineEvent;
import io.carillon.engine.endpoint.Failing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes events into the log: what happened, to which id, and what follows.
final class EventLog implements EngineEvent.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(EventLog.class);

    /// This log, and another listener. What that throws changes nothing of what happened.
    EngineEvent.Listener andTell(EngineEvent.Listener other) {
        return event -> {
            on(event);
            try {
                other.on(event);
            } catch (RuntimeException | Error e) {
                LOG.warn("a listener could not be told of {}", event.getClass().getSimpleName(), e);
            }
        };
    }

    @Override
    public void on(EngineEvent event) {
        switch (event) {
            case EngineEvent.NodeStarted it ->
                    LOG.info("node {} lives as {}", it.node(), it.incarnation());
            case EngineEvent.NodeDisowned it ->
                    LOG.warn(
                            "node {} was declared dead as {}; it starts anew",
                            it.node(),
                            it.incarnation());
            case EngineEvent.NodeDeclaredDead it ->
                    LOG.warn("node {} is dead; what it had leased goes again", it.incarnation());
            case EngineEvent.DeliveriesReclaimed it ->
                    LOG.warn(
                            "{} deliveries of dead nodes go again, but for those that are in doubt",
                            it.count());
            case EngineEvent.LeasesForgotten it ->
                    LOG.warn(
                            "{} deliveries of this node were not in its memory; they are let go",
                            it.count());
            case EngineEvent.LeaseLost it ->
                    LOG.warn(
                            "lease of delivery {} was lost; its settlement is refused",
                            it.delivery());
            case EngineEvent.DeliveriesExisted it ->
                    LOG.warn("{} deliveries were there already; they stay as they are", it.count());
            case EngineEvent.ClaimHalved it ->
                    LOG.warn(
                            "a claim of {} failed; halving it to find the row: {}",
                            it.size(),
                            it.reason());
            case EngineEvent.ScheduleParked it ->
                    LOG.error(
                            "the schedule of subject {} is parked until an edit mends it: {}",
                            it.subject(),
                            it.reason());
            case EngineEvent.DeliveryParked it ->
                    LOG.error(
                            "delivery {} is parked until somebody replays it: {}",
                            it.delivery(),
                            it.reason());
            case EngineEvent.SendingHeld it ->
                    LOG.warn(
                            "nothing is sent since {}, when node {} was started with --hold; POST /v1/release ends that",
                            it.hold().heldAt(),
                            it.hold().node());
            case EngineEvent.SendingReleased() -> LOG.info("sending is released; what is due goes");
            case EngineEvent.BreakerOpened it ->
                    LOG.warn(
                            "nearly everything sent to endpoint {} failed; what goes there waits until a probe is answered",
                            it.endpoint().key());
            case EngineEvent.BreakerClosed it ->
                    LOG.info("endpoint {} answers again; what waited goes", it.endpoint().key());
            case EngineEvent.EndpointFailing it ->
                    LOG.warn(
                            "endpoint {} has only failed since {}; {} after that it is disabled",
                            it.endpoint().key(),
                            it.since(),
                            Failing.GIVEN_UP_AFTER);
            case EngineEvent.EndpointDisabled it ->
                    LOG.error(
                            "endpoint {} is disabled: {}; what goes there waits until it expires or somebody enables the endpoint",
                            it.endpoint().key(),
                            it.reason());
            case EngineEvent.EndpointEnabled it ->
                    LOG.info("endpoint {} is enabled; what waited goes", it.endpoint().key());
            case EngineEvent.AttemptEnded it -> ended(it);
            case EngineEvent.ChannelThrew it ->
                    LOG.error(
                            "delivery {}: its channel threw, so whether it was sent is unknown",
                            it.delivery(),
                            it.error());
            case EngineEvent.DeparturesFailed it ->
                    LOG.warn(
                            "{} deliveries were about to leave and do not; they go again",
                            it.count(),
                            it.error());
            case EngineEvent.LoopFailed it ->
                    LOG.error(
                            "{} failed; it tries again every {} and says when it works",
                            it.loop(),
                            it.every(),
                            it.error());
            case EngineEvent.LoopRecovered it -> LOG.info("{} works again", it.loop());
            case EngineEvent.StopFailed it ->
                    LOG.error(
                            "the engine could not stop in order; what it had leased goes again later",
                            it.error());
            case EngineEvent.TzReplaced it ->
                    LOG.info("tz database {} is in use now, after {}", it.release(), it.before());
            case EngineEvent.TzOutdated it ->
                    LOG.warn(
                            "tz database {} is older than {}, which has planned here: what a newer one has planned stays as it is",
                            it.release(),
                            it.newer());
            case EngineEvent.TzReplanned it ->
                    LOG.info(
                            "by tz database {} {} schedules were planned anew: {} are due at another instant, {} cannot be planned; by zone {}",
                            it.release(),
                            it.zones().values().stream().mapToInt(Integer::intValue).sum(),
                            it.moved(),
                            it.parked(),
                            it.zones());
        }
    }

    /// Says what an operator may want to know; what was delivered stands in the database.
    private static void ended(EngineEvent.AttemptEnded it) {
        if (it.state() == DeliveryState.DELIVERED) {
            LOG.debug("delivery {} was delivered at attempt {}", it.delivery(), it.attempt());
        } else {
            LOG.info(
                    "delivery {} is {} after attempt {}: {}",
                    it.delivery(),
                    it.state().text(),
                    it.attempt(),
                    it.detail());
        }
    }
}
