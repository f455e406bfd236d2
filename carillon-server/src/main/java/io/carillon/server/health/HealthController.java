package io.carillon.server.health;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.carillon.engine.runtime.Engine;
import java.time.Duration;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Health, for orchestrators: `live` says that the process answers, `ready` that it can reach its
/// database and rings.
@RestController
final class HealthController {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Readiness readiness;

    record Health(String status) {
        static final Health UP = new Health("up");
        static final Health DOWN = new Health("down");
    }

    HealthController(Engine engine) {
        this.readiness =
                new Readiness(
                        engine::isHealthy,
                        task -> Thread.ofVirtual().name("carillon-ready").start(task),
                        PATIENCE);
    }

    @GetMapping(path = "/health/live", produces = APPLICATION_JSON_VALUE)
    Health live() {
        return Health.UP;
    }

    @GetMapping(path = "/health/ready", produces = APPLICATION_JSON_VALUE)
    ResponseEntity<Health> ready() {
        return readiness.isReady()
                ? ResponseEntity.ok(Health.UP)
                : ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).body(Health.DOWN);
    }
}
