package io.carillon.trials.history;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/// One line of a history. Ids are texts here: a history is what could be seen from outside. Every
/// instant is of the trial's own clock, which is right, but those that the database tells: due
/// instants, and when a row was committed.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Event.Begun.class, name = "begun"),
    @JsonSubTypes.Type(value = Event.Bell.class, name = "bell"),
    @JsonSubTypes.Type(value = Event.Person.class, name = "person"),
    @JsonSubTypes.Type(value = Event.Edit.class, name = "edit"),
    @JsonSubTypes.Type(value = Event.Arrival.class, name = "arrival"),
    @JsonSubTypes.Type(value = Event.Answer.class, name = "answer"),
    @JsonSubTypes.Type(value = Event.Up.class, name = "up"),
    @JsonSubTypes.Type(value = Event.Fault.class, name = "fault"),
    @JsonSubTypes.Type(value = Event.ClockStep.class, name = "clock-step"),
    @JsonSubTypes.Type(value = Event.Outage.class, name = "outage"),
    @JsonSubTypes.Type(value = Event.Expiry.class, name = "expiry"),
    @JsonSubTypes.Type(value = Event.Hold.class, name = "hold"),
    @JsonSubTypes.Type(value = Event.Reclaim.class, name = "reclaim"),
    @JsonSubTypes.Type(value = Event.Row.class, name = "row"),
    @JsonSubTypes.Type(value = Event.Plan.class, name = "plan"),
    @JsonSubTypes.Type(value = Event.Listed.class, name = "listed")
})
public sealed interface Event {
    /// The first line.
    record Begun(Instant at, String trial, long seed) implements Event {}

    /// From `at` on, everybody is greeted at this local time.
    record Bell(Instant at, LocalTime localTime) implements Event {
        /// The same, by the database's clock.
        Bell on(DatabaseTime time) {
            return new Bell(time.at(at), localTime);
        }
    }

    /// Somebody was created, where it is always this much later than in UTC: asked for at `at`,
    /// answered at `createdAt`.
    record Person(
            Instant at, Instant createdAt, String subject, int offsetSeconds, LocalDate dateOfBirth)
            implements Event {
        /// The same, by the database's clock.
        Person on(DatabaseTime time) {
            return new Person(time.at(at), time.at(createdAt), subject, offsetSeconds, dateOfBirth);
        }
    }

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

        /// The same, by the database's clock.
        Edit on(DatabaseTime time) {
            return new Edit(
                    time.at(at), time.at(answeredAt), subject, kind, offsetSeconds, dateOfBirth);
        }
    }

    /// A request's first byte came, from this node. `builtAt` is what the request says of the
    /// second in which it was made, by the node's clock; at `lookedAt` the node began to look at
    /// its lease for the last time.
    record Arrival(
            long request,
            Instant at,
            String node,
            Instant builtAt,
            Instant lookedAt,
            int attempt,
            Message message)
            implements Event {}

    /// What a request says.
    record Message(String id, String subject, String period, Instant dueAt) {}

    /// What a request was answered with, in full; none when it was not answered.
    record Answer(long request, Instant at, @Nullable Integer status, String how) implements Event {
        boolean accepts() {
            return status != null && status / 100 == 2;
        }
    }

    /// A node was ready to ring.
    record Up(Instant at, String node) implements Event {}

    /// Something was done to a node, the database or the network, until `until`, or once.
    record Fault(Instant at, String kind, String target, @Nullable Instant until) implements Event {
        /// A pause that lasts: others must not wait for it.
        public static final String STANDSTILL = "pause in a settlement, long";
    }

    /// Between `at` and `by` somebody's clock was set, a node's or the database's, and is that far
    /// ahead of the true one.
    record ClockStep(Instant at, Instant by, String whose, Duration ahead) implements Event {
        public static final String DATABASE = "database";

        boolean isOfDatabase() {
            return whose.equals(DATABASE);
        }
    }

    /// Everything went down at `at`; the database was back at `backAt`, and only then nodes were
    /// started; at `readyAt` all of them were ready.
    record Outage(Instant at, Instant backAt, Instant readyAt) implements Event {}

    /// What is older than this is not sent any more.
    record Expiry(Duration expiresAfter) implements Event {}

    /// What may have been sent, and is not known to have been, is not sent again.
    record Hold(Instant at) implements Event {}

    /// What a killed node held was held by nobody after this time.
    record Reclaim(Instant at, String node, long held, long millis) implements Event {}

    /// What the database says of a delivery in the end, and when that was committed; and when it
    /// was settled as delivered for the first time, if ever.
    record Row(
            String id,
            String subject,
            String period,
            String state,
            int attempts,
            Instant committedAt,
            @Nullable Instant settledAt)
            implements Event {
        public Row {
            if (state.equals("delivered") && settledAt == null) {
                throw new IllegalArgumentException(
                        id + " is delivered, and nobody knows since when");
            }
        }

        boolean isDelivered() {
            return state.equals("delivered");
        }

        boolean isMissed() {
            return state.equals("missed");
        }

        boolean isInDoubt() {
            return state.equals("in_doubt");
        }

        /// Whether it was decided, perhaps without any request.
        boolean isDecidedUnseen() {
            return isMissed() || isInDoubt();
        }

        boolean isCancelled() {
            return state.equals("cancelled");
        }
    }

    /// What the database says of a schedule in the end.
    record Plan(String subject, @Nullable String period, @Nullable Instant dueAt)
            implements Event {}

    /// What `GET /v1/deliveries?state=` lists in the end.
    record Listed(String id, String state) implements Event {}
}
