package io.carillon.engine.delivery;

import io.carillon.engine.database.Columns;
import io.carillon.engine.database.Rows;
import io.carillon.engine.database.SqlArray;
import io.carillon.engine.delivery.Deliveries.Written;
import io.carillon.engine.occasion.WhenUnknown;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// What keeps a message from being sent twice where that matters more than that it is sent: before
/// an attempt leaves, that it may have left is committed; so whoever finds it without an outcome
/// knows that it is in doubt, and whoever does not find that it may have left knows that it has
/// not. The same is noted of what a node has died with ([Suspects]), which goes again all the same.
public final class Doubts {
    private Doubts() {}

    /// A lease that is about to be sent, and what becomes of it if its outcome stays unknown.
    public record Departing(Lease lease, WhenUnknown whenUnknown) {}

    /// Notes that these leases of one life of a node are about to be sent, and names those that may
    /// be: the others were lost. To be called behind [Nodes#openClaim], so that the node cannot be
    /// declared dead between this and its commit.
    static Set<DeliveryId> depart(
            Handle handle, UUID incarnation, Instant now, List<Departing> leases) {
        Columns<Departing> column = new Columns<>(leases);
        return handle.createQuery(
                        """
                        -- note departures
                        UPDATE delivery d
                        SET departed_at = CASE WHEN l.held THEN :now END,
                            departed_fence = l.fence
                        FROM unnest(:slots, :ids, :fences, :helds) AS l (slot, id, fence, held)
                        WHERE d.slot = l.slot AND d.id = l.id
                          AND (CASE d.state WHEN 'sending' -- so that the key is the only way
                               THEN d.incarnation = :incarnation AND d.fence = l.fence ELSE false END)
                        RETURNING d.id
                        """)
                .bind("now", now)
                .bind("incarnation", incarnation)
                .bind(
                        "slots",
                        SqlArray.of(
                                Short.class, column.of(l -> l.lease().id().slot().shortNumber())))
                .bind("ids", SqlArray.of(UUID.class, column.of(l -> l.lease().id().uuid())))
                .bind(
                        "fences",
                        SqlArray.of(Integer.class, column.of(l -> l.lease().fence().number())))
                .bind(
                        "helds",
                        SqlArray.of(
                                Boolean.class, column.of(l -> l.whenUnknown() == WhenUnknown.HOLD)))
                .map((row, _) -> new DeliveryId(Rows.uuid(row, "id")))
                .set();
    }

    /// The same, in a transaction of its own.
    public static Set<DeliveryId> depart(
            Jdbi jdbi, UUID incarnation, Instant now, List<Departing> leases) {
        return jdbi.inTransaction(handle ->
                Nodes.openClaim(handle, incarnation) == Nodes.Opening.OPEN
                        ? depart(handle, incarnation, now, leases)
                        : Set.of());
    }

    /// Settles leases as [Deliveries#settle] does, and those that were given up as in doubt
    /// meanwhile if their outcome is known after all; returns the others. For whoever held the
    /// lease: of one that it only found, it does not know whether it was sent.
    public static List<Settled> settle(Handle handle, Instant now, List<Settled> ended) {
        return settleKnown(handle, now, Deliveries.settle(handle, now, ended));
    }

    private static List<Settled> settleKnown(Handle handle, Instant now, List<Settled> refused) {
        List<Settled> known =
                refused.stream()
                        .filter(s ->
                                s.isKnown() && DeliveryState.IN_DOUBT.after(event(s)).isPresent())
                        .toList();
        if (known.isEmpty()) {
            return refused;
        }
        Map<Written, Integer> settled = write(handle, now, known);
        List<Action> actions = new ArrayList<>();
        for (Settled one : known) {
            Integer attempts = settled.get(Written.of(one));
            if (attempts != null) {
                actions.add(
                        new Action(
                                one.lease().id(),
                                one.lease().schedule().tenant(),
                                attempts,
                                one.endedAt(),
                                Action.Kind.OUTCOME,
                                new Action.Cause(Action.CARILLON, told(one))));
            }
        }
        Actions.append(handle, actions);
        return refused.stream().filter(s -> !settled.containsKey(Written.of(s))).toList();
    }

    private static DeliveryState.Event event(Settled settled) {
        return new DeliveryState.Event.Known(settled.settlement());
    }

    private static String told(Settled settled) {
        return settled.outcome()
                .map(outcome ->
                        "its outcome came late: %s, %s"
                                .formatted(outcome, settled.settlement().detail()))
                .orElse("it came out late that nothing was sent");
    }

    /// Those that were settled, each with the number of its attempts.
    private static Map<Written, Integer> write(Handle handle, Instant now, List<Settled> known) {
        Columns<Settled> column = new Columns<>(known);
        return handle.createQuery(
                        """
                        -- settle what was in doubt
                        UPDATE delivery d
                        SET state = s.state,
                            next_attempt_at = s.next_attempt_at,
                            sent_at = CASE WHEN s.state = 'delivered' THEN s.started_at END,
                            settled_at = CASE WHEN s.state NOT IN ('pending', 'retrying') THEN s.ended_at END,
                            detail = s.detail,
                            departed_at = NULL,
                            inputs = CASE WHEN s.state NOT IN ('delivered', 'cancelled') THEN d.inputs END
                        FROM unnest(:slots, :ids, :incarnations, :fences, :states, :nextAttemptAts,
                                    :startedAts, :endedAts, :details)
                             AS s (slot, id, incarnation, fence, state, next_attempt_at, started_at,
                                   ended_at, detail)
                        WHERE d.slot = s.slot AND d.id = s.id
                          AND d.state = 'in_doubt' AND d.incarnation = s.incarnation AND d.fence = s.fence
                        RETURNING d.id, d.fence, d.attempts
                        """)
                .bind(
                        "slots",
                        SqlArray.of(
                                Short.class, column.of(s -> s.lease().id().slot().shortNumber())))
                .bind("ids", SqlArray.of(UUID.class, column.of(s -> s.lease().id().uuid())))
                .bind(
                        "incarnations",
                        SqlArray.of(UUID.class, column.of(s -> s.lease().fence().incarnation())))
                .bind(
                        "fences",
                        SqlArray.of(Integer.class, column.of(s -> s.lease().fence().number())))
                .bind(
                        "states",
                        SqlArray.of(
                                String.class,
                                column.of(s ->
                                        DeliveryState.IN_DOUBT
                                                .after(event(s))
                                                .orElseThrow()
                                                .text())))
                .bind(
                        "nextAttemptAts",
                        SqlArray.of(
                                Instant.class,
                                column.ofMaybe(s -> Deliveries.nextAttemptAt(s.settlement(), now))))
                .bind("startedAts", SqlArray.of(Instant.class, column.ofMaybe(Settled::startedAt)))
                .bind("endedAts", SqlArray.of(Instant.class, column.of(Settled::endedAt)))
                .bind("details", SqlArray.of(String.class, column.of(s -> s.settlement().detail())))
                .reduceRows(
                        new HashMap<Written, Integer>(),
                        (attempts, row) -> {
                            attempts.put(
                                    new Written(
                                            new DeliveryId(row.getColumn("id", UUID.class)),
                                            row.getColumn("fence", Integer.class)),
                                    row.getColumn("attempts", Integer.class));
                            return attempts;
                        });
    }
}
