package io.carillon.cli.simulate;

import io.carillon.engine.delivery.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import tools.jackson.databind.node.ArrayNode;

/// A delivery that was decided, and the subject's zone when it was.
record Decided(Delivery delivery, String zone) {
    /// In order of their due instants; two of one instant by their periods.
    static final Comparator<Decided> BY_DUE =
            Comparator.comparing((Decided one) -> one.delivery.times().dueAt())
                    .thenComparing(one -> one.delivery.period());

    /// What has not happened is null.
    void addTo(ArrayNode list) {
        Delivery.Times times = delivery.times();
        list.addObject()
                .put("period", delivery.period())
                .put("dueAt", times.dueAt().toString())
                .put("sentAt", times.sentAt().map(Instant::toString).orElse(null))
                .put("zone", zone)
                .put("state", delivery.state().text())
                .put("late", times.late().orElse(null))
                .put("lateFor", times.lateFor().map(Duration::toString).orElse(null));
    }
}
