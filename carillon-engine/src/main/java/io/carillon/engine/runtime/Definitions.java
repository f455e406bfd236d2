package io.carillon.engine.runtime;

import io.carillon.engine.occasion.Occasion;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The newest definition of each occasion that this node has read or written: what an attempt that
/// ends now is settled by, though it was claimed under an older one.
final class Definitions {
    private final Map<Integer, Occasion> newest = new ConcurrentHashMap<>();

    void learn(Collection<Occasion> read) {
        for (Occasion occasion : read) {
            newest.merge(
                    occasion.id(),
                    occasion,
                    (known, other) -> other.version() > known.version() ? other : known);
        }
    }

    Optional<Occasion> find(int occasion) {
        return Optional.ofNullable(newest.get(occasion));
    }
}
