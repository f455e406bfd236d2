package io.carillon.server.health;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.engine.delivery.Holds.Hold;
import io.carillon.engine.endpoint.Breaker;
import io.carillon.engine.endpoint.Endpoint;
import io.carillon.engine.runtime.EndpointEdits;
import io.carillon.engine.runtime.Engine;
import io.carillon.engine.runtime.Holding;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Health, for orchestrators: `live` says that the process answers, `ready` that it can reach its
/// database and rings.
@RestController
final class HealthController {
    private final Look<Boolean> health;
    private final EndpointEdits endpoints;
    private final Holding holding;

    /// `heldSince` says that nothing is sent to anyone; `disabled` and `open` name the endpoints
    /// that nothing is sent to now, where there are any: what is due waits, so that the server is
    /// ready all the same.
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Health(
            String status, Optional<Instant> heldSince, List<String> disabled, List<String> open) {
        static final Health UP = of("up");
        static final Health DOWN = of("down");

        private static Health of(String status) {
            return new Health(status, Optional.empty(), List.of(), List.of());
        }
    }

    HealthController(Engine engine) {
        this.endpoints = engine.endpoints();
        this.holding = engine.holding();
        this.health = Look.of("carillon-ready", engine::isHealthy);
    }

    @GetMapping(path = "/health/live", produces = APPLICATION_JSON_VALUE)
    Health live() {
        return Health.UP;
    }

    @GetMapping(path = "/health/ready", produces = APPLICATION_JSON_VALUE)
    ResponseEntity<Health> ready() {
        return health.take().orElse(false)
                ? ResponseEntity.ok(up())
                : ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).body(Health.DOWN);
    }

    private Health up() {
        List<Endpoint> known = endpoints.known();
        return new Health(
                "up",
                holding.seen().map(Hold::heldAt),
                keys(known, endpoint -> endpoint.health().disabled().isPresent()),
                keys(known, endpoint -> endpoint.health().breaker() instanceof Breaker.Open));
    }

    private static List<String> keys(List<Endpoint> endpoints, Predicate<Endpoint> which) {
        return endpoints.stream().filter(which).map(Endpoint::key).toList();
    }
}
