package io.carillon.server.endpoint;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.carillon.engine.DueClock;
import io.carillon.engine.endpoint.Endpoint;
import io.carillon.engine.input.EndpointFields;
import io.carillon.engine.input.Fields;
import io.carillon.engine.runtime.EndpointEdits;
import io.carillon.engine.runtime.Engine;
import io.carillon.server.http.Cursor;
import io.carillon.server.http.JsonBody;
import io.carillon.server.http.Page;
import io.carillon.server.http.Paging;
import io.carillon.server.http.Problem;
import io.carillon.server.http.ProblemException;
import io.carillon.server.http.Query;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// The endpoints: what they bear, how they fare, and whether anything is sent to them. There is
/// one, `webhook`.
@RestController
final class EndpointController {
    private static final String LIST = "endpoints";
    private static final String BY_WHOM = "by PATCH /v1/endpoints";

    private final EndpointEdits endpoints;
    private final DueClock clock;

    EndpointController(Engine engine) {
        this.endpoints = engine.endpoints();
        this.clock = engine.clock();
    }

    @GetMapping(path = "/v1/endpoints", produces = APPLICATION_JSON_VALUE)
    Page<EndpointJson> list(HttpServletRequest request) {
        Paging paging = Paging.of(Query.of(request));
        String after = paging.after(LIST, place -> Cursor.word(place.getFirst())).orElse("");
        List<Endpoint> found =
                endpoints.all().stream()
                        .filter(endpoint -> endpoint.key().compareTo(after) > 0)
                        .limit(paging.limit() + 1L)
                        .toList();
        return Page.of(found, paging.limit(), last -> new Cursor(LIST, List.of(last.key())))
                .map(this::json);
    }

    @GetMapping(path = "/v1/endpoints/{key}", produces = APPLICATION_JSON_VALUE)
    EndpointJson read(@PathVariable String key) {
        return endpoints.find(key).map(this::json).orElseThrow(EndpointController::noSuchEndpoint);
    }

    @PatchMapping(path = "/v1/endpoints/{key}", produces = APPLICATION_JSON_VALUE)
    EndpointJson change(@PathVariable String key, HttpServletRequest request) {
        Fields fields = EndpointFields.of(JsonBody.read(request));
        EndpointFields wanted = EndpointFields.read(fields);
        ProblemException.check(fields);
        Endpoint changed =
                endpoints
                        .change(
                                key,
                                before -> {
                                    Endpoint after = wanted.edit().apply(before);
                                    EndpointFields.check(after, fields);
                                    ProblemException.check(fields);
                                    return after;
                                })
                        .orElseThrow(EndpointController::noSuchEndpoint);
        Optional<Endpoint> switched =
                wanted.enabled()
                        .flatMap(
                                on -> on ? endpoints.enable(key) : endpoints.disable(key, BY_WHOM));
        return json(switched.orElse(changed));
    }

    private EndpointJson json(Endpoint endpoint) {
        return EndpointJson.of(endpoint, clock.instant());
    }

    private static ProblemException noSuchEndpoint() {
        return new ProblemException(Problem.notFound("there is no such endpoint"));
    }
}
