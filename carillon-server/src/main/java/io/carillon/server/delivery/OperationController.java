package io.carillon.server.delivery;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.carillon.engine.delivery.Action;
import io.carillon.engine.delivery.DeliveryId;
import io.carillon.engine.delivery.Operate;
import io.carillon.engine.delivery.Operation;
import io.carillon.engine.delivery.Refusal;
import io.carillon.engine.delivery.Selection;
import io.carillon.engine.input.Fields;
import io.carillon.engine.occasion.Occasion;
import io.carillon.engine.runtime.Engine;
import io.carillon.server.delivery.OperationFields.Verb;
import io.carillon.server.http.Ids;
import io.carillon.server.http.JsonBody;
import io.carillon.server.http.Problem;
import io.carillon.server.http.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/// What people do to deliveries: have them sent anew, take them back, say what became of those in
/// doubt; to one, or to many by a filter.
@RestController
final class OperationController {
    private final Engine engine;
    private final DeliveryController deliveries;

    OperationController(Engine engine, DeliveryController deliveries) {
        this.engine = engine;
        this.deliveries = deliveries;
    }

    @PostMapping(path = "/v1/deliveries/{id}/replay", produces = APPLICATION_JSON_VALUE)
    DeliveryJson.WithHistory replay(@PathVariable String id, HttpServletRequest request) {
        return one(id, request, Verb.REPLAY);
    }

    @PostMapping(path = "/v1/deliveries/{id}/cancel", produces = APPLICATION_JSON_VALUE)
    DeliveryJson.WithHistory cancel(@PathVariable String id, HttpServletRequest request) {
        return one(id, request, Verb.CANCEL);
    }

    @PostMapping(path = "/v1/deliveries/{id}/resolve", produces = APPLICATION_JSON_VALUE)
    DeliveryJson.WithHistory resolve(@PathVariable String id, HttpServletRequest request) {
        return one(id, request, Verb.RESOLVE);
    }

    @PostMapping(path = "/v1/deliveries/replay", produces = APPLICATION_JSON_VALUE)
    OperatedJson replayMany(HttpServletRequest request) {
        return many(request, Verb.REPLAY);
    }

    @PostMapping(path = "/v1/deliveries/cancel", produces = APPLICATION_JSON_VALUE)
    OperatedJson cancelMany(HttpServletRequest request) {
        return many(request, Verb.CANCEL);
    }

    @PostMapping(path = "/v1/deliveries/resolve", produces = APPLICATION_JSON_VALUE)
    OperatedJson resolveMany(HttpServletRequest request) {
        return many(request, Verb.RESOLVE);
    }

    private DeliveryJson.WithHistory one(String id, HttpServletRequest request, Verb verb) {
        Fields fields = new Fields(JsonBody.read(request), verb.ofOne());
        Optional<Operation> operation = verb.operation(fields);
        Optional<Action.Cause> cause = OperationFields.cause(fields);
        ProblemException.check(fields);
        DeliveryId delivery =
                Ids.find(id).map(DeliveryId::new).orElseThrow(OperationController::notFound);
        Operate.Done done =
                engine.deliveries()
                        .operate(
                                Selection.of(List.of(delivery)),
                                operation.orElseThrow(),
                                cause.orElseThrow());
        for (Refusal refusal : done.refused()) {
            throw refused(refusal);
        }
        return deliveries.read(id);
    }

    private OperatedJson many(HttpServletRequest request, Verb verb) {
        Fields fields = new Fields(JsonBody.read(request), verb.ofMany());
        Optional<Operation> operation = verb.operation(fields);
        Optional<Action.Cause> cause = OperationFields.cause(fields);
        Optional<Selection> selection =
                OperationFields.selection(
                        fields, operation, key -> engine.occasions().find(key).map(Occasion::id));
        ProblemException.check(fields);
        return OperatedJson.of(
                engine.deliveries()
                        .operate(
                                selection.orElseThrow(),
                                operation.orElseThrow(),
                                cause.orElseThrow()));
    }

    private static ProblemException refused(Refusal refusal) {
        return switch (refusal) {
            case Refusal.NoSuchDelivery _ -> notFound();
            case Refusal.WrongState _, Refusal.SubjectDeleted _ ->
                    new ProblemException(
                            Problem.of(
                                    HttpStatus.CONFLICT,
                                    OperatedJson.code(refusal),
                                    OperatedJson.detail(refusal)));
        };
    }

    private static ProblemException notFound() {
        return new ProblemException(Problem.notFound("there is no such delivery"));
    }
}
