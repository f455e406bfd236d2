package io.carillon.engine.delivery;

import io.carillon.engine.DueClock;
import io.carillon.engine.delivery.Nodes.Opening;
import io.carillon.engine.occasion.Occasion;
import io.carillon.engine.schedule.Due;
import io.carillon.engine.schedule.Places;
import io.carillon.engine.schedule.Schedule;
import io.carillon.engine.schedule.Schedules;
import io.carillon.engine.schedule.Shares;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/// The two lanes of what is due: what is due just now goes first, so that a backlog makes nobody
/// else late; the backlog gets the rest of each claim, and a quarter at least. Where a claim has no
/// room for all of a lane, tenants behind a crowd get a quarter more ([Shares]). A moment after a
/// claim had room for all that was due there is no backlog, and one look finds what there is.
final class Lanes {
    private static final Instant BEGINNING = Instant.parse("0001-01-01T00:00:00Z");

    /// There may be more in it.
    private static final Lane NOT_LOOKED_AT = new Lane(List.of(), 0, List.of());

    private final DueClock clock;
    private final FreshLane fresh = new FreshLane();
    private final BacklogFloor floor = new BacklogFloor();

    /// When a claim last took all that was due.
    private Instant allTakenAt = Instant.MIN;

    /// Whether there was one tenant among the occasions that a claim read last: then nobody needs a
    /// share.
    private boolean onlyTenant;

    private Map<Integer, Occasion> lastRead = Map.of();

    Lanes(DueClock clock) {
        this.clock = clock;
    }

    /// What a claim has locked of one lane: the oldest, up to so many; and behind them, where that
    /// was not all, the shares of other tenants.
    record Lane(List<Schedule> oldest, int max, List<Schedule> shares) {
        boolean isFull() {
            return oldest.size() == max;
        }

        private Stream<Schedule> all() {
            return Stream.concat(oldest.stream(), shares.stream());
        }

        private Optional<Instant> cutAt() {
            return oldest.isEmpty()
                    ? Optional.empty()
                    : oldest.getLast().cursor().due().map(Due::at);
        }
    }

    /// What a claim at `now` has locked, if it is open; of what is due just now by itself, if it
    /// looked for that; the mark of the last change of a definition at the last look; where the
    /// schedules lie; and whether it has seen by itself where the backlog begins.
    record Locked(
            Opening opening,
            Instant now,
            Optional<Lane> fresh,
            Lane oldest,
            Optional<UUID> definitionMark,
            Places places,
            boolean sawBeginning) {
        List<Schedule> all() {
            return Stream.concat(fresh.stream().flatMap(Lane::all), oldest.all()).toList();
        }

        private boolean isAll() {
            return !oldest.isFull() && fresh.filter(Lane::isFull).isEmpty();
        }
    }

    /// Opens a claim, and locks what it is to take. Nothing is due before `dueFrom`, if that is
    /// known: so the dead index entries of what was claimed before need not be walked over, of
    /// which there are many while somebody holds a transaction open.
    private Locked lock(
            Handle handle, UUID incarnation, Instant now, int limit, Optional<Instant> dueFrom) {
        Looks looks = new Looks(handle, incarnation, !onlyTenant);
        Instant from = fresh.from(now);
        if (clock.isVirtual() || FreshLane.isAMomentAgo(allTakenAt, now)) {
            return looks.locked(
                    now, Optional.empty(), looks.lock(all(now, dueFrom), limit), dueFrom.isEmpty());
        }
        Lane dueNow = looks.lock(new Schedules.Window(from, now, false), limit);
        int rest = Math.max(limit - dueNow.oldest().size(), limit / 4);
        Lane backlog = looks.lock(all(from, dueFrom), rest);
        return looks.locked(now, Optional.of(dueNow), backlog, dueFrom.isEmpty());
    }

    /// What a claim takes.
    enum Part {
        ALL,
        /// What is due just now, without shares; where there is nothing, the oldest.
        FRESH,
        /// The oldest, whichever lane they are in, without shares.
        OLDEST
    }

    /// The same, of a part.
    Locked lock(
            Part part,
            Handle handle,
            UUID incarnation,
            Instant now,
            int limit,
            Optional<Instant> dueFrom) {
        if (part == Part.ALL) {
            return lock(handle, incarnation, now, limit, dueFrom);
        }
        Looks looks = new Looks(handle, incarnation, false);
        if (part == Part.FRESH && !clock.isVirtual()) {
            Lane dueNow = looks.lock(new Schedules.Window(fresh.from(now), now, false), limit);
            if (!dueNow.oldest().isEmpty()) {
                return looks.locked(now, Optional.of(dueNow), NOT_LOOKED_AT, dueFrom.isEmpty());
            }
        }
        return looks.locked(
                now, Optional.empty(), looks.lock(all(now, dueFrom), limit), dueFrom.isEmpty());
    }

    private Schedules.Window all(Instant until, Optional<Instant> dueFrom) {
        return clock.isVirtual()
                ? new Schedules.Window(BEGINNING, until, true)
                : new Schedules.Window(
                        floor.get(dueFrom.map(FreshLane::justBefore).orElse(BEGINNING)),
                        until,
                        false);
    }

    /// The looks of one claim. Each opens it; it is open if they all found so.
    private static final class Looks {
        private final Handle handle;
        private final UUID incarnation;
        private final boolean withShares;
        private final Places places = new Places();
        private Opening opening = Opening.OPEN;
        private Optional<UUID> definitionMark = Optional.empty();

        Looks(Handle handle, UUID incarnation, boolean withShares) {
            this.handle = handle;
            this.incarnation = incarnation;
            this.withShares = withShares;
        }

        Locked locked(Instant now, Optional<Lane> fresh, Lane oldest, boolean sawBeginning) {
            return new Locked(opening, now, fresh, oldest, definitionMark, places, sawBeginning);
        }

        Lane lock(Schedules.Window window, int max) {
            if (opening != Opening.OPEN) {
                return new Lane(List.of(), max, List.of());
            }
            DueSchedules.Taken taken = DueSchedules.lock(handle, incarnation, window, max, places);
            opening = taken.opening();
            definitionMark = taken.definitionMark();
            List<Schedule> oldest = taken.schedules();
            int forOthers = withShares && oldest.size() == max ? max / 4 : 0;
            return new Lane(
                    oldest,
                    max,
                    forOthers == 0
                            ? List.of()
                            : Shares.lock(handle, oldest.getLast(), window, forOthers, places));
        }
    }

    /// To be called when the claim is committed: its schedules have moved on, and the first of them
    /// is due at `nextDue`; planned anew, it may be due already. `occasions` are all there were.
    @SuppressWarnings("ReferenceEquality") // the same map is the same occasions
    void committed(Locked locked, Optional<Instant> nextDue, Map<Integer, Occasion> occasions) {
        if (!occasions.isEmpty() && occasions != lastRead) {
            onlyTenant = occasions.values().stream().map(Occasion::tenant).distinct().count() == 1;
            lastRead = occasions;
        }
        allTakenAt = locked.isAll() ? locked.now() : Instant.MIN;
        if (locked.fresh().filter(Lane::isFull).isPresent()) {
            locked.fresh().flatMap(Lane::cutAt).ifPresent(fresh::leftAt);
        } else if (locked.fresh().isPresent() || locked.isAll()) {
            fresh.emptied(locked.now());
        }
        floor.passed(locked.oldest().cutAt(), locked.oldest().isFull() && locked.sawBeginning());
        nextDue.filter(dueAt -> !dueAt.isAfter(locked.now()))
                .ifPresent(dueAt -> {
                    fresh.alsoFrom(dueAt, locked.now());
                    floor.isAbove(dueAt);
                });
    }
}
