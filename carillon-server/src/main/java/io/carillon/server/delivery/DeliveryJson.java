package io.carillon.server.delivery;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.carillon.engine.delivery.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A delivery as the API shows it. What has not happened is null.
record DeliveryJson(
        UUID id,
        UUID subjectId,
        String occasion,
        String step,
        String period,
        String state,
        Instant dueAt,
        @Nullable Instant sentAt,
        @Nullable Instant settledAt,
        @Nullable Boolean late,
        @Nullable Duration lateFor,
        int attempts) {
    /// A delivery with all that happened to it.
    record WithHistory(@JsonUnwrapped DeliveryJson delivery, List<HistoryJson> history) {}

    static DeliveryJson of(Delivery delivery, String occasion) {
        Delivery.Times times = delivery.times();
        return new DeliveryJson(
                delivery.id().uuid(),
                delivery.schedule().subject().uuid(),
                occasion,
                delivery.schedule().step(),
                delivery.period(),
                delivery.state().text(),
                times.dueAt(),
                times.sentAt().orElse(null),
                times.settledAt().orElse(null),
                times.late().orElse(null),
                times.lateFor().orElse(null),
                delivery.attempts());
    }
}
