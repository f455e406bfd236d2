package io.carillon.engine.endpoint;

import java.time.Duration;
import java.time.Instant;

/// Whether an endpoint is left alone because nearly everything that was sent to it failed. What it
/// decides is a function of what was counted: no clock, no SQL.
public sealed interface Breaker {
    static Breaker closed() {
        return new Closed(Calls.NONE);
    }

    /// Everything goes, and is counted.
    record Closed(Calls calls) implements Breaker {}

    /// Nothing goes, but one delivery at `probeAt`, after it waited for that long.
    record Open(Instant openedAt, Instant probeAt, Duration waited) implements Breaker {
        /// Longer than any attempt takes, so that there is one probe at a time.
        private static final Duration PROBE_TAKES_MAX = Duration.ofSeconds(15);

        /// After somebody took the probe: if they never come back with an answer, another one may
        /// be taken then.
        public Open probed(Instant now) {
            Duration next = waited.compareTo(PROBE_TAKES_MAX) > 0 ? waited : PROBE_TAKES_MAX;
            return new Open(openedAt, now.plus(next), waited);
        }

        public boolean mayBeProbed(Instant now) {
            return !now.isBefore(probeAt);
        }
    }

    /// After some more attempts. What was under way when it opened says nothing any more: only the
    /// probe's answer counts then.
    default Breaker after(Tally tally, BreakerPolicy policy, Instant now) {
        return switch (this) {
            case Closed(Calls before) -> {
                Calls calls = before.plus(tally.calls(), tally.failures(), policy.window(), now);
                yield tally.failures() > 0 && isTooMuch(calls, policy)
                        ? new Open(now, now.plus(policy.probeAfter()), policy.probeAfter())
                        : new Closed(calls);
            }
            case Open open when tally.probe().isEmpty() -> open;
            case Open(Instant openedAt, Instant _, Duration waited) -> {
                Duration twice = waited.multipliedBy(2);
                Duration next =
                        twice.compareTo(policy.probeAfterMax()) < 0
                                ? twice
                                : policy.probeAfterMax();
                yield tally.probe().get() ? closed() : new Open(openedAt, now.plus(next), next);
            }
        };
    }

    private static boolean isTooMuch(Calls calls, BreakerPolicy policy) {
        return calls.total() >= policy.callsMin()
                && calls.failed() >= policy.failureRate() * calls.total();
    }
}
