package io.carillon.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;

/// What a local time is in a zone: the one place where local times become instants.
public sealed interface Resolution {
    /// It rings at `at`, when the zone's clocks show `local`; `how` says whether a policy acted.
    record Rings(Instant at, LocalDateTime local, How how) implements Resolution {}

    /// It does not happen: the clocks jumped over it, and the policy is [GapPolicy#SKIP].
    record Skipped() implements Resolution {}

    /// Whether a local time existed once, never or twice.
    enum How {
        PLAIN,
        GAP,
        OVERLAP
    }

    static Resolution of(LocalDateTime nominal, TzZone zone, GapPolicy gap, OverlapPolicy overlap) {
        ZoneOffset steady = zone.steadyOffset(nominal);
        return steady == null
                ? of(nominal, zone.rules(), gap, overlap)
                : new Rings(nominal.toInstant(steady), nominal, How.PLAIN);
    }

    static Resolution of(
            LocalDateTime nominal, ZoneRules rules, GapPolicy gap, OverlapPolicy overlap) {
        List<ZoneOffset> offsets = rules.getValidOffsets(nominal);
        if (offsets.size() == 1) {
            return rings(nominal, offsets.getFirst(), rules, How.PLAIN);
        }
        ZoneOffsetTransition transition = rules.getTransition(nominal);
        ZoneOffset before = transition.getOffsetBefore();
        ZoneOffset after = transition.getOffsetAfter();
        if (transition.isOverlap()) {
            return switch (overlap) {
                case EARLIER -> rings(nominal, before, rules, How.OVERLAP);
                case LATER -> rings(nominal, after, rules, How.OVERLAP);
            };
        }
        return switch (gap) {
            case LATER -> rings(nominal, before, rules, How.GAP);
            case EARLIER -> rings(nominal, after, rules, How.GAP);
            case SKIP -> new Skipped();
        };
    }

    /// The first instant at which the clocks of a zone show `day` or later: where they jump over
    /// midnight, or over the whole day, the instant of the jump; where they show midnight twice,
    /// the first.
    static Instant startOf(LocalDate day, ZoneRules rules) {
        LocalDateTime midnight = day.atStartOfDay();
        ZoneOffsetTransition transition = rules.getTransition(midnight);
        return transition != null && transition.isGap()
                ? transition.getInstant()
                : midnight.toInstant(rules.getOffset(midnight));
    }

    /// A local time before which no nominal time rings later than `instant`, under any policy: what
    /// the clocks show then, or before it as much as they jump within two days of it.
    static LocalDateTime earliestAfter(Instant instant, ZoneRules rules) {
        Duration near = Duration.ofDays(2); // no zone's clocks ever jumped further
        ZoneOffsetTransition next = rules.nextTransition(instant.minus(near));
        long jump = 0;
        while (next != null && next.getInstant().isBefore(instant.plus(near))) {
            jump = Math.max(jump, next.getDuration().abs().toSeconds());
            next = rules.nextTransition(next.getInstant());
        }
        return localAt(instant, rules).minusSeconds(2 * jump);
    }

    /// What the clocks of a zone show at an instant.
    static LocalDateTime localAt(Instant at, ZoneRules rules) {
        return LocalDateTime.ofInstant(at, rules.getOffset(at));
    }

    private static Rings rings(LocalDateTime nominal, ZoneOffset offset, ZoneRules rules, How how) {
        Instant at = nominal.toInstant(offset);
        return new Rings(at, how == How.GAP ? localAt(at, rules) : nominal, how);
    }
}
