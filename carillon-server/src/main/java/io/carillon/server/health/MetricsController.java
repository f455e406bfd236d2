package io.carillon.server.health;

import io.carillon.engine.endpoint.Breaker;
import io.carillon.engine.endpoint.Endpoint;
import io.carillon.engine.runtime.Engine;
import io.carillon.engine.runtime.Lag;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Numbers, for Prometheus: what happened, and how things are now. Of the database it asks no more
/// than the heads of two indexes; where that does not answer in time, they are not a number.
@RestController
final class MetricsController {
    private static final MediaType TEXT =
            MediaType.parseMediaType("text/plain;version=0.0.4;charset=utf-8");

    private static final List<MeterBinder> JVM =
            List.of(
                    new JvmMemoryMetrics(),
                    new JvmThreadMetrics(),
                    new ProcessorMetrics(),
                    new UptimeMetrics());

    private final Engine engine;
    private final EngineMetrics metrics;
    private final Look<Seen> look;
    private volatile Optional<Seen> seen = Optional.empty();

    private record Seen(boolean healthy, Lag lag) {}

    MetricsController(Engine engine, EngineMetrics metrics) {
        this.engine = engine;
        this.metrics = metrics;
        this.look = Look.of("carillon-metrics", () -> new Seen(engine.isHealthy(), engine.lag()));
        add(
                Gauge.builder("carillon.ready", () -> one(seen.filter(Seen::healthy).isPresent()))
                        .description("whether the database answers and the loops do their work"));
        add(
                Gauge.builder(
                                "carillon.sending.held",
                                () -> one(engine.holding().seen().isPresent()))
                        .description("whether nothing is sent until it is released"));
        add(
                Gauge.builder("carillon.loops.failing", metrics::failingLoops)
                        .description("loops that fail and try again"));
        add(
                Gauge.builder("carillon.leases.held", engine::leasesHeld)
                        .description("deliveries that this node holds a lease of"));
        add(
                Gauge.builder("carillon.due.lag", () -> seconds(lag -> Optional.of(lag.due())))
                        .baseUnit("seconds")
                        .description("how long the oldest due schedule has been due"));
        JVM.forEach(binder -> binder.bindTo(metrics.registry()));
    }

    @GetMapping("/metrics")
    ResponseEntity<String> metrics() {
        seen = look.take();
        engine.endpoints().known().forEach(this::addEndpoint);
        return ResponseEntity.ok().contentType(TEXT).body(metrics.text());
    }

    /// What is there already stays as it is.
    private void addEndpoint(Endpoint endpoint) {
        String key = endpoint.key();
        int id = endpoint.id();
        add(
                Gauge.builder(
                                "carillon.endpoint.disabled",
                                () -> one(is(id, it -> it.health().disabled().isPresent())))
                        .tag("endpoint", key)
                        .description("whether nothing is sent to it until somebody enables it"));
        add(
                Gauge.builder(
                                "carillon.breaker.open",
                                () ->
                                        one(
                                                is(
                                                        id,
                                                        it ->
                                                                it.health().breaker()
                                                                        instanceof Breaker.Open)))
                        .tag("endpoint", key)
                        .description("whether nothing but a probe is sent to it"));
        add(
                Gauge.builder(
                                "carillon.waiting.lag",
                                () -> seconds(lag -> Optional.ofNullable(lag.waiting().get(id))))
                        .tag("endpoint", key)
                        .baseUnit("seconds")
                        .description(
                                "how long the oldest delivery that may be attempted has waited"));
    }

    private void add(Gauge.Builder<?> gauge) {
        gauge.register(metrics.registry());
    }

    private boolean is(int id, Predicate<Endpoint> what) {
        return engine.endpoints().known().stream().anyMatch(it -> it.id() == id && what.test(it));
    }

    /// Not a number when the database does not say; nothing when nothing waits.
    private double seconds(Function<Lag, Optional<Duration>> which) {
        return seen.map(it -> which.apply(it.lag()).orElse(Duration.ZERO).toNanos() / 1e9)
                .orElse(Double.NaN);
    }

    private static int one(boolean truth) {
        return truth ? 1 : 0;
    }
}
