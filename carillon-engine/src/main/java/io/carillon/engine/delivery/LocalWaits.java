package io.carillon.engine.delivery;

import io.carillon.calendar.LocalHours;
import io.carillon.calendar.TzSnapshot;
import io.carillon.engine.database.Columns;
import io.carillon.engine.database.SqlArray;
import io.carillon.engine.occasion.Occasion;
import io.carillon.engine.subject.Subject;
import io.carillon.engine.subject.SubjectId;
import io.carillon.engine.subject.Subjects;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// Puts off what is late, or sent again, while it is not within the local hours of where its
/// subject lives now; within the transaction that claims it. It is looked at again when they begin,
/// for the subject may have moved meanwhile.
final class LocalWaits {
    static final String TOO_LONG = "it expires before its local hours begin";

    private final Handle handle;
    private final TzSnapshot tz;
    private final Map<Integer, Occasion> occasions;
    private final Instant now;

    LocalWaits(Handle handle, TzSnapshot tz, Map<Integer, Occasion> occasions, Instant now) {
        this.handle = handle;
        this.tz = tz;
        this.occasions = occasions;
        this.now = now;
    }

    /// A lease given back: its delivery waits until then, or has ended if there is no such instant.
    private record PutOff(Lease lease, Optional<Instant> until) {
        DeliveryState state() {
            boolean triedBefore = lease.tries().triedBefore();
            if (until.isPresent()) {
                return triedBefore ? DeliveryState.RETRYING : DeliveryState.PENDING;
            }
            return triedBefore ? DeliveryState.FAILED : DeliveryState.MISSED;
        }
    }

    /// Those of the leases that may be used now.
    List<Lease> putOff(List<Lease> leases) {
        List<Lease> bound = leases.stream().filter(this::isBound).toList();
        if (bound.isEmpty()) {
            return leases;
        }
        Map<SubjectId, Subject> subjects =
                Subjects.findAll(
                        handle, bound.stream().map(lease -> lease.schedule().owned()).toList());
        List<PutOff> putOff = new ArrayList<>();
        for (Lease lease : bound) {
            Optional<Subject> subject =
                    Optional.ofNullable(subjects.get(lease.schedule().subject()));
            subject.map(home -> opensAt(lease, home))
                    .filter(now::isBefore)
                    .ifPresent(opensAt ->
                            putOff.add(
                                    new PutOff(
                                            lease,
                                            Optional.of(opensAt)
                                                    .filter(at -> !expires(lease, at)))));
        }
        write(putOff);
        Set<DeliveryId> gone = new HashSet<>(putOff.stream().map(one -> one.lease().id()).toList());
        return leases.stream().filter(lease -> !gone.contains(lease.id())).toList();
    }

    private boolean isBound(Lease lease) {
        return (lease.content().late() || lease.tries().triedBefore()) && hours(lease).isPresent();
    }

    private Optional<LocalHours> hours(Lease lease) {
        return Optional.ofNullable(occasions.get(lease.schedule().occasion()))
                .flatMap(occasion -> occasion.step().sending().localHours());
    }

    /// Now, if it may go: also where the tz database lacks the zone, and nobody can tell the hour.
    private Instant opensAt(Lease lease, Subject subject) {
        return tz.find(subject.profile().zone())
                .flatMap(zone -> hours(lease).map(hours -> hours.openFrom(now, zone.rules())))
                .orElse(now);
    }

    private static boolean expires(Lease lease, Instant at) {
        return lease.expiresAt().filter(at::isAfter).isPresent();
    }

    private void write(List<PutOff> putOff) {
        if (putOff.isEmpty()) {
            return;
        }
        Columns<PutOff> column = new Columns<>(putOff);
        handle.createUpdate(
                        """
                        -- put off until local hours
                        UPDATE delivery d
                        SET state = p.state,
                            attempts = d.attempts - 1,
                            next_attempt_at = p.until,
                            settled_at = CASE WHEN p.until IS NULL THEN :now END,
                            detail = CASE WHEN p.until IS NULL THEN :tooLong ELSE d.detail END,
                            late_for = CASE WHEN d.attempts > 1 THEN d.late_for END,
                            late = CASE WHEN d.attempts > 1 THEN d.late END
                        FROM unnest(:slots, :ids, :states, :untils) AS p (slot, id, state, until)
                        WHERE d.slot = p.slot AND d.id = p.id
                        """)
                .bind("now", now)
                .bind("tooLong", TOO_LONG)
                .bind(
                        "slots",
                        SqlArray.of(
                                Short.class, column.of(o -> o.lease().id().slot().shortNumber())))
                .bind("ids", SqlArray.of(UUID.class, column.of(o -> o.lease().id().uuid())))
                .bind("states", SqlArray.of(String.class, column.of(o -> o.state().text())))
                .bind("untils", SqlArray.of(Instant.class, column.ofMaybe(PutOff::until)))
                .execute();
    }
}
