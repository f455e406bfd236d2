package io.carillon.engine.endpoint;

import java.util.Optional;

/// What a node's attempts at an endpoint came to since it last said so: how many there were, how
/// many failed, whether its probe was answered well, and what the endpoint said if it is gone.
public record Tally(int calls, int failures, Optional<Boolean> probe, Optional<String> gone) {
    public static final Tally NOTHING = new Tally(0, 0, Optional.empty(), Optional.empty());

    public boolean isEmpty() {
        return calls == 0 && probe.isEmpty() && gone.isEmpty();
    }

    public Tally plus(Tally more) {
        return new Tally(
                calls + more.calls,
                failures + more.failures,
                more.probe.or(() -> probe),
                more.gone.or(() -> gone));
    }
}
