package io.carillon.engine.delivery;

import io.carillon.calendar.LocalHours;
import io.carillon.engine.occasion.CatchUp;
import io.carillon.engine.occasion.Policies;
import io.carillon.engine.schedule.Cursor;
import io.carillon.engine.schedule.Due;
import io.carillon.engine.schedule.Due.Standing;
import io.carillon.engine.schedule.Planner;
import io.carillon.engine.schedule.Rule;
import java.time.Duration;
import java.time.Instant;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a due schedule's turn brings: the periods it decides, and where its cursor moves. A pure
/// decision.
///
/// It decides one period that is sent, now or in its local hours, and before it any number that are
/// missed, up to a limit; what is due beyond that has its turn in the next round.
record Turn(List<Decided> decided, Cursor cursor) {
    private static final int DECIDED_MAX = 100;

    /// One period, decided.
    record Decided(Due due, Verdict verdict, Optional<Instant> expiresAt) {}

    /// Whether a period is sent, and whether now.
    sealed interface Verdict {
        record Send(Duration lateFor, boolean late) implements Verdict {}

        /// It is late, and waits until then for its local hours.
        record Waits(Instant until) implements Verdict {}

        record Missed(String reason) implements Verdict {}

        /// The same, but what is late goes only within these hours.
        private Verdict within(
                Optional<LocalHours> localHours,
                ZoneRules zone,
                Optional<Instant> expiresAt,
                Instant now) {
            if (localHours.isEmpty()
                    || !(this instanceof Send(Duration _, boolean late))
                    || !late) {
                return this;
            }
            Instant opensAt = localHours.get().openFrom(now, zone);
            if (opensAt.equals(now)) {
                return this;
            }
            return expiresAt.filter(opensAt::isAfter).isPresent()
                    ? new Missed(LocalWaits.TOO_LONG)
                    : new Waits(opensAt);
        }
    }

    static Turn of(Rule.Planned rule, Optional<LocalHours> localHours, Cursor cursor, Instant now) {
        List<Decided> decided = new ArrayList<>();
        Optional<Due> due = cursor.due();
        Optional<String> through = cursor.decidedThrough();
        while (due.isPresent() && !due.get().at().isAfter(now) && decided.size() < DECIDED_MAX) {
            Due present = due.get();
            due = Planner.following(rule.occurrences(), present.period());
            boolean another = due.filter(next -> !next.at().isAfter(now)).isPresent();
            Optional<Instant> expiresAt = expiresAt(present, rule);
            Verdict verdict =
                    verdict(present, expiresAt, another, rule.policies(), now)
                            .within(localHours, rule.occurrences().zone().rules(), expiresAt, now);
            decided.add(new Decided(present, verdict, expiresAt));
            through = Optional.of(present.period());
            if (!(verdict instanceof Verdict.Missed)) {
                break;
            }
        }
        return new Turn(List.copyOf(decided), new Cursor(due, through));
    }

    private static Verdict verdict(
            Due due, Optional<Instant> expiresAt, boolean another, Policies policies, Instant now) {
        Duration lateFor = Duration.between(due.expectedAt(), now);
        boolean late = lateFor.compareTo(policies.lateAfter()) > 0;
        // What is sent because its subject came on the day is not late yet, and so not too late
        // either.
        boolean expired =
                expiresAt.filter(now::isAfter).isPresent()
                        && !(due.standing() == Standing.SAME_DAY && !late);
        if (expired || due.standing() == Standing.EXPIRED) {
            return new Verdict.Missed("older than expiresAfter allows");
        }
        if (another && policies.catchUp() == CatchUp.LATEST) {
            return new Verdict.Missed("a later period is due as well");
        }
        if (late && policies.catchUp() == CatchUp.NONE) {
            return new Verdict.Missed("later than lateAfter, and catchUp is NONE");
        }
        return new Verdict.Send(lateFor, late);
    }

    private static Optional<Instant> expiresAt(Due due, Rule.Planned rule) {
        Instant from = due.standing() == Standing.SAME_DAY ? due.expectedAt() : due.at();
        return rule.policies().expiresAfter().of(from, rule.occurrences().zone().rules());
    }
}
