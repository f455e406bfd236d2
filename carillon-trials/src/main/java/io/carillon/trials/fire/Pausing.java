package io.carillon.trials.fire;

import io.carillon.trials.history.Event.Fault;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// SIGSTOP of one node or another for longer than its leases are trusted, then SIGCONT: in turn at
/// any moment, in the middle of a claim, and of a settlement. A trial of a minute or more begins
/// with a node that stands still in the middle of a settlement for so long that the others must go
/// on.
final class Pausing implements Faults {
    private static final Duration PAUSE_MIN = Duration.ofSeconds(6);
    private static final int PAUSE_MORE_MILLIS = 6_000;
    private static final Duration STANDSTILL_FROM = Duration.ofMinutes(1);
    private static final Duration STANDSTILL_WITHIN = Duration.ofSeconds(30);
    private static final Duration STANDSTILL_MIN = Duration.ofSeconds(35);
    private static final int STANDSTILL_MORE_MILLIS = 5_000;
    private static final int BETWEEN_MAX_MILLIS = 1_500;

    /// When a node is stopped: at any time, or while it has a transaction open whose last statement
    /// was one of these.
    private enum Moment {
        ANY("pause", ""),
        CLAIM("pause in a claim", "open a claim|claim|materialise deliveries"),
        SETTLEMENT("pause in a settlement", "settle deliveries");

        private final String kind;
        private final String statements;

        Moment(String kind, String statements) {
            this.kind = kind;
            this.statements = statements;
        }
    }

    /// How often a node is stopped for a moment, to see whether it is in a transaction.
    private static final int LOOKS_MAX = 300;

    @Override
    public void inflict(World world, Instant from, Instant until)
            throws IOException, InterruptedException, SQLException {
        if (world.load.lasting().compareTo(STANDSTILL_FROM) >= 0) {
            standStill(world);
        }
        List<Moment> moments = List.of(Moment.values());
        int next = world.random.nextInt(moments.size());
        while (world.clock.instant().isBefore(until)) {
            Thread.sleep(world.random.nextInt(BETWEEN_MAX_MILLIS));
            @Nullable String victim = world.nodes.victim(world.random);
            if (victim != null) {
                Moment moment = moments.get(next++ % moments.size());
                pause(world, victim, stop(world, victim, moment).kind);
            }
        }
    }

    private static void standStill(World world)
            throws IOException, InterruptedException, SQLException {
        Instant latest = world.clock.instant().plus(STANDSTILL_WITHIN);
        while (world.clock.instant().isBefore(latest)) {
            @Nullable String victim = world.nodes.victim(world.random);
            if (victim != null && isStoppedAt(world, victim, Moment.SETTLEMENT)) {
                Instant at = world.clock.instant();
                world.nodes.follow(victim, at);
                int more = world.random.nextInt(STANDSTILL_MORE_MILLIS);
                world.sleepUntil(at.plus(STANDSTILL_MIN).plusMillis(more));
                goOn(world, victim, at, Fault.STANDSTILL);
                return;
            }
        }
        throw new IOException("no node was met in the middle of a settlement");
    }

    private static void goOn(World world, String victim, Instant at, String kind)
            throws IOException, InterruptedException, SQLException {
        Instant until = world.clock.instant();
        world.nodes.resume(victim);
        world.history.add(new Fault(at, kind, victim, until));
    }

    private static void pause(World world, String victim, String kind)
            throws IOException, InterruptedException, SQLException {
        Instant at = world.clock.instant();
        world.nodes.follow(victim, at);
        Instant latest = at.plus(PAUSE_MIN).plusMillis(world.random.nextInt(PAUSE_MORE_MILLIS));
        if (world.random.nextBoolean()) {
            world.sleepUntilTakenOver(victim, latest);
        } else {
            world.sleepUntil(latest);
        }
        goOn(world, victim, at, kind);
    }

    /// Stops the node at the moment wanted, or, where it is not met then, at any. Returns at which.
    private static Moment stop(World world, String victim, Moment wanted)
            throws IOException, InterruptedException, SQLException {
        if (wanted != Moment.ANY && isStoppedAt(world, victim, wanted)) {
            return wanted;
        }
        world.nodes.life(victim).suspend();
        return Moment.ANY;
    }

    /// Stops the node at one time or another until that is the moment wanted; then it stays
    /// stopped.
    private static boolean isStoppedAt(World world, String victim, Moment wanted)
            throws IOException, InterruptedException, SQLException {
        NodeProcess life = world.nodes.life(victim);
        for (int look = 0; look < LOOKS_MAX; look++) {
            life.suspend();
            if (world.database.isIdleInTransaction(victim, wanted.statements)) {
                return true;
            }
            life.resume();
            Thread.sleep(world.random.nextInt(10));
        }
        return false;
    }
}
