package io.carillon.engine.runtime;

import io.carillon.engine.DueClock;
import io.carillon.engine.delivery.Channel;
import io.carillon.engine.delivery.Claims.Claimed;
import io.carillon.engine.delivery.Dispatch;
import io.carillon.engine.delivery.EngineEvent;
import io.carillon.engine.delivery.Lease;
import io.carillon.engine.delivery.Message;
import io.carillon.engine.delivery.Outcome;
import io.carillon.engine.delivery.Settled;
import io.carillon.engine.delivery.Settlement;
import io.carillon.engine.occasion.Occasion;
import io.carillon.engine.occasion.Sending;
import io.carillon.engine.occasion.WhenUnknown;
import io.carillon.engine.runtime.Gate.Entrant;
import io.carillon.engine.runtime.Leases.Begun;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/// Sends leased deliveries, to each endpoint as many at the same time as its gate lets pass, and
/// hands what came of each to the settler.
final class Sender {
    private static final Duration WATCH_EVERY = Duration.ofMillis(100);

    /// After an attempt that broke off, doubled each time, up to nine minutes.
    private static final Duration BROKEN_OFF_WAIT = Duration.ofSeconds(1);

    private static final int DOUBLED_MAX = 9;

    private final Map<Integer, Channel> channels;
    private final Executor executor;
    private final Gates gates;
    private final LongSupplier nanos;
    private final Node node;
    private final DueClock clock;
    private final Leases leases;
    private final Settler settler;
    private final Definitions definitions;
    private final Departures departures;
    private final EngineEvent.Listener events;
    private volatile boolean stopping;

    Sender(
            Map<Integer, Channel> channels,
            Executor executor,
            Gates gates,
            LongSupplier nanos,
            Node node,
            DueClock clock,
            Leases leases,
            Settler settler,
            Definitions definitions,
            Departures departures,
            EngineEvent.Listener events) {
        this.channels = Map.copyOf(channels);
        this.executor = executor;
        this.gates = gates;
        this.nanos = nanos;
        this.node = node;
        this.clock = clock;
        this.leases = leases;
        this.settler = settler;
        this.definitions = definitions;
        this.departures = departures;
        this.events = events;
    }

    void send(Claimed claimed) {
        List<Lease> taken = leases.took(claimed.leases());
        definitions.learn(claimed.occasions());
        long tookAt = nanos.getAsLong();
        Set<Gate> joined = new LinkedHashSet<>();
        for (Lease lease : taken) {
            Optional<Gate> gate = gates.find(lease.endpoint());
            if (gate.isEmpty()) {
                release(lease);
                continue;
            }
            Optional<Occasion> occasion =
                    Optional.ofNullable(claimed.occasions().get(lease.schedule().occasion()));
            gate.get().join(new Entrant(lease, tookAt, occasion));
            joined.add(gate.get());
        }
        joined.forEach(this::serve);
    }

    /// Sees to it that what waits at a gate is sent as soon as it may pass, or let go in time.
    private void serve(Gate gate) {
        for (int wanted = gate.wanted(); wanted > 0; wanted--) {
            executor.execute(() -> passOneByOne(gate));
        }
        // By hand, whoever was inside is done by now.
        if (!clock.isVirtual() && gate.wantsWatch()) {
            try {
                executor.execute(() -> watch(gate));
            } catch (RuntimeException | Error e) {
                gate.leaveWatch();
                throw e;
            }
        }
    }

    /// Goes inside a gate, if there is room, until nobody waits there or fewer may be inside.
    ///
    /// Virtual threads have their processor until they wait, so it gives way to others after each.
    @SuppressWarnings("ThreadPriorityCheck")
    private void passOneByOne(Gate gate) {
        if (!gate.enter()) {
            return;
        }
        try {
            Optional<Entrant> next = gate.next();
            while (next.isPresent()) {
                attempt(gate, next.get());
                boolean _ = Thread.interrupted(); // which was meant for that attempt
                Thread.yield();
                next = gate.next();
            }
        } catch (RuntimeException | Error e) {
            gate.leave(); // the watch lets somebody else in
            throw e;
        }
    }

    /// While somebody waits: lets go in time of those whose turn does not come, and lets more in
    /// when more may be inside by now.
    private void watch(Gate gate) {
        try {
            do {
                LockSupport.parkNanos(WATCH_EVERY.toNanos());
                serve(gate);
                Optional<Entrant> tooLate = gate.letGo(nanos.getAsLong());
                while (tooLate.isPresent()) {
                    release(tooLate.get().lease());
                    tooLate = gate.letGo(nanos.getAsLong());
                }
            } while (!gate.endsWatch());
        } catch (RuntimeException | Error e) {
            gate.leaveWatch();
            throw e;
        }
    }

    /// It was not begun, and goes later.
    private void release(Lease lease) {
        end(Settled.released(lease, clock.instant()));
    }

    /// From now on nothing more is begun; what was leased and not begun is let go.
    void stop() {
        stopping = true;
    }

    /// Gives up what still hangs: it goes again, here or on another node.
    void abandon() {
        leases.unended()
                .forEach(lease ->
                        letGo(lease, Duration.ZERO, "its node stopped while it was being sent"));
    }

    /// Longer each time: a process that is out of memory or threads is not helped by trying at
    /// once.
    private static Duration waitAfter(Lease lease) {
        return BROKEN_OFF_WAIT.multipliedBy(1L << Math.min(lease.tries().deaths(), DOUBLED_MAX));
    }

    private void letGo(Lease lease, Duration wait, String how) {
        Instant now = clock.instant();
        leases.giveUp(lease)
                .map(given -> abandoned(lease, given.attempt(), now, now.plus(wait), how))
                .ifPresent(settled -> {
                    gates.ended(lease);
                    settler.add(settled);
                });
    }

    private static Settled abandoned(
            Lease lease, Optional<Begun> begun, Instant now, Instant next, String how) {
        if (begun.isEmpty()) {
            return Settled.released(lease, now);
        }
        Optional<Instant> begunAt = begun.map(Begun::at);
        return begun.get().departed()
                ? Settled.inDoubt(lease, begunAt, now, how)
                : Settled.interrupted(lease, begunAt, now, next, how);
    }

    private void attempt(Gate gate, Entrant entrant) {
        Lease lease = entrant.lease();
        Optional<Occasion> occasion = entrant.occasion();
        try {
            if (stopping || !gate.pass(entrant, nanos.getAsLong())) {
                release(lease);
                return;
            }
            Instant startedAt = clock.instant();
            Optional<Message> message = occasion.flatMap(it -> rendered(lease, it));
            if (message.isEmpty()) {
                park(lease, startedAt, "its message cannot be rendered");
                return;
            }
            if (!begins(lease, occasion.orElseThrow(), startedAt)) {
                release(lease);
                return;
            }
            Outcome outcome = dispatch(lease, message.get());
            gate.count(lease, outcome);
            Instant endedAt = clock.instant();
            Settlement settlement =
                    Settlement.of(
                            outcome,
                            lease.tries(),
                            sending(occasion.orElseThrow()),
                            lease.expiresAt(),
                            endedAt,
                            ThreadLocalRandom.current().nextDouble());
            end(new Settled(lease, Optional.of(startedAt), endedAt, word(outcome), settlement));
            events.on(
                    new EngineEvent.AttemptEnded(
                            lease.id(),
                            lease.tries().attempts(),
                            settlement.state(),
                            settlement.detail()));
        } catch (RuntimeException | Error e) {
            letGo(lease, waitAfter(lease), "its attempt broke off: " + e.getClass().getName());
            throw e;
        }
    }

    private void park(Lease lease, Instant now, String why) {
        Settlement parked = new Settlement.Parked(why);
        if (end(new Settled(lease, Optional.empty(), now, Optional.empty(), parked))) {
            events.on(new EngineEvent.DeliveryParked(lease.id(), why));
        }
    }

    private static Optional<Message> rendered(Lease lease, Occasion occasion) {
        try {
            return lease.content().message(occasion, lease.schedule().subject());
        } catch (RuntimeException _) {
            return Optional.empty();
        }
    }

    /// Only what must not be sent twice, and what a node has died with, pays for a commit of its
    /// own before it leaves.
    private boolean begins(Lease lease, Occasion occasion, Instant startedAt) {
        WhenUnknown whenUnknown = sending(occasion).whenUnknown();
        boolean held =
                switch (whenUnknown) {
                    case RESEND -> false;
                    case HOLD -> true;
                };
        boolean noted = held || lease.tries().deaths() > 0;
        return (!noted || departures.depart(lease, whenUnknown))
                && leases.begin(lease, new Begun(startedAt, held));
    }

    /// The one place where what a channel throws becomes an outcome.
    private Outcome dispatch(Lease lease, Message message) {
        Channel channel = channels.get(lease.endpoint());
        if (channel == null) {
            return Outcome.Unavailable.because("endpoint " + lease.endpoint() + " has no channel");
        }
        try {
            return channel.send(
                    new Dispatch(
                            lease.id(),
                            lease.tries().attempts(),
                            message,
                            () ->
                                    leases.isUnended(lease)
                                            && node.holds(lease.fence().incarnation())));
        } catch (Exception | StackOverflowError | LinkageError | AssertionError e) {
            events.on(new EngineEvent.ChannelThrew(lease.id(), e));
            return new Outcome.Unknown("its channel failed: " + e);
        }
    }

    /// By the newest definition, which may have come while the attempt was made.
    private Sending sending(Occasion claimed) {
        return definitions.find(claimed.id()).orElse(claimed).step().sending();
    }

    /// False when it had been given up already.
    private boolean end(Settled settled) {
        boolean ended = leases.end(settled.lease());
        if (ended) {
            gates.ended(settled.lease());
            settler.add(settled);
        }
        return ended;
    }

    /// Nothing when no attempt was made.
    private static Optional<String> word(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Accepted(String _) -> Optional.of("accepted");
            case Outcome.Refused(String _) -> Optional.of("refused");
            case Outcome.Unavailable(String _, var _) -> Optional.of("unavailable");
            case Outcome.Unknown(String _) -> Optional.of("unknown");
            case Outcome.Gone(String _) -> Optional.of("gone");
            case Outcome.Withheld() -> Optional.empty();
        };
    }
}
