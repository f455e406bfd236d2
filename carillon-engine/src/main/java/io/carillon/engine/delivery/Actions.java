package io.carillon.engine.delivery;

import io.carillon.engine.database.Columns;
import io.carillon.engine.database.Rows;
import io.carillon.engine.database.SqlArray;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// The stored actions: append-only. Whoever appends has the delivery's row locked, so that their
/// numbers are in order.
final class Actions {
    private Actions() {}

    static void append(Handle handle, List<Action> actions) {
        if (actions.isEmpty()) {
            return;
        }
        Columns<Action> column = new Columns<>(actions);
        handle.createUpdate(
                        """
                        -- append actions
                        INSERT INTO delivery_action (slot, delivery_id, number, tenant_id, attempts, acted_at, action,
                                                     actor, reason)
                        SELECT a.slot, a.delivery_id,
                               1 + (SELECT count(*)
                                    FROM delivery_action before
                                    WHERE before.slot = a.slot AND before.delivery_id = a.delivery_id),
                               a.tenant_id, a.attempts, a.acted_at, a.action, a.actor, a.reason
                        FROM unnest(:slots, :ids, :tenants, :attempts, :actedAts, :actions, :actors, :reasons)
                             AS a (slot, delivery_id, tenant_id, attempts, acted_at, action, actor, reason)
                        """)
                .bind(
                        "slots",
                        SqlArray.of(Short.class, column.of(a -> a.id().slot().shortNumber())))
                .bind("ids", SqlArray.of(UUID.class, column.of(a -> a.id().uuid())))
                .bind("tenants", SqlArray.of(Integer.class, column.of(Action::tenant)))
                .bind("attempts", SqlArray.of(Integer.class, column.of(Action::attempts)))
                .bind("actedAts", SqlArray.of(Instant.class, column.of(Action::actedAt)))
                .bind("actions", SqlArray.of(String.class, column.of(a -> a.kind().text())))
                .bind("actors", SqlArray.of(String.class, column.of(a -> a.cause().actor())))
                .bind("reasons", SqlArray.of(String.class, column.of(a -> a.cause().reason())))
                .execute();
    }

    static List<Action> of(Handle handle, DeliveryId id) {
        return handle.createQuery(
                        """
                        -- read the actions on a delivery
                        SELECT tenant_id, attempts, acted_at, action, actor, reason
                        FROM delivery_action
                        WHERE slot = :slot AND delivery_id = :id
                        ORDER BY number
                        """)
                .bind("slot", id.slot().number())
                .bind("id", id.uuid())
                .map((row, context) ->
                        new Action(
                                id,
                                row.getInt("tenant_id"),
                                row.getInt("attempts"),
                                Rows.instant(row, "acted_at"),
                                Action.Kind.ofText(row.getString("action")),
                                new Action.Cause(row.getString("actor"), row.getString("reason"))))
                .list();
    }
}
