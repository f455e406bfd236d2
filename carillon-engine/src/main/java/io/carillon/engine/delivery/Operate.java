package io.carillon.engine.delivery;

import io.carillon.calendar.TzSnapshot;
import io.carillon.engine.occasion.Expiry;
import io.carillon.engine.occasion.Occasion;
import io.carillon.engine.occasion.Occasions;
import io.carillon.engine.subject.Subject;
import io.carillon.engine.subject.SubjectId;
import io.carillon.engine.subject.Subjects;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// Does what somebody wants to have done to deliveries, in one transaction of the caller's: holds
/// the subjects, so that none is deleted meanwhile, locks the deliveries, decides by what it has
/// locked, writes, and takes down who did it and why.
///
/// A claim leaves locked rows to it, a settlement waits; so each of them comes wholly before or
/// wholly after.
public final class Operate {
    /// However short the time to expire is otherwise: who replays by hand wants it to be sent.
    private static final Duration EXPIRES_AFTER_LEAST = Duration.ofHours(1);

    private final Handle handle;
    private final int tenant;
    private final TzSnapshot tz;
    private final Instant now;

    /// `now` is the instant by which things are due.
    public Operate(Handle handle, int tenant, TzSnapshot tz, Instant now) {
        this.handle = handle;
        this.tenant = tenant;
        this.tz = tz;
        this.now = now;
    }

    /// What was done and what was refused; `last` is the place to go on from, if there may be more.
    public record Done(
            List<DeliveryId> done, List<Refusal> refused, Optional<DeliveryLists.Position> last) {}

    /// `actedAt` is real time.
    public Done on(Selection wanted, Operation operation, Action.Cause cause, Instant actedAt) {
        Operations.open(handle);
        List<Operations.Candidate> found = Operations.select(handle, tenant, wanted);
        Set<Subjects.Owned> subjects =
                found.stream()
                        .map(candidate -> new Subjects.Owned(tenant, candidate.subject()))
                        .collect(Collectors.toSet());
        Subjects.holdExisting(handle, subjects);
        Map<SubjectId, Subject> held = Subjects.findAll(handle, subjects);
        List<Target> locked =
                Operations.lock(
                        handle,
                        tenant,
                        found.stream().map(Operations.Candidate::id).toList(),
                        wanted.state());

        List<Refusal> refused = new ArrayList<>(missing(wanted, locked));
        List<Target> able = new ArrayList<>();
        for (Target target : locked) {
            refusal(target, operation, held).ifPresentOrElse(refused::add, () -> able.add(target));
        }
        write(able, operation, held);
        Actions.append(
                handle,
                able.stream()
                        .map(target ->
                                new Action(
                                        target.id(),
                                        tenant,
                                        target.tries().attempts(),
                                        actedAt,
                                        operation.kind(),
                                        cause))
                        .toList());
        return new Done(able.stream().map(Target::id).toList(), refused, last(wanted, found));
    }

    private static List<Refusal> missing(Selection wanted, List<Target> locked) {
        Set<DeliveryId> there = new HashSet<>(locked.stream().map(Target::id).toList());
        return wanted.ids().stream()
                .filter(id -> !there.contains(id))
                .<Refusal>map(Refusal.NoSuchDelivery::new)
                .toList();
    }

    private static Optional<Refusal> refusal(
            Target target, Operation operation, Map<SubjectId, Subject> held) {
        if (next(target, operation).isEmpty()) {
            return Optional.of(new Refusal.WrongState(target.id(), target.state()));
        }
        boolean forgotten = !target.remembers() || !held.containsKey(target.schedule().subject());
        return operation.sends() && forgotten
                ? Optional.of(new Refusal.SubjectDeleted(target.id()))
                : Optional.empty();
    }

    private static Optional<DeliveryState> next(Target target, Operation operation) {
        return target.state().after(operation.event(target.triedBefore()));
    }

    private void write(List<Target> able, Operation operation, Map<SubjectId, Subject> held) {
        if (able.isEmpty()) {
            return;
        }
        List<DeliveryId> ids = able.stream().map(Target::id).toList();
        switch (operation) {
            case REPLAY, RESOLVE_RESEND -> {
                Map<Integer, Occasion> occasions = Occasions.all(handle, tenant);
                List<Operations.Replay> replays =
                        able.stream()
                                .map(target -> {
                                    Subject subject =
                                            Optional.ofNullable(
                                                            held.get(target.schedule().subject()))
                                                    .orElseThrow();
                                    return replay(
                                            target,
                                            next(target, operation).orElseThrow(),
                                            subject,
                                            Optional.ofNullable(
                                                    occasions.get(target.schedule().occasion())));
                                })
                                .toList();
                Operations.replay(handle, now, replays);
            }
            case CANCEL -> Operations.cancel(handle, now, ids);
            case RESOLVE_SENT -> Operations.resolveAsSent(handle, now, ids);
        }
    }

    /// What was tried sends the same bytes again; what never was is made of what the subject is
    /// now.
    private Operations.Replay replay(
            Target target, DeliveryState next, Subject subject, Optional<Occasion> occasion) {
        return new Operations.Replay(
                target.id(),
                next,
                occasion.flatMap(it -> expiresAt(it.policies().expiresAfter(), subject)),
                target.triedBefore()
                        ? Optional.empty()
                        : Optional.of(subject.profile().attributes()));
    }

    /// As if it were due now.
    private Optional<Instant> expiresAt(Expiry expiry, Subject subject) {
        Instant least = now.plus(EXPIRES_AFTER_LEAST);
        return switch (expiry) {
            case Expiry.Never() -> Optional.empty();
            case Expiry.After _, Expiry.EndOfLocalDay() ->
                    Optional.of(
                            tz.find(subject.profile().zone())
                                    .flatMap(zone -> expiry.of(now, zone.rules()))
                                    .filter(least::isBefore)
                                    .orElse(least));
        };
    }

    private static Optional<DeliveryLists.Position> last(
            Selection wanted, List<Operations.Candidate> found) {
        return wanted.ids().isEmpty() && found.size() == wanted.limit()
                ? Optional.of(
                        new DeliveryLists.Position(found.getLast().dueAt(), found.getLast().id()))
                : Optional.empty();
    }
}
