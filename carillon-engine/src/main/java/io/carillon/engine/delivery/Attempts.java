package io.carillon.engine.delivery;

import io.carillon.engine.database.Columns;
import io.carillon.engine.database.Rows;
import io.carillon.engine.database.SqlArray;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// The stored attempts: append-only. A delivery accepted at its first attempt has none here.
final class Attempts {
    private Attempts() {}

    static void append(Handle handle, List<Settled> ended) {
        if (ended.isEmpty()) {
            return;
        }
        Columns<Settled> column = new Columns<>(ended);
        handle.createUpdate(
                        """
                        -- append attempts
                        INSERT INTO attempt (slot, delivery_id, number, tenant_id, incarnation, started_at, ended_at,
                                             outcome, detail)
                        SELECT slot, delivery_id, number, tenant_id, incarnation, started_at, ended_at, outcome, detail
                        FROM unnest(:slots, :ids, :numbers, :tenants, :incarnations, :startedAts,
                                    :endedAts, :outcomes, :details)
                             AS a (slot, delivery_id, number, tenant_id, incarnation, started_at,
                                   ended_at, outcome, detail)
                        """)
                .bind(
                        "slots",
                        SqlArray.of(
                                Short.class, column.of(s -> s.lease().id().slot().shortNumber())))
                .bind("ids", SqlArray.of(UUID.class, column.of(s -> s.lease().id().uuid())))
                .bind(
                        "numbers",
                        SqlArray.of(Integer.class, column.of(s -> s.lease().tries().attempts())))
                .bind(
                        "tenants",
                        SqlArray.of(Integer.class, column.of(s -> s.lease().schedule().tenant())))
                .bind(
                        "incarnations",
                        SqlArray.of(UUID.class, column.of(s -> s.lease().fence().incarnation())))
                .bind("startedAts", SqlArray.of(Instant.class, column.ofMaybe(Settled::startedAt)))
                .bind("endedAts", SqlArray.of(Instant.class, column.of(Settled::endedAt)))
                .bind("outcomes", SqlArray.of(String.class, column.ofMaybe(Settled::outcome)))
                .bind("details", SqlArray.of(String.class, column.of(s -> s.settlement().detail())))
                .execute();
    }

    static List<Attempt> of(Handle handle, DeliveryId id) {
        return handle.createQuery(
                        """
                        -- read the attempts of a delivery
                        SELECT number, started_at, ended_at, outcome, detail
                        FROM attempt
                        WHERE slot = :slot AND delivery_id = :id
                        ORDER BY number
                        """)
                .bind("slot", id.slot().number())
                .bind("id", id.uuid())
                .map((row, context) ->
                        new Attempt(
                                row.getInt("number"),
                                Rows.maybeInstant(row, "started_at"),
                                Rows.instant(row, "ended_at"),
                                row.getString("outcome"),
                                row.getString("detail")))
                .list();
    }
}
