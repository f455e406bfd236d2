package io.carillon.server.delivery;

import io.carillon.engine.delivery.Action;
import io.carillon.engine.delivery.DeliveryId;
import io.carillon.engine.delivery.DeliveryLists;
import io.carillon.engine.delivery.DeliveryState;
import io.carillon.engine.delivery.Operation;
import io.carillon.engine.delivery.Selection;
import io.carillon.engine.input.Fields;
import io.carillon.engine.input.Parsed;
import io.carillon.engine.input.Parsed.Value;
import io.carillon.engine.input.Parsed.Wrong;
import io.carillon.engine.input.UtcInstant;
import io.carillon.server.http.Cursor;
import io.carillon.server.http.Ids;
import io.carillon.server.http.OneLine;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What somebody wants to have done to deliveries: what, why, who says so, and to which.
final class OperationFields {
    static final String LIST = "operations";

    private static final Set<String> ONE = Set.of("reason", "actor");
    private static final Set<String> MANY = Set.of("reason", "actor", "filter", "limit", "cursor");
    private static final Set<String> FILTER =
            Set.of("ids", "state", "occasion", "dueFrom", "dueUntil");
    private static final int REASON_LENGTH_MAX = 500;
    private static final int ACTOR_LENGTH_MAX = 200;
    private static final int LIMIT_MAX = 1_000;

    private OperationFields() {}

    /// What a path is called by; the operation may depend on the body.
    enum Verb {
        REPLAY,
        CANCEL,
        RESOLVE;

        Set<String> ofOne() {
            return known(ONE);
        }

        Set<String> ofMany() {
            return known(MANY);
        }

        private Set<String> known(Set<String> others) {
            return switch (this) {
                case REPLAY, CANCEL -> others;
                case RESOLVE ->
                        Stream.concat(others.stream(), Stream.of("as"))
                                .collect(Collectors.toUnmodifiableSet());
            };
        }

        Optional<Operation> operation(Fields fields) {
            return switch (this) {
                case REPLAY -> Optional.of(Operation.REPLAY);
                case CANCEL -> Optional.of(Operation.CANCEL);
                case RESOLVE ->
                        fields.require(List.of("as")).read("as", OperationFields::resolution);
            };
        }
    }

    static Optional<Action.Cause> cause(Fields fields) {
        fields.require(List.of("reason", "actor"));
        Optional<String> reason = fields.read("reason", OneLine.upTo(REASON_LENGTH_MAX));
        Optional<String> actor = fields.read("actor", OneLine.upTo(ACTOR_LENGTH_MAX));
        return actor.flatMap(who -> reason.map(why -> new Action.Cause(who, why)));
    }

    /// Empty when something is wrong with it, which is among the errors then.
    static Optional<Selection> selection(
            Fields fields,
            Optional<Operation> operation,
            Function<String, Optional<Integer>> occasions) {
        int limit = fields.integer("limit", 1, LIMIT_MAX).orElse(LIMIT_MAX);
        Optional<String> cursor = fields.read("cursor", Value::new);
        fields.require(List.of("filter"));
        Optional<Fields> filter = fields.object("filter", FILTER);
        if (filter.isEmpty()) {
            return Optional.empty();
        }
        Fields given = filter.get();
        List<DeliveryId> ids = given.readAll("ids", LIMIT_MAX, OperationFields::id);
        Optional<DeliveryState> state = given.read("state", text -> state(text, operation));
        Optional<Integer> occasion = given.read("occasion", text -> occasion(text, occasions));
        Optional<Instant> dueFrom = given.read("dueFrom", UtcInstant::parse);
        Optional<Instant> dueUntil = given.read("dueUntil", UtcInstant::parse);
        if (dueFrom.isPresent() && dueUntil.filter(dueFrom.get()::isAfter).isPresent()) {
            given.wrong("dueUntil", "contradicting", "it must not be before dueFrom");
        }
        if (given.isEmptyArray("ids")) {
            given.wrong("ids", "invalid_value", "it must hold 1 to " + LIMIT_MAX + " ids");
        }
        if (!given.has("ids") && !given.has("state")) {
            given.wrong("state", "required", "it is missing; or give ids");
        }
        if (given.has("ids") && fields.has("cursor")) {
            fields.wrong("cursor", "invalid_field", "ids are done all at once");
        }
        if (ids.isEmpty() && state.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Selection(
                        List.copyOf(new HashSet<>(ids)),
                        state,
                        occasion,
                        dueFrom.orElse(Selection.BEGINNING),
                        dueUntil.orElse(Selection.END),
                        cursor.map(text -> Cursor.read(text, LIST, OperationFields::position)),
                        limit));
    }

    static String cursor(DeliveryLists.Position last) {
        return new Cursor(LIST, List.of(last.dueAt().toString(), last.id().toString())).text();
    }

    private static DeliveryLists.Position position(List<String> place) {
        return new DeliveryLists.Position(
                Cursor.instant(place.getFirst()), new DeliveryId(Cursor.id(place.get(1))));
    }

    private static Parsed<Operation> resolution(String text) {
        return switch (text) {
            case "sent" -> new Value<>(Operation.RESOLVE_SENT);
            case "resend" -> new Value<>(Operation.RESOLVE_RESEND);
            default -> new Wrong<>("invalid_value", "it must be sent or resend");
        };
    }

    private static Parsed<DeliveryId> id(String text) {
        return Ids.find(text)
                .<Parsed<DeliveryId>>map(id -> new Value<>(new DeliveryId(id)))
                .orElseGet(() -> new Wrong<>("invalid_id", "it is not an id of Carillon's"));
    }

    /// A state in which it can be done: of all others, each delivery would be refused.
    private static Parsed<DeliveryState> state(String text, Optional<Operation> operation) {
        List<DeliveryState> able =
                operation.map(Operation::states).orElse(List.of(DeliveryState.values()));
        return able.stream()
                .filter(state -> state.text().equals(text))
                .findFirst()
                .<Parsed<DeliveryState>>map(Value::new)
                .orElseGet(() ->
                        new Wrong<>(
                                "invalid_state",
                                "it must be one of "
                                        + able.stream()
                                                .map(DeliveryState::text)
                                                .collect(Collectors.joining(", "))));
    }

    private static Parsed<Integer> occasion(
            String text, Function<String, Optional<Integer>> occasions) {
        return occasions
                .apply(text)
                .<Parsed<Integer>>map(Value::new)
                .orElseGet(() -> new Wrong<>("invalid_value", "there is no such occasion"));
    }
}
