package io.carillon.engine.runtime;

import io.carillon.calendar.TzSnapshot;
import io.carillon.engine.DueClock;
import io.carillon.engine.RealTime;
import io.carillon.engine.Tenant;
import io.carillon.engine.VirtualClock;
import io.carillon.engine.database.Databases;
import io.carillon.engine.delivery.Channel;
import io.carillon.engine.delivery.Claims;
import io.carillon.engine.delivery.EngineEvent;
import io.carillon.engine.endpoint.Endpoint;
import io.carillon.engine.schedule.TzInUse;
import io.carillon.engine.schedule.TzRelease;
import io.carillon.engine.schedule.TzReleases;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jdbi.v3.core.Jdbi;

/// Carillon without a server: subjects, occasions and deliveries over a database, and the loops
/// that ring.
///
/// Live, threads do the work, by the database's clock. By hand, there are no threads and time is
/// virtual: each [#round] does all that is due at the virtual instant.
public final class Engine implements AutoCloseable {
    /// The endpoint that the built-in occasion goes to.
    public static final int WEBHOOK = Endpoint.WEBHOOK;

    private final Databases databases;
    private final EngineEvent.Listener events;
    private final Duration stopWithin;
    private final DueClock clock;
    private final RealTime time;
    private final TzInUse tz;
    private final Node node;
    private final Leases leases;
    private final Sender sender;
    private final Settler settler;
    private final Gates gates;
    private final HealthRound health;
    private final Holding holding;
    private final DeliveryRound round;
    private final Reclaimer reclaimer;
    private final Replanner replanner;
    private final Definitions definitions;
    private final Wakeup wakeup;
    private final Optional<LiveLoops> loops;

    private Engine(
            Databases databases,
            TzSnapshot snapshot,
            DueClock clock,
            RealTime time,
            EngineSettings settings,
            Map<Integer, Channel> channels,
            Executor executor,
            Node.ClockReadings clockReadings,
            EngineEvent.Listener listener) {
        this.events = new EventLog().andTell(listener);
        this.databases = databases;
        this.stopWithin = settings.stopWithin();
        this.clock = clock;
        this.time = time;
        Jdbi jdbi = databases.loops();
        Wakeup wakeup = new Wakeup();
        this.leases = new Leases(settings.leasesMax());
        this.node =
                new Node(
                        databases.beats(),
                        settings.nodeName(),
                        settings.claims(),
                        time,
                        clockReadings,
                        events);
        this.holding = new Holding(jdbi, settings.nodeName(), time, wakeup::wake, events);
        holding.look();
        // After the node's first beat, which sets the clock.
        this.tz = new TzInUse(adopted(snapshot));
        Claims claims = new Claims(jdbi, tz, clock, events);
        Lookout lookout =
                new Lookout(
                        claims::look,
                        clock.isVirtual() ? Duration.ZERO : Lookout.EVERY,
                        time.nanos(),
                        wakeup::signal);
        this.settler = new Settler(jdbi, clock, leases, lookout::settled, events);
        this.gates = new Gates(channels.keySet(), settings.leasesMax(), clock);
        this.health = new HealthRound(jdbi, node, gates, settings, clock, time.nanos(), events);
        health.follow();
        Definitions definitions = new Definitions();
        this.sender =
                new Sender(
                        channels,
                        executor,
                        gates,
                        time.nanos(),
                        node,
                        clock,
                        leases,
                        settler,
                        definitions,
                        new Departures(jdbi, clock, events),
                        events);
        DueClaims dueClaims =
                new DueClaims(
                        node,
                        claims,
                        clock.isVirtual() ? Optional.empty() : Optional.of(claims.another()),
                        sender,
                        settings.batchSize());
        this.round =
                new DeliveryRound(
                        node,
                        claims,
                        dueClaims,
                        sender,
                        clock.isVirtual() ? settler::flush : () -> {},
                        leases,
                        gates,
                        health,
                        new SuspectRound(
                                node,
                                claims,
                                sender,
                                leases,
                                gates,
                                clock.isVirtual() ? Duration.ZERO : SuspectRound.LOOK_EVERY,
                                time.nanos()),
                        holding,
                        lookout);
        this.reclaimer = new Reclaimer(jdbi, node, time, clock, events, wakeup::wake);
        this.replanner = new Replanner(databases.reference(), tz, clock, wakeup, events);
        this.wakeup = wakeup;
        this.definitions = definitions;
        this.loops =
                clock.isVirtual()
                        ? Optional.empty()
                        : Optional.of(
                                new LiveLoops(
                                        round,
                                        new OwnLeases(jdbi, node, time, clock, leases, events),
                                        settler,
                                        node,
                                        reclaimer,
                                        replanner,
                                        health,
                                        holding,
                                        settings.claims(),
                                        clock,
                                        gates,
                                        lookout,
                                        new DueAhead(jdbi, lookout, wakeup),
                                        wakeup,
                                        events));
    }

    /// An engine that works by itself until it is closed. It sends through these channels, by
    /// endpoint.
    public static Engine live(
            Databases databases,
            TzSnapshot tz,
            RealTime time,
            EngineSettings settings,
            Map<Integer, Channel> channels) {
        return live(databases, tz, time, settings, channels, _ -> {});
    }

    /// An engine that works by itself until it is closed, and tells somebody else than the log of
    /// what happens, too.
    public static Engine live(
            Databases databases,
            TzSnapshot tz,
            RealTime time,
            EngineSettings settings,
            Map<Integer, Channel> channels,
            EngineEvent.Listener listener) {
        DatabaseClock clock = new DatabaseClock(time.nanos());
        ExecutorService senders =
                Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("carillon-send").factory());
        return new Engine(
                databases, tz, clock, time, settings, channels, senders, clock::observe, listener);
    }

    /// An engine that does nothing but on command, in virtual time.
    public static Engine byHand(
            Databases databases,
            TzSnapshot tz,
            VirtualClock clock,
            RealTime time,
            EngineSettings settings,
            Map<Integer, Channel> channels) {
        return byHand(databases, tz, clock, time, settings, channels, _ -> {});
    }

    /// An engine that does nothing but on command, and tells somebody else than the log of what
    /// happens, too.
    public static Engine byHand(
            Databases databases,
            TzSnapshot tz,
            VirtualClock clock,
            RealTime time,
            EngineSettings settings,
            Map<Integer, Channel> channels,
            EngineEvent.Listener listener) {
        Engine engine =
                new Engine(
                        databases,
                        tz,
                        clock,
                        time,
                        settings,
                        channels,
                        Runnable::run,
                        (asked, reading) -> {},
                        listener);
        engine.replanner.request();
        return engine;
    }

    /// Begins to ring. Reading and editing work before.
    public void start() {
        replanner.request();
        loops.ifPresent(LiveLoops::start);
    }

    /// Plans by another tz database from now on, and asks for the schedules of the zones that it
    /// changes to be planned anew.
    public void replaceTz(TzSnapshot snapshot) {
        TzRelease before = tz.get();
        TzRelease next = adopted(snapshot);
        tz.replace(next);
        if (next.name().equals(before.name())) {
            return; // the same rules: only history may be told otherwise
        }
        replanner.request();
        events.on(new EngineEvent.TzReplaced(next.name(), before.name()));
    }

    /// The tz database in use now. Whoever needs it for longer than a request asks again.
    public TzSnapshot tz() {
        return tz.snapshot();
    }

    private TzRelease adopted(TzSnapshot snapshot) {
        Jdbi jdbi = databases.reference();
        Instant now = clock.instant();
        TzRelease release = TzReleases.adopt(jdbi, snapshot, now);
        if (!release.newer().isEmpty()) {
            events.on(new EngineEvent.TzOutdated(release.name(), release.newer()));
        }
        return release;
    }

    public SubjectEdits subjects() {
        return subjects(Tenant.DEFAULT);
    }

    public SubjectEdits subjects(int tenant) {
        return new SubjectEdits(databases, tenant, tz, clock, wakeup);
    }

    public OccasionEdits occasions() {
        return occasions(Tenant.DEFAULT);
    }

    public OccasionEdits occasions(int tenant) {
        return new OccasionEdits(databases, tenant, clock, replanner, definitions);
    }

    public EndpointEdits endpoints() {
        return new EndpointEdits(databases.reference(), Tenant.DEFAULT, clock, health, wakeup);
    }

    public Installation installation() {
        return new Installation(databases.reference(), health);
    }

    public Holding holding() {
        return holding;
    }

    public DeliveryEdits deliveries() {
        return deliveries(Tenant.DEFAULT);
    }

    public DeliveryEdits deliveries(int tenant) {
        return new DeliveryEdits(databases, tenant, tz, clock, time, wakeup);
    }

    public Views views() {
        return views(Tenant.DEFAULT);
    }

    public Views views(int tenant) {
        return new Views(databases, tenant, tz, clock);
    }

    /// The clock by which things are due.
    public DueClock clock() {
        return clock;
    }

    /// Runs rounds until nothing more is due now.
    public void round() {
        replanner.doIfRequested();
        holding.look();
        health.run();
        while (!round.run(Optional.empty()).isNothing()) {
            health.run();
        }
    }

    /// Raises this node's counter and looks at the others', as a live engine does every two
    /// seconds.
    public void beat() {
        node.beat();
        reclaimer.look();
    }

    /// When the next delivery or attempt is due; that may be past. Nobody knows while sending is
    /// held.
    public Optional<Instant> nextDueAt() {
        if (holding.seen().isPresent()) {
            return Optional.empty();
        }
        return databases.reference().withHandle(gates::nextDueAt);
    }

    /// Whether the database answers and the loops do their work.
    public boolean isHealthy() {
        return databases.answer() && (loops.isEmpty() || loops.get().isHealthy());
    }

    /// The question that is asked before each send: whether this node may still use what it has
    /// leased now.
    BooleanSupplier lease() {
        UUID incarnation = node.incarnation();
        return () -> node.holds(incarnation);
    }

    /// How many deliveries this node holds a lease of.
    public int leasesHeld() {
        return leases.count();
    }

    /// How far sending is behind now.
    public Lag lag() {
        Instant now = clock.instant();
        return databases.reference().withHandle(handle -> Lag.read(handle, now));
    }

    /// How many settlements were refused because another node had taken over.
    public long leasesLost() {
        return settler.lost();
    }

    /// Stops in order: claims nothing more, finishes what is being sent within its settings' time,
    /// and lets go of what still hangs. The databases stay open.
    @Override
    public void close() {
        if (loops.isEmpty()) {
            node.end();
            return;
        }
        try {
            loops.get().stopClaiming();
            sender.stop();
            awaitSending();
            sender.abandon();
            loops.get().stop();
            try {
                settler.flushForGood();
            } finally {
                node.end();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            events.on(new EngineEvent.StopFailed(e));
        }
    }

    private void awaitSending() {
        long deadline = System.nanoTime() + stopWithin.toNanos();
        while (!leases.unended().isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }
}
