package io.carillon.engine.runtime;

import io.carillon.engine.DueClock;
import io.carillon.engine.delivery.EngineEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/// The threads of a live engine. The claiming loop drains what is due in full batches without a
/// pause, then sleeps until the next known due instant, or until an edit brings an earlier one; it
/// looks once a second whatever it was told. Two loops settle, one beats, one takes back what the
/// dead held, one plans anew, one looks after the endpoints and looks whether sending is held. Each
/// loop outlives every failure: it says so once, and goes on when the trouble is over.
final class LiveLoops {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    /// How many looks there are until one of them looks for what hardly ever is there.
    private static final int LOOKS_BETWEEN = 5;

    /// So many sweeps after the last claim, for its commit may have hung when the first one looked.
    private static final int SWEEPS = 2;

    private static final Duration BEAT_EVERY = Duration.ofSeconds(2);

    /// What comes due within so short a time is claimed together. A claim takes about a
    /// millisecond, so that half of this is as much as it makes anything later, and saves more than
    /// half of them.
    private static final Duration PACE = Duration.ofNanos(2_500_000);

    private static final Duration LOCKED_FIRST = Duration.ofMillis(5);
    private static final Duration LOCKED_MAX = Duration.ofMillis(100);

    /// A loop may be in a statement that the database does not answer.
    private static final Duration STOP_WAIT_MAX = Duration.ofSeconds(5);

    private static final Duration TROUBLE_PAUSE = Duration.ofMillis(500);

    private final DeliveryRound round;
    private final OwnLeases ownLeases;
    private final Settler settler;
    private final Node node;
    private final Reclaimer reclaimer;
    private final Replanner replanner;
    private final HealthRound health;
    private final Holding holding;
    private final boolean claims;
    private final DueClock clock;
    private final Gates gates;
    private final Lookout lookout;
    private final DueAhead ahead;
    private final Wakeup wakeup;
    private final EngineEvent.Listener events;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean claiming = true;
    private volatile boolean running = true;
    private final Set<String> inTrouble = ConcurrentHashMap.newKeySet();
    private Duration lockedFor = LOCKED_FIRST;
    private int sweeps;
    private boolean more;
    private int looks;
    private Instant pacedUntil = Instant.MIN;

    LiveLoops(
            DeliveryRound round,
            OwnLeases ownLeases,
            Settler settler,
            Node node,
            Reclaimer reclaimer,
            Replanner replanner,
            HealthRound health,
            Holding holding,
            boolean claims,
            DueClock clock,
            Gates gates,
            Lookout lookout,
            DueAhead ahead,
            Wakeup wakeup,
            EngineEvent.Listener events) {
        this.round = round;
        this.ownLeases = ownLeases;
        this.settler = settler;
        this.node = node;
        this.reclaimer = reclaimer;
        this.replanner = replanner;
        this.health = health;
        this.holding = holding;
        this.claims = claims;
        this.clock = clock;
        this.gates = gates;
        this.lookout = lookout;
        this.ahead = ahead;
        this.wakeup = wakeup;
        this.events = events;
    }

    void start() {
        loop("carillon-beat", () -> running, this::beat);
        loop("carillon-reclaim", () -> running, this::reclaim);
        loop("carillon-replan", () -> running, replanner::next);
        loop("carillon-health", () -> running, this::lookAfterEndpoints);
        if (claims) {
            loop("carillon-settle-1", () -> running, settler::settleNext);
            loop("carillon-settle-2", () -> running, settler::settleNext);
            loop("carillon-claim", () -> claiming, this::claim);
        }
    }

    /// Whether all loops do their work, and this node may send.
    boolean isHealthy() {
        return !threads.isEmpty() && claiming && inTrouble.isEmpty() && node.isTrusted();
    }

    /// Claims nothing any more; returns when the round under way is over.
    void stopClaiming() throws InterruptedException {
        claiming = false;
        wakeup.wake();
        for (Thread thread : threads) {
            if (thread.getName().equals("carillon-claim")) {
                thread.join(STOP_WAIT_MAX);
            }
        }
    }

    /// Ends the other loops, after what they are at.
    void stop() throws InterruptedException {
        running = false;
        for (Thread thread : threads) {
            thread.interrupt();
        }
        for (Thread thread : threads) {
            thread.join(STOP_WAIT_MAX);
        }
    }

    private void claim() throws InterruptedException {
        if (sweeps > 0 && ownLeases.sweep()) {
            sweeps--;
        }
        if (wakeup.takeNews()) {
            lookout.changed();
            ahead.forget();
        }
        Instant now = clock.instant();
        Instant next = more ? now : next(now);
        if (next.isAfter(now)) {
            wakeup.sleep(Duration.between(now, next), next);
            return;
        }
        sweeps = SWEEPS;
        DeliveryRound.Found found = round.run(more ? Optional.empty() : ahead.first());
        more = found.more();
        ahead.claimed(found.at(), found.due());
        if (more) {
            ahead.forget();
        }
        if (found.isNothing()) {
            // Due, and yet not to be had: an edit holds it, or there is no room. Soon, but not at
            // once.
            wakeup.sleep(lockedFor, now);
            lockedFor = min(lockedFor.multipliedBy(2), LOCKED_MAX);
        } else {
            lockedFor = LOCKED_FIRST;
            pacedUntil = now.plus(PACE);
        }
    }

    /// When there is something to claim, as far as is known; within a second at the latest.
    private Instant next(Instant now) {
        Instant latest = now.plus(LOOK_EVERY);
        if (holding.seen().isPresent()) {
            return latest;
        }
        Instant due = ahead.next(now); // which looks along for what waits
        Instant waiting = round.isUnderWay() ? now : gates.nextAt(lookout.look()).orElse(latest);
        Instant next = min(min(due, waiting), latest);
        boolean isPaced = next.isBefore(pacedUntil) && !pacedUntil.isAfter(now.plus(PACE));
        return isPaced ? pacedUntil : next;
    }

    private static <T extends Comparable<T>> T min(T one, T other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    /// By itself, for nothing that takes long may keep a node from beating.
    private void beat() throws InterruptedException {
        try {
            node.beat();
        } catch (RuntimeException e) {
            reclaimer.beatFailed();
            throw e;
        }
        reclaimer.beaten();
        Thread.sleep(BEAT_EVERY);
    }

    private void reclaim() throws InterruptedException {
        reclaimer.await(reclaimer.look());
    }

    private void lookAfterEndpoints() throws InterruptedException {
        Thread.sleep(LOOK_EVERY);
        boolean nowAndThen = ++looks % LOOKS_BETWEEN == 0;
        // Each claim asks for the hold as well.
        if (nowAndThen || holding.seen().isPresent()) {
            holding.look();
        }
        health.exchange(nowAndThen || lookout.sawSomething());
        if (nowAndThen || lookout.sawSomething()) {
            health.settleExpired();
        }
    }

    private interface Turn {
        void run() throws InterruptedException;
    }

    private void loop(String name, BooleanSupplier goes, Turn turn) {
        threads.add(
                Thread.ofPlatform()
                        .name(name)
                        .start(() -> {
                            while (goes.getAsBoolean()) {
                                try {
                                    turn.run();
                                    if (inTrouble.remove(name)) {
                                        events.on(new EngineEvent.LoopRecovered(name));
                                    }
                                } catch (InterruptedException e) {
                                    return;
                                } catch (RuntimeException | Error e) {
                                    if (inTrouble.add(name)) {
                                        events.on(
                                                new EngineEvent.LoopFailed(name, TROUBLE_PAUSE, e));
                                    }
                                    pause();
                                }
                            }
                        }));
    }

    private static void pause() {
        try {
            Thread.sleep(TROUBLE_PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
