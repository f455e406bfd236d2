package io.carillon.engine.runtime;

import java.time.Duration;
import java.time.Instant;

/// What a rate allows: so many a second, evenly spread; at most a tenth of a second's worth at
/// once, or one.
final class TokenBucket {
    private static final double BURST_SECONDS = 0.1;

    /// The clock corrects itself by less, and time must not count twice.
    private static final Duration BACK_MAX = Duration.ofSeconds(1);

    private final double perSecond;
    private final double most;
    private double tokens;
    private Instant filledAt;

    TokenBucket(double perSecond, Instant now) {
        this.perSecond = perSecond;
        this.most = Math.max(1, perSecond * BURST_SECONDS);
        this.tokens = most;
        this.filledAt = now;
    }

    double perSecond() {
        return perSecond;
    }

    int available(Instant now) {
        fill(now);
        return (int) tokens;
    }

    /// More than there are is a debt, to be paid before the next one goes.
    void take(int count) {
        tokens -= count;
    }

    /// When there is one again.
    Instant nextAt(Instant now) {
        fill(now);
        double missing = Math.max(0, 1 - tokens);
        return now.plusNanos((long) Math.ceil(missing / perSecond * 1e9));
    }

    private void fill(Instant now) {
        if (now.isAfter(filledAt)) {
            double seconds = Duration.between(filledAt, now).toNanos() / 1e9;
            // A hair more, so that one is there when nextAt said it would be.
            tokens = Math.min(most, tokens + seconds * perSecond + 1e-9);
            filledAt = now;
        } else if (now.isBefore(filledAt.minus(BACK_MAX))) {
            filledAt = now; // else it would wait for a clock that was set back
        }
    }
}
