package io.carillon.engine.runtime;

import io.carillon.engine.occasion.Occasion;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The newest definition of each occasion that this node has read or written: what an attempt that
/// ends now is settled by, though it was claimed under an older one.
final class Definitions {
    private final Map<Integer, Occasion> newest = new ConcurrentHashMap<>();

    /// Mostly a claim has read the same as the one before it.
    private volatile Map<Integer, Occasion> lastRead = Map.of();

    @SuppressWarnings("ReferenceEquality") // the same map is the same occasions
    void learn(Map<Integer, Occasion> read) {
        if (read.isEmpty() || read == lastRead) {
            return;
        }
        for (Occasion occasion : read.values()) {
            newest.merge(
                    occasion.id(),
                    occasion,
                    (known, other) -> other.version() >= known.version() ? other : known);
        }
        lastRead = read;
    }

    Optional<Occasion> find(int occasion) {
        return Optional.ofNullable(newest.get(occasion));
    }
}
