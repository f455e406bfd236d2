package io.carillon.engine.delivery;

import io.carillon.engine.occasion.Occasion;
import io.carillon.engine.occasion.Occasions;
import java.util.Map;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;

/// All definitions as they were read last, for as long as none has changed: a claim would otherwise
/// spend an eighth of its time on reading them, and with thousands of tenants most of it.
final class KnownOccasions {
    private OptionalLong readAt = OptionalLong.empty();
    private Map<Integer, Occasion> occasions = Map.of();

    /// The definitions, at least as new as when they had changed so many times. What is read anew
    /// may be newer than that, and is read once more by whoever finds a greater number.
    Map<Integer, Occasion> since(Handle handle, OptionalLong changes) {
        if (changes.isEmpty() || !changes.equals(readAt)) {
            occasions = Map.copyOf(Occasions.all(handle));
            readAt = changes;
        }
        return occasions;
    }
}
