package io.carillon.engine.endpoint;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// How an endpoint fares, as all nodes know it: whether it is disabled, its breaker, since when it
/// only fails, and the one node that sends to it where its limits are too small to be shared.
/// `version` counts the writings: each is a compare-and-set.
public record Health(
        long version,
        Optional<Disabled> disabled,
        Breaker breaker,
        Failing failing,
        Optional<UUID> holder) {
    /// Nothing is sent until somebody enables it again.
    public record Disabled(Instant at, String reason) {}

    /// After some more attempts: a pure decision.
    public Health after(Tally tally, BreakerPolicy policy, Instant now) {
        if (disabled.isPresent()) {
            return this;
        }
        Failing next = failing.after(tally, now);
        Optional<String> why =
                tally.gone()
                        .or(() ->
                                next.isHopeless(now)
                                        ? Optional.of("nothing but failures since " + since(next))
                                        : Optional.empty());
        return why.map(reason -> disabled(reason, now))
                .orElseGet(() ->
                        new Health(
                                version,
                                disabled,
                                breaker.after(tally, policy, now),
                                next,
                                holder));
    }

    public Health disabled(String reason, Instant now) {
        return new Health(
                version, Optional.of(new Disabled(now, reason)), Breaker.closed(), failing, holder);
    }

    /// With a fresh start.
    public Health enabled() {
        return new Health(version, Optional.empty(), Breaker.closed(), Failing.NOT, holder);
    }

    /// With a breaker that has counted nothing yet, unless it is open.
    Health uncounted() {
        return switch (breaker) {
            case Breaker.Closed _ ->
                    new Health(version, disabled, Breaker.closed(), failing, holder);
            case Breaker.Open _ -> this;
        };
    }

    /// After somebody took the probe; empty when there is none to take now.
    public Optional<Health> probed(Instant now) {
        return disabled.isEmpty() && breaker instanceof Breaker.Open open && open.mayBeProbed(now)
                ? Optional.of(new Health(version, disabled, open.probed(now), failing, holder))
                : Optional.empty();
    }

    public Health heldBy(UUID incarnation) {
        return new Health(version, disabled, breaker, failing, Optional.of(incarnation));
    }

    private static String since(Failing failing) {
        return failing.since().map(Instant::toString).orElse("ever");
    }
}
