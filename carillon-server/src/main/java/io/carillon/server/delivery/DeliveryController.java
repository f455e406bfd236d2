package io.carillon.server.delivery;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.carillon.engine.delivery.Delivery;
import io.carillon.engine.delivery.DeliveryId;
import io.carillon.engine.delivery.DeliveryLists;
import io.carillon.engine.delivery.DeliveryState;
import io.carillon.engine.occasion.Occasion;
import io.carillon.engine.runtime.Engine;
import io.carillon.engine.runtime.Views;
import io.carillon.server.http.Cursor;
import io.carillon.server.http.Ids;
import io.carillon.server.http.Page;
import io.carillon.server.http.Paging;
import io.carillon.server.http.Problem;
import io.carillon.server.http.ProblemException;
import io.carillon.server.http.Query;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// What became of what rang, newest due first.
@RestController
final class DeliveryController {
    private static final String LIST = "deliveries";

    private final Views views;

    DeliveryController(Engine engine) {
        this.views = engine.views();
    }

    @GetMapping(path = "/v1/deliveries", produces = APPLICATION_JSON_VALUE)
    Page<DeliveryJson> list(HttpServletRequest request) {
        Query query = Query.of(request);
        Paging paging = Paging.of(query);
        List<Delivery> found =
                views.deliveries(
                        query.find("state").map(DeliveryController::state),
                        paging.after(LIST, DeliveryController::position),
                        paging.limit() + 1);
        Map<Integer, Occasion> occasions = views.occasions();
        return Page.of(found, paging.limit(), DeliveryController::cursor)
                .map(delivery -> json(delivery, occasions));
    }

    @GetMapping(path = "/v1/deliveries/{id}", produces = APPLICATION_JSON_VALUE)
    DeliveryJson.WithHistory read(@PathVariable String id) {
        Delivery delivery =
                Ids.find(id)
                        .map(DeliveryId::new)
                        .flatMap(views::delivery)
                        .orElseThrow(() ->
                                new ProblemException(
                                        Problem.notFound("there is no such delivery")));
        return new DeliveryJson.WithHistory(
                json(delivery, views.occasions()),
                HistoryJson.of(views.history(delivery), views.actions(delivery)));
    }

    private static DeliveryJson json(Delivery delivery, Map<Integer, Occasion> occasions) {
        String occasion =
                Optional.ofNullable(occasions.get(delivery.schedule().occasion()))
                        .map(Occasion::key)
                        .orElse("");
        return DeliveryJson.of(delivery, occasion);
    }

    private static DeliveryState state(String text) {
        return Arrays.stream(DeliveryState.values())
                .filter(state -> state.text().equals(text))
                .findFirst()
                .orElseThrow(() ->
                        ProblemException.ofParameter(
                                "state", "invalid_state", "one of " + states()));
    }

    private static String states() {
        return Arrays.stream(DeliveryState.values())
                .map(DeliveryState::text)
                .collect(Collectors.joining(", "));
    }

    private static Cursor cursor(Delivery last) {
        return new Cursor(LIST, List.of(last.times().dueAt().toString(), last.id().toString()));
    }

    private static DeliveryLists.Position position(List<String> place) {
        return new DeliveryLists.Position(
                Cursor.instant(place.getFirst()), new DeliveryId(Cursor.id(place.get(1))));
    }
}
