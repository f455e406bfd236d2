package io.carillon.trials.fire;

import io.carillon.trials.fire.Variant.Change;
import io.carillon.trials.history.Clause;
import java.util.List;

/// The safeguards of the engine, each taken out.
final class Variants {
    /// Whoever has sent may settle, also when another has taken over since.
    static final Variant NO_FENCE =
            new Variant(
                    "no fence",
                    Clause.AGAIN_AFTER_SETTLED,
                    List.of(
                            new Change(
                                    "delivery/Deliveries.java",
                                    "THEN d.incarnation = s.incarnation AND d.fence = s.fence ELSE false END",
                                    "THEN true ELSE false END"),
                            // Nor does it ask before it sends what a node has died with.
                            new Change(
                                    "delivery/Doubts.java",
                                    "THEN d.incarnation = :incarnation AND d.fence = l.fence ELSE false END",
                                    "THEN true ELSE :incarnation IS NOT NULL END"),
                            // Else the second to settle would stumble over the first one's attempt.
                            new Change(
                                    "delivery/Attempts.java",
                                    "ended_at, outcome, detail)\n                        \"\"\")",
                                    "ended_at, outcome, detail)\n                        ON CONFLICT DO NOTHING\n                        \"\"\")")));

    /// Nobody looks at the lease before the first byte leaves.
    static final Variant NO_SELF_CHECK =
            new Variant(
                    "no self-check",
                    Clause.AGAIN_AFTER_SETTLED,
                    List.of(
                            new Change(
                                    "runtime/Node.java",
                                    "return trust == Trust.HELD;",
                                    "return true;")));

    /// That a message may have left is committed nowhere before it leaves.
    static final Variant NO_DEPARTURE =
            new Variant(
                    "no departure",
                    Clause.SENT_TWICE,
                    List.of(
                            new Change(
                                    "runtime/Sender.java",
                                    "boolean noted = held || lease.tries().deaths() > 0;",
                                    "boolean noted = false;")));

    /// A schedule stays due until what it made was sent and settled.
    static final Variant CURSOR_AFTER_SEND =
            new Variant(
                    "cursor moved after the send",
                    Clause.AGAIN_AFTER_SETTLED,
                    List.of(
                            new Change(
                                    "delivery/Claims.java",
                                    "private List<Schedule> lastLocked = List.of();",
                                    """
                                    private List<Schedule> lastLocked = List.of();
                                    public static final Map<DeliveryId, Schedule> AFTER_SEND =
                                            new java.util.concurrent.ConcurrentHashMap<>();
                                    """),
                            new Change(
                                    "delivery/Claims.java",
                                    "        Schedules.move(handle, turns.moved, locked.places());",
                                    """
                                            Map<ScheduleKey, Schedule> now_ = new java.util.HashMap<>();
                                            turns.moved.forEach(one -> now_.put(one.key(), one));
                                            turns.made.forEach(one ->
                                                    AFTER_SEND.put(one.id(), now_.remove(one.schedule())));
                                            Schedules.move(
                                                    handle, List.copyOf(now_.values()), locked.places());
                                    """),
                            new Change(
                                    "delivery/Claims.java",
                                    "looks > 0 ? missing(handle, turns.made) : turns.made,",
                                    "turns.made,"),
                            new Change(
                                    "delivery/Claims.java",
                                    "Deliveries.insert(handle, incarnation, now, permitted)",
                                    """
                                    Deliveries.insert(
                                            handle, incarnation, now,
                                            looks > 0 ? missing(handle, permitted) : permitted)\
                                    """),
                            new Change(
                                    "runtime/Settler.java",
                                    "jdbi.inTransaction(handle -> Doubts.settle(handle, clock.instant(), batch))",
                                    """
                                    jdbi.inTransaction(handle -> {
                                        io.carillon.engine.schedule.Schedules.update(
                                                handle,
                                                batch.stream()
                                                        .map(one ->
                                                                io.carillon.engine.delivery.Claims.AFTER_SEND
                                                                        .remove(one.lease().id()))
                                                        .filter(java.util.Objects::nonNull)
                                                        .toList());
                                        return Doubts.settle(handle, clock.instant(), batch);
                                    })
                                    """)));

    static final List<Variant> ALL =
            List.of(NO_FENCE, NO_SELF_CHECK, NO_DEPARTURE, CURSOR_AFTER_SEND);

    private Variants() {}
}
