package io.carillon.engine.delivery;

import io.carillon.engine.occasion.Occasion;
import io.carillon.engine.occasion.Occasions;
import io.carillon.engine.schedule.Schedule;
import java.util.List;
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

    /// The definitions that locked schedules are planned by, where their last change had this mark
    /// when somebody looked for what to lock. What was planned from something newer was committed
    /// since: then they are read once more.
    Map<Integer, Occasion> of(Handle handle, List<Schedule> locked, Optional<UUID> mark) {
        Map<Integer, Occasion> known = since(handle, mark);
        return locked.stream().anyMatch(schedule -> areBehind(known, schedule))
                ? since(handle, Occasions.mark(handle))
                : known;
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

    private static boolean areBehind(Map<Integer, Occasion> known, Schedule schedule) {
        Occasion occasion = known.get(schedule.key().occasion());
        int plannedBy = schedule.stamp().ruleVersion();
        return occasion == null || plannedBy == 0 || occasion.version() < plannedBy; // 0: whichever
    }
}
