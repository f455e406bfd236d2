package io.carillon.engine.delivery;

import io.carillon.engine.endpoint.Endpoint;
import io.carillon.engine.subject.SubjectId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// What happened in the engine that an operator may want to know. One listener is told of all of
/// it.
public sealed interface EngineEvent {
    /// A process began a life.
    record NodeStarted(String node, UUID incarnation) implements EngineEvent {}

    /// This process found that others had declared its life dead; it begins another one.
    record NodeDisowned(String node, UUID incarnation) implements EngineEvent {}

    /// This process declared another one dead.
    record NodeDeclaredDead(UUID incarnation) implements EngineEvent {}

    /// What dead nodes had leased was taken back.
    record DeliveriesReclaimed(int count) implements EngineEvent {}

    /// This node held leases that it does not remember, of a claim whose answer was lost; it let
    /// them go.
    record LeasesForgotten(int count) implements EngineEvent {}

    /// A settlement was refused, because another life of a node had taken over.
    record LeaseLost(DeliveryId delivery) implements EngineEvent {}

    /// A claim made deliveries that were there already; they stay as they are.
    record DeliveriesExisted(int count) implements EngineEvent {}

    /// A claim failed on its rows; it is halved to find the one.
    record ClaimHalved(int size, String reason) implements EngineEvent {}

    /// A schedule cannot be planned and waits for an edit to mend it.
    record ScheduleParked(SubjectId subject, String reason) implements EngineEvent {}

    /// A delivery is set aside: it cannot be rendered or settled, or one node after the other died
    /// with it.
    record DeliveryParked(DeliveryId delivery, String reason) implements EngineEvent {}

    /// Nothing is claimed any more, on any node, until that is released.
    record SendingHeld(Holds.Hold hold) implements EngineEvent {}

    /// What is due is claimed again.
    record SendingReleased() implements EngineEvent {}

    /// Nearly everything sent to an endpoint failed; it is left alone until it answers a probe.
    record BreakerOpened(Endpoint endpoint) implements EngineEvent {}

    /// An endpoint answered a probe.
    record BreakerClosed(Endpoint endpoint) implements EngineEvent {}

    /// An endpoint has only failed for so long that notice is given: if that goes on it will be
    /// disabled.
    record EndpointFailing(Endpoint endpoint, Instant since) implements EngineEvent {}

    /// Nothing is sent to an endpoint until somebody enables it again.
    record EndpointDisabled(Endpoint endpoint, String reason) implements EngineEvent {}

    record EndpointEnabled(Endpoint endpoint) implements EngineEvent {}

    /// An attempt ended, and this is what became of its delivery.
    record AttemptEnded(DeliveryId delivery, int attempt, DeliveryState state, String detail)
            implements EngineEvent {}

    /// A channel threw, so that it is unknown whether the delivery was sent.
    record ChannelThrew(DeliveryId delivery, Throwable error) implements EngineEvent {}

    /// Deliveries were about to leave, which could not be noted; they do not, and go again.
    record DeparturesFailed(int count, RuntimeException error) implements EngineEvent {}

    /// A loop failed; it tries again every so often, and says when it works.
    record LoopFailed(String loop, Duration every, Throwable error) implements EngineEvent {}

    /// A loop that had failed works again.
    record LoopRecovered(String loop) implements EngineEvent {}

    /// The engine could not stop in order.
    record StopFailed(RuntimeException error) implements EngineEvent {}

    /// Another tz database is in use.
    record TzReplaced(String release, String before) implements EngineEvent {}

    /// The tz database in use is older than these, which have planned here.
    record TzOutdated(String release, Set<String> newer) implements EngineEvent {}

    /// Schedules were planned anew by a tz database: how many of each zone; how many of them are
    /// due at another instant, and how many cannot be planned.
    record TzReplanned(String release, Map<String, Integer> zones, int moved, int parked)
            implements EngineEvent {}

    /// What is told of events. It is called where they happen, also from several threads at once:
    /// so it is quick.
    @FunctionalInterface
    interface Listener {
        void on(EngineEvent event);
    }
}
