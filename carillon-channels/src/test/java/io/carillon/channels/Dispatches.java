package io.carillon.channels;

import io.carillon.engine.Slot;
import io.carillon.engine.delivery.DeliveryId;
import io.carillon.engine.delivery.Dispatch;
import io.carillon.engine.delivery.Message;
import io.carillon.engine.schedule.ScheduleKey;
import io.carillon.engine.subject.SubjectId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/// Attempts to send Ada Lovelace's birthday of 2027.
public final class Dispatches {
    public static final SubjectId ADA =
            new SubjectId(UUID.fromString("0192f0c0-0000-8007-8000-000000000001"));
    public static final DeliveryId ID =
            DeliveryId.of(new ScheduleKey(1, ADA, 1, ""), "2027", LocalDate.of(2027, 1, 1));
    public static final Message BIRTHDAY =
            new Message(
                    "Hey, Ada Lovelace it's your birthday",
                    "birthday",
                    ADA,
                    "2027",
                    Instant.parse("2027-06-15T08:00:00Z"),
                    false);

    private Dispatches() {}

    public static Dispatch attempt(int attempt) {
        return new Dispatch(ID, attempt, BIRTHDAY, () -> true);
    }

    public static Dispatch withLease(BooleanSupplier lease) {
        return new Dispatch(ID, 1, BIRTHDAY, lease);
    }

    /// One of many different deliveries.
    public static Dispatch number(int number) {
        SubjectId subject = new SubjectId(new Slot(7).id(number, number));
        ScheduleKey schedule = new ScheduleKey(1, subject, 1, "");
        DeliveryId id = DeliveryId.of(schedule, "2027", LocalDate.of(2027, 1, 1));
        return new Dispatch(id, 1, BIRTHDAY, () -> true);
    }
}
