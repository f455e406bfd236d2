package io.carillon.engine.delivery;

import io.carillon.engine.DueClock;
import io.carillon.engine.delivery.Lanes.Part;
import io.carillon.engine.delivery.Nodes.Opening;
import io.carillon.engine.occasion.Occasion;
import io.carillon.engine.occasion.Occasions;
import io.carillon.engine.schedule.Due;
import io.carillon.engine.schedule.Replanned;
import io.carillon.engine.schedule.Rule;
import io.carillon.engine.schedule.Schedule;
import io.carillon.engine.schedule.ScheduleKey;
import io.carillon.engine.schedule.Schedules;
import io.carillon.engine.schedule.Stamp;
import io.carillon.engine.schedule.TzInUse;
import io.carillon.engine.schedule.TzMove;
import io.carillon.engine.schedule.TzMoves;
import io.carillon.engine.schedule.TzRelease;
import io.carillon.engine.subject.Profile;
import io.carillon.engine.subject.StoredProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/// Takes the right to send what is due.
///
/// One short transaction locks the due schedules, by a statement or a few; what their subjects say
/// of themselves stands in them. What was planned from other versions is planned anew instead of
/// rung. The rest is decided in Java; the cursors move on and the deliveries are inserted in one
/// statement each. The cursor moves even when a delivery is there already, as after a restore, for
/// then it was decided before: the claim that meets one is made once more, and looks before it
/// inserts, as do those after it for a while.
///
/// What is due just now goes before a backlog ([Lanes]), and tenants take turns.
///
/// Not safe for use by several threads: each that claims has its own.
public final class Claims {
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final int LOOKS = 100;

    private final Jdbi jdbi;
    private final TzInUse tz;
    private final DueClock clock;
    private final EngineEvent.Listener events;
    private final Lanes lanes;
    private final KnownOccasions known;
    private List<Schedule> lastLocked = List.of();
    private Part lastRefused = Part.OLDEST;

    /// How many claims more look which deliveries are there already.
    private int looks;

    public Claims(Jdbi jdbi, TzInUse tz, DueClock clock, EngineEvent.Listener events) {
        this(jdbi, tz, clock, events, new KnownOccasions());
    }

    private Claims(
            Jdbi jdbi,
            TzInUse tz,
            DueClock clock,
            EngineEvent.Listener events,
            KnownOccasions known) {
        this.known = known;
        this.jdbi = jdbi;
        this.tz = tz;
        this.clock = clock;
        this.events = events;
        this.lanes = new Lanes(clock);
    }

    /// For another thread.
    public Claims another() {
        return new Claims(jdbi, tz, clock, events, known);
    }

    /// What a claim took of what was due at `at`. `count` is how many due schedules, or waiting
    /// deliveries, had their turn, whatever came of it; `dueAgain` says whether one of them is due
    /// once more, now or very soon.
    public record Claimed(
            Instant at,
            List<Lease> leases,
            int count,
            boolean dueAgain,
            Map<Integer, Occasion> occasions,
            Opening opening) {
        static Claimed nothing(Instant at, Opening opening) {
            return new Claimed(at, List.of(), 0, false, Map.of(), opening);
        }

        /// Whether this node was declared dead, and nothing was claimed.
        public boolean lost() {
            return opening == Opening.LOST;
        }

        /// Whether sending is held, and nothing was claimed.
        public boolean held() {
            return opening == Opening.HELD;
        }
    }

    /// As if nobody knew what is due.
    public Claimed due(UUID incarnation, int limit, Permits permits) {
        return due(incarnation, limit, new SharedPermits(permits), Optional.empty());
    }

    /// Gives up to `limit` due schedules their turn, and some more as [Lanes] says; of the
    /// deliveries they make, up to `permits` are leased and the rest wait. Where it is known before
    /// which instant nothing is due, it does not look there.
    public Claimed due(
            UUID incarnation, int limit, SharedPermits permits, Optional<Instant> dueFrom) {
        return limit == 0
                ? Claimed.nothing(clock.instant(), Opening.OPEN)
                : due(incarnation, limit, permits, dueFrom, Part.ALL);
    }

    private Claimed due(
            UUID incarnation,
            int limit,
            SharedPermits permits,
            Optional<Instant> dueFrom,
            Part part) {
        try {
            Turned turned =
                    jdbi.inTransaction(
                            handle -> claimDue(handle, incarnation, limit, permits, dueFrom, part));
            Claimed claimed = turned.claimed();
            turned.locked()
                    .ifPresent(locked ->
                            lanes.committed(locked, turned.nextDue(), claimed.occasions()));
            return claimed;
        } catch (JdbiException e) {
            if (!SqlErrors.isOfTheData(e) || lastLocked.isEmpty()) {
                throw e;
            }
            if (SqlErrors.isDuplicate(e) && looks == 0) {
                looks = LOOKS;
                return due(incarnation, limit, permits, dueFrom, part);
            }
            if (limit > 1) {
                events.on(new EngineEvent.ClaimHalved(limit, SqlErrors.reason(e)));
                return due(incarnation, limit / 2, permits, dueFrom, narrower(part));
            }
            parkLastLocked(e);
            return new Claimed(clock.instant(), List.of(), 1, true, Map.of(), Opening.OPEN);
        }
    }

    /// Where the row is that the database refuses nobody knows, only that it will be among one of
    /// these; so they take turns, and neither keeps the other waiting.
    private Part narrower(Part part) {
        if (part != Part.ALL) {
            return part;
        }
        lastRefused = lastRefused == Part.FRESH ? Part.OLDEST : Part.FRESH;
        return lastRefused;
    }

    /// For which endpoints something waits. Needs no transaction, and no lease.
    public List<Waiting> look() {
        return jdbi.withHandle(WaitingDeliveries::byEndpoint);
    }

    /// Whether a suspect waits whose time has come, for an endpoint that has room, and it is this
    /// node's turn to send it.
    public boolean takeTurnAlone(UUID incarnation, Permits permits) {
        Instant now = clock.instant();
        return jdbi.withHandle(handle ->
                Suspects.wait(handle, permits.open(), now)
                        && Suspects.takeTurn(handle, incarnation));
    }

    /// Lets another node have its turn.
    public void leaveTurnAlone(UUID incarnation) {
        jdbi.useHandle(handle -> Suspects.leaveTurn(handle, incarnation));
    }

    /// Takes one suspect, if one still waits. The caller holds nothing else.
    public Claimed suspect(UUID incarnation, Permits permits) {
        Instant now = clock.instant();
        return jdbi.inTransaction(handle -> {
            Opening opening = Nodes.openClaim(handle, incarnation);
            if (opening != Opening.OPEN) {
                return Claimed.nothing(now, opening);
            }
            List<Lease> suspect =
                    Suspects.claim(handle, permits.open(), incarnation, now).stream().toList();
            return claimed(handle, new WaitingDeliveries.Claimed(suspect.size(), suspect), now);
        });
    }

    /// Takes waiting deliveries of these endpoints whose time has come.
    public Claimed waiting(UUID incarnation, List<Waiting> endpoints, Permits permits) {
        Instant now = clock.instant();
        Map<Permits.Line, Integer> most =
                permits.among(
                        endpoints.stream()
                                .filter(waiting -> !waiting.nextAttemptAt().isAfter(now))
                                .map(Waiting::line)
                                .toList());
        if (most.isEmpty()) {
            return Claimed.nothing(now, Opening.OPEN);
        }
        return jdbi.inTransaction(handle -> {
            Opening opening = Nodes.openClaim(handle, incarnation);
            if (opening != Opening.OPEN) {
                return Claimed.nothing(now, opening);
            }
            return claimed(handle, WaitingDeliveries.claim(handle, most, incarnation, now), now);
        });
    }

    private Claimed claimed(Handle handle, WaitingDeliveries.Claimed taken, Instant now) {
        Map<Integer, Occasion> occasions =
                taken.leases().isEmpty() ? Map.of() : Occasions.all(handle);
        List<Lease> open =
                new LocalWaits(handle, tz.snapshot(), occasions, now).putOff(taken.leases());
        return new Claimed(now, open, taken.count(), false, occasions, Opening.OPEN);
    }

    /// What a claim of due schedules took, what it had locked for that, and when the first of these
    /// is due next.
    private record Turned(
            Claimed claimed, Optional<Lanes.Locked> locked, Optional<Instant> nextDue) {}

    private Turned claimDue(
            Handle handle,
            UUID incarnation,
            int limit,
            SharedPermits permits,
            Optional<Instant> dueFrom,
            Part part) {
        Instant now = clock.instant();
        lastLocked = List.of();
        Lanes.Locked locked = lanes.lock(part, handle, incarnation, now, limit, dueFrom);
        if (locked.opening() != Opening.OPEN) {
            return new Turned(
                    Claimed.nothing(now, locked.opening()), Optional.empty(), Optional.empty());
        }
        List<Schedule> due = locked.all();
        lastLocked = due;
        if (due.isEmpty()) {
            return new Turned(
                    Claimed.nothing(now, Opening.OPEN), Optional.of(locked), Optional.empty());
        }
        Map<Integer, Occasion> occasions = known.of(handle, due, locked.definitionMark());
        List<Optional<Profile>> profiles =
                StoredProfile.readable(due.stream().map(Schedule::profile).toList());
        Turns turns = new Turns(tz.knowing(handle, due), now);
        for (int i = 0; i < due.size(); i++) {
            turns.give(due.get(i), profiles.get(i), occasions);
        }
        Schedules.move(handle, turns.moved, locked.places());
        TzMoves.insert(handle, turns.tzMoves);
        List<Materialised> made =
                permits.among(
                        looks > 0 ? missing(handle, turns.made) : turns.made,
                        permitted -> Deliveries.insert(handle, incarnation, now, permitted));
        Fence first = new Fence(incarnation, 1);
        List<Lease> leases =
                made.stream()
                        .filter(one -> one.state() == DeliveryState.SENDING)
                        .map(one -> one.lease(first))
                        .toList();
        Optional<Instant> nextDue = turns.nextDue();
        Claimed claimed =
                new Claimed(
                        now,
                        leases,
                        due.size(),
                        nextDue.filter(at -> !at.isAfter(now.plus(SOON))).isPresent(),
                        occasions,
                        Opening.OPEN);
        return new Turned(claimed, Optional.of(locked), nextDue);
    }

    /// Those that are not there already.
    private List<Materialised> missing(Handle handle, List<Materialised> made) {
        Set<DeliveryId> existing =
                Deliveries.existing(handle, made.stream().map(Materialised::id).toList());
        if (existing.isEmpty()) {
            looks--;
        } else {
            looks = LOOKS;
            events.on(new EngineEvent.DeliveriesExisted(existing.size()));
        }
        return made.stream().filter(one -> !existing.contains(one.id())).toList();
    }

    /// The turns that one claim gives: the schedules as they have moved on, what that made due, and
    /// who was moved by the tz database instead.
    private final class Turns {
        private final TzRelease tz;
        private final Instant now;
        private final List<Schedule> moved = new ArrayList<>();
        private final List<Materialised> made = new ArrayList<>();
        private final List<TzMove> tzMoves = new ArrayList<>();

        Turns(TzRelease tz, Instant now) {
            this.tz = tz;
            this.now = now;
        }

        /// Gives one schedule its turn. Whatever is wrong with it stays its own trouble.
        void give(Schedule schedule, Optional<Profile> profile, Map<Integer, Occasion> occasions) {
            Occasion occasion = occasions.get(schedule.key().occasion());
            moved.add(
                    profile.isEmpty() || occasion == null
                            ? parked(
                                    schedule,
                                    "its subject or its occasion is gone, or cannot be read")
                            : turn(schedule, profile.get(), occasion));
        }

        private Schedule turn(Schedule schedule, Profile profile, Occasion occasion) {
            try {
                if (schedule.isStale(occasion, tz)) {
                    Replanned anew = Replanned.of(schedule, profile, occasion, tz, now);
                    anew.schedule().parked().ifPresent(reason -> parked(schedule, reason));
                    anew.move().ifPresent(tzMoves::add);
                    return anew.schedule();
                }
                Stamp stamp = Stamp.of(occasion, tz);
                return switch (Rule.of(occasion, profile, tz.snapshot())) {
                    case Rule.Broken(String reason) ->
                            parked(schedule.at(schedule.cursor(), stamp), reason);
                    case Rule.Planned rule -> {
                        Turn turn =
                                Turn.of(
                                        rule,
                                        occasion.step().sending().localHours(),
                                        schedule.cursor(),
                                        now);
                        turn.decided().forEach(one -> make(schedule, one, occasion, profile));
                        yield schedule.at(turn.cursor(), stamp);
                    }
                };
            } catch (RuntimeException e) {
                return parked(schedule, "its turn failed: " + e);
            }
        }

        /// When the first of those moved is due next.
        Optional<Instant> nextDue() {
            Instant next = Instant.MAX;
            for (Schedule schedule : moved) {
                Optional<Due> due = schedule.cursor().due();
                if (schedule.parked().isEmpty()
                        && due.isPresent()
                        && due.get().at().isBefore(next)) {
                    next = due.get().at();
                }
            }
            return Optional.of(next).filter(Instant.MAX::isAfter);
        }

        private void make(
                Schedule schedule, Turn.Decided decided, Occasion occasion, Profile profile) {
            made.add(Materialised.of(schedule.key(), decided, occasion, profile.attributes()));
        }
    }

    private void parkLastLocked(JdbiException cause) {
        String reason = "its claim failed: " + SqlErrors.reason(cause);
        jdbi.useTransaction(handle -> {
            List<ScheduleKey> keys = lastLocked.stream().map(Schedule::key).toList();
            // Not what somebody has mended, or claimed, since.
            List<Schedule> same =
                    Schedules.lock(handle, keys).stream().filter(lastLocked::contains).toList();
            Schedules.update(
                    handle, same.stream().map(schedule -> parked(schedule, reason)).toList());
        });
    }

    private Schedule parked(Schedule schedule, String reason) {
        events.on(new EngineEvent.ScheduleParked(schedule.key().subject(), reason));
        return schedule.parked(reason);
    }
}
