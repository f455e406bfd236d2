package io.carillon.engine.delivery;

import io.carillon.engine.occasion.Occasion;
import io.carillon.engine.occasion.Occasions;
import io.carillon.engine.subject.Subjects;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// All definitions as they were read last, for as long as none has changed: a claim would otherwise
/// spend an eighth of its time on reading them, and with thousands of tenants most of it. Safe for
/// use by several threads.
final class KnownOccasions {
    private volatile Read last = new Read(Optional.empty(), Map.of());

    private record Read(Optional<UUID> mark, Map<Integer, Occasion> occasions) {}

    /// What a claim has read, and the definitions to it.
    Sources sources(Handle handle, Subjects.Batch read) {
        return new Sources(read.subjects(), since(handle, read.definitionMark()));
    }

    /// The definitions, at least as new as when their last change had this mark; the same map until
    /// one changes. What is read anew may be newer than that, and is read once more by whoever
    /// finds another mark.
    private Map<Integer, Occasion> since(Handle handle, Optional<UUID> mark) {
        Read known = last;
        if (mark.isEmpty() || !mark.equals(known.mark())) {
            known = new Read(mark, Map.copyOf(Occasions.all(handle)));
            last = known;
        }
        return known.occasions();
    }
}
