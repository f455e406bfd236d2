package io.carillon.engine.delivery;

import io.carillon.engine.database.Rows;
import io.carillon.engine.subject.SubjectId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/// The deliveries as people read them: one with its history, or lists, newest due first.
///
/// There is no index on the due instant of the many that were delivered, only a summary of page
/// ranges. So a list looks back through windows of time that grow until the page is full.
public final class DeliveryLists {
    private static final Duration FIRST_WINDOW = Duration.ofHours(1);
    private static final Instant BEGINNING = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("9999-12-31T23:59:59Z");

    private DeliveryLists() {}

    /// A place in a list of deliveries.
    public record Position(Instant dueAt, DeliveryId id) {}

    public static Optional<Delivery> find(Handle handle, int tenant, DeliveryId id) {
        return handle.createQuery(
                        """
                        -- find a delivery
                        SELECT *
                        FROM delivery
                        WHERE slot = :slot AND id = :id AND tenant_id = :tenant
                        """)
                .bind("slot", id.slot().number())
                .bind("id", id.uuid())
                .bind("tenant", tenant)
                .map(DeliveryLists::read)
                .findOne();
    }

    /// The ended attempts of a delivery, first to last.
    public static List<Attempt> history(Handle handle, Delivery delivery) {
        List<Attempt> attempts = new ArrayList<>(Attempts.of(handle, delivery.id()));
        boolean plain = delivery.state() == DeliveryState.DELIVERED && attempts.isEmpty();
        if (plain) {
            attempts.add(
                    new Attempt(
                            delivery.attempts(),
                            delivery.times().sentAt(),
                            delivery.times().settledAt().orElseThrow(),
                            "accepted",
                            delivery.detail()));
        }
        return List.copyOf(attempts);
    }

    /// What was done to a delivery from outside of its attempts, first to last.
    public static List<Action> actions(Handle handle, Delivery delivery) {
        return Actions.of(handle, delivery.id());
    }

    /// Everything that was decided for one subject, first due first.
    public static List<Delivery> of(Handle handle, int tenant, SubjectId subject) {
        return handle.createQuery(
                        """
                        -- list the deliveries of a subject
                        SELECT *
                        FROM delivery
                        WHERE slot = :slot AND tenant_id = :tenant AND subject_id = :subject
                        ORDER BY due_at, period
                        """)
                .bind("slot", subject.slot().number())
                .bind("tenant", tenant)
                .bind("subject", subject.uuid())
                .map(DeliveryLists::read)
                .list();
    }

    /// A page of deliveries in a state, or in any, newest due first, after `after`.
    public static List<Delivery> page(
            Handle handle,
            int tenant,
            Optional<DeliveryState> state,
            Optional<Position> after,
            Instant now,
            int limit) {
        return handle.inTransaction(inside -> {
            planByValues(inside);
            return pageInside(inside, tenant, state, after, now, limit);
        });
    }

    private static List<Delivery> pageInside(
            Handle handle,
            int tenant,
            Optional<DeliveryState> state,
            Optional<Position> after,
            Instant now,
            int limit) {
        Position from =
                after.orElse(new Position(END, new DeliveryId(new UUID(0x8000L, Long.MIN_VALUE))));
        List<Delivery> page = new ArrayList<>();
        Instant least = (after.isPresent() ? from.dueAt() : now).minus(FIRST_WINDOW);
        Duration window = FIRST_WINDOW;
        while (true) {
            page.addAll(window(handle, tenant, state, from, least, limit - page.size()));
            if (page.size() == limit || !least.isAfter(BEGINNING)) {
                return page;
            }
            // What is due exactly at `least` was in this window; the next one ends just before.
            from = new Position(least, new DeliveryId(new UUID(0x8000L, Long.MIN_VALUE)));
            window = window.multipliedBy(8);
            Instant further = least.minus(window);
            least = further.isBefore(BEGINNING) ? BEGINNING : further;
        }
    }

    /// Some states are many and others few, and a window may be an hour or all time: for the rest
    /// of a transaction the planner is to look at what is asked for.
    static void planByValues(Handle handle) {
        handle.createQuery(
                        """
                        -- plan by values
                        SELECT set_config('plan_cache_mode', 'force_custom_plan', true)
                        """)
                .mapTo(String.class)
                .one();
    }

    private static List<Delivery> window(
            Handle handle,
            int tenant,
            Optional<DeliveryState> state,
            Position before,
            Instant least,
            int limit) {
        String anyState =
                """
                -- list deliveries (every slot: by the summary of due_at)
                SELECT *
                FROM delivery
                WHERE due_at >= :least AND due_at <= :dueAt AND (due_at, id) < (:dueAt, :id)
                  AND tenant_id = :tenant
                ORDER BY due_at DESC, id DESC
                LIMIT :limit
                """;
        String oneState =
                """
                -- list deliveries in a state (every slot: by the index on state, or the summary of due_at)
                SELECT *
                FROM delivery
                WHERE due_at >= :least AND due_at <= :dueAt AND (due_at, id) < (:dueAt, :id)
                  AND tenant_id = :tenant AND state = :state
                ORDER BY due_at DESC, id DESC
                LIMIT :limit
                """;
        var query =
                handle.createQuery(state.isPresent() ? oneState : anyState)
                        .bind("least", least)
                        .bind("dueAt", before.dueAt())
                        .bind("id", before.id().uuid())
                        .bind("tenant", tenant)
                        .bind("limit", limit);
        state.ifPresent(wanted -> query.bind("state", wanted.text()));
        return query.map(DeliveryLists::read).list();
    }

    private static Delivery read(ResultSet row, StatementContext context) throws SQLException {
        long micros = row.getLong("late_for");
        Optional<Duration> lateFor =
                row.wasNull()
                        ? Optional.empty()
                        : Optional.of(Duration.of(micros, ChronoUnit.MICROS));
        return new Delivery(
                new DeliveryId(Rows.uuid(row, "id")),
                Deliveries.readSchedule(row),
                row.getString("period"),
                DeliveryState.ofText(row.getString("state")),
                new Delivery.Times(
                        Rows.instant(row, "due_at"),
                        Rows.maybeInstant(row, "sent_at"),
                        Rows.maybeInstant(row, "settled_at"),
                        Rows.maybeInstant(row, "next_attempt_at"),
                        lateFor,
                        Optional.ofNullable(row.getObject("late", Boolean.class))),
                row.getInt("attempts"),
                Rows.maybeText(row, "detail").orElse(""));
    }
}
