package io.carillon.engine.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Which deliveries somebody wants to do something to: these ids, or all in a state; of them those
/// of the occasion, if one is named, and due from an instant until another. Of all in a state up to
/// `limit`, first due first, behind `after`.
public record Selection(
        List<DeliveryId> ids,
        Optional<DeliveryState> state,
        Optional<Integer> occasion,
        Instant dueFrom,
        Instant dueUntil,
        Optional<DeliveryLists.Position> after,
        int limit) {
    /// Before and after everything that can be due.
    public static final Instant BEGINNING = Instant.parse("0001-01-01T00:00:00Z");

    public static final Instant END = Instant.parse("9999-12-31T23:59:59Z");

    public Selection {
        ids = List.copyOf(ids);
        if (ids.isEmpty() && state.isEmpty()) {
            throw new IllegalArgumentException("a selection of nothing in particular");
        }
    }

    public static Selection of(List<DeliveryId> ids) {
        return new Selection(
                ids,
                Optional.empty(),
                Optional.empty(),
                BEGINNING,
                END,
                Optional.empty(),
                ids.size());
    }

    /// Everything in a state.
    public static Selection of(DeliveryState state, int limit) {
        return new Selection(
                List.of(),
                Optional.of(state),
                Optional.empty(),
                BEGINNING,
                END,
                Optional.empty(),
                limit);
    }

    public Selection after(Optional<DeliveryLists.Position> place) {
        return new Selection(ids, state, occasion, dueFrom, dueUntil, place, limit);
    }
}
