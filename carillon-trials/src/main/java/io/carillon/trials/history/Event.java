package io.carillon.trials.history;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/// One line of a history. Ids are texts here: a history is what could be seen from outside.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Event.Begun.class, name = "begun"),
    @JsonSubTypes.Type(value = Event.Bell.class, name = "bell"),
    @JsonSubTypes.Type(value = Event.Person.class, name = "person"),
    @JsonSubTypes.Type(value = Event.Edit.class, name = "edit"),
    @JsonSubTypes.Type(value = Event.Arrival.class, name = "arrival"),
    @JsonSubTypes.Type(value = Event.Answer.class, name = "answer"),
    @JsonSubTypes.Type(value = Event.Fault.class, name = "fault"),
    @JsonSubTypes.Type(value = Event.Reclaim.class, name = "reclaim"),
    @JsonSubTypes.Type(value = Event.Row.class, name = "row"),
    @JsonSubTypes.Type(value = Event.Plan.class, name = "plan")
})
public sealed interface Event {
    /// The first line.
    record Begun(Instant at, String trial, long seed) implements Event {}

    /// From `at` on, everybody is greeted at this local time.
    record Bell(Instant at, LocalTime localTime) implements Event {}

    /// Somebody was created, where it is always this much later than in UTC: asked for at `at`,
    /// answered at `createdAt`.
    record Person(
            Instant at, Instant createdAt, String subject, int offsetSeconds, LocalDate dateOfBirth)
            implements Event {}

    /// Somebody was changed or deleted, between `at` and `answeredAt`; zone and date are as they
    /// are after that. One person is edited once at most.
    record Edit(
            Instant at,
            Instant answeredAt,
            String subject,
            Kind kind,
            int offsetSeconds,
            LocalDate dateOfBirth)
            implements Event {
        public enum Kind {
            MOVED,
            RE_DATED,
            DELETED
        }
    }

    /// A request's first byte came, from this node. `builtAt` is what the request says of the
    /// second in which it was made.
    record Arrival(
            long request, Instant at, String node, Instant builtAt, int attempt, Message message)
            implements Event {}

    /// What a request says.
    record Message(String id, String subject, String period, Instant dueAt) {}

    /// What a request was answered with, in full; none when it was not answered.
    record Answer(long request, Instant at, @Nullable Integer status, String how) implements Event {
        boolean accepts() {
            return status != null && status / 100 == 2;
        }
    }

    /// Something was done to a node, the database or the network, until `until`, or once.
    record Fault(Instant at, String kind, String target, @Nullable Instant until)
            implements Event {}

    /// What a killed node held was held by nobody after this time.
    record Reclaim(Instant at, String node, long held, long millis) implements Event {}

    /// What the database says of a delivery in the end, and when it was committed.
    record Row(
            String id,
            String subject,
            String period,
            String state,
            int attempts,
            Instant committedAt)
            implements Event {
        boolean isDelivered() {
            return state.equals("delivered");
        }

        boolean isCancelled() {
            return state.equals("cancelled");
        }
    }

    /// What the database says of a schedule in the end.
    record Plan(String subject, @Nullable String period, @Nullable Instant dueAt)
            implements Event {}
}
