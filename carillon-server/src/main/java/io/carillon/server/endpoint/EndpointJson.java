package io.carillon.server.endpoint;

import io.carillon.engine.endpoint.Breaker;
import io.carillon.engine.endpoint.BreakerPolicy;
import io.carillon.engine.endpoint.Calls;
import io.carillon.engine.endpoint.Endpoint;
import io.carillon.engine.endpoint.Health;
import io.carillon.engine.endpoint.Limits;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An endpoint as the API shows it.
record EndpointJson(
        String key,
        String channel,
        boolean enabled,
        @Nullable Instant disabledAt,
        @Nullable String disabledReason,
        @Nullable Instant failingSince,
        @Nullable Integer concurrencyMax,
        @Nullable Integer rateMax,
        String ratePer,
        BreakerJson breaker) {
    /// The breaker: how it is, and when it opens and is probed.
    record BreakerJson(
            String state,
            @Nullable Instant openedAt,
            @Nullable Instant probeAt,
            int calls,
            int failures,
            double failureRate,
            int callsMin,
            String window,
            String probeAfter,
            String probeAfterMax) {
        static BreakerJson of(Breaker breaker, BreakerPolicy policy, Instant now) {
            Optional<Breaker.Open> open =
                    breaker instanceof Breaker.Open it ? Optional.of(it) : Optional.empty();
            Calls calls =
                    breaker instanceof Breaker.Closed(Calls counted)
                            ? counted.asOf(now, policy.window())
                            : Calls.NONE;
            return new BreakerJson(
                    open.isPresent() ? "open" : "closed",
                    open.map(Breaker.Open::openedAt).orElse(null),
                    open.map(Breaker.Open::probeAt).orElse(null),
                    calls.total(),
                    calls.failed(),
                    policy.failureRate(),
                    policy.callsMin(),
                    policy.window().toString(),
                    policy.probeAfter().toString(),
                    policy.probeAfterMax().toString());
        }
    }

    static EndpointJson of(Endpoint endpoint, Instant now) {
        Health health = endpoint.health();
        Limits limits = endpoint.limits();
        return new EndpointJson(
                endpoint.key(),
                endpoint.channel(),
                health.disabled().isEmpty(),
                health.disabled().map(Health.Disabled::at).orElse(null),
                health.disabled().map(Health.Disabled::reason).orElse(null),
                health.failing().since().orElse(null),
                limits.concurrencyMax().orElse(null),
                limits.rateMax().orElse(null),
                limits.ratePer().toString(),
                BreakerJson.of(health.breaker(), endpoint.policy(), now));
    }
}
