package io.carillon.engine.delivery;

import io.carillon.engine.occasion.Occasion;
import io.carillon.engine.occasion.Occasions;
import java.util.Map;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;

/// All definitions as they were read last, for as long as none has changed: a claim would otherwise
/// spend an eighth of its time on reading them, and with thousands of tenants most of it. Safe for
/// use by several threads.
final class KnownOccasions {
    private volatile Read last = new Read(OptionalLong.empty(), Map.of());

    private record Read(OptionalLong changes, Map<Integer, Occasion> occasions) {}

    /// The definitions, at least as new as when they had changed so many times; the same map until
    /// one changes. What is read anew may be newer than that, and is read once more by whoever
    /// finds another number.
    Map<Integer, Occasion> since(Handle handle, OptionalLong changes) {
        Read known = last;
        if (changes.isEmpty() || !changes.equals(known.changes())) {
            known = new Read(changes, Map.copyOf(Occasions.all(handle)));
            last = known;
        }
        return known.occasions();
    }
}
