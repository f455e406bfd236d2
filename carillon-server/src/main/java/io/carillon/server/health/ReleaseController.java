package io.carillon.server.health;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.carillon.engine.runtime.Engine;
import io.carillon.engine.runtime.Holding;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/// Ends what `--hold` began.
@RestController
final class ReleaseController {
    private final Holding holding;

    /// Whether sending was held until now; it is not any more.
    record Released(boolean released) {}

    ReleaseController(Engine engine) {
        this.holding = engine.holding();
    }

    @PostMapping(path = "/v1/release", produces = APPLICATION_JSON_VALUE)
    Released release() {
        return new Released(holding.release());
    }
}
