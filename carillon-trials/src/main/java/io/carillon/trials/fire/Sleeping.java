package io.carillon.trials.fire;

import io.carillon.trials.history.Event.Fault;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// SIGSTOP of a node in the middle of what is due at a second, and SIGCONT at the moment that is
/// worst for an engine that lacks a safeguard.
final class Sleeping implements Faults {
    private static final int AFTER_A_SECOND_MAX_MILLIS = 100;
    private static final Duration TAKEN_OVER_WITHIN = Duration.ofSeconds(12);
    private static final Duration SETTLED_WITHIN = Duration.ofSeconds(10);

    /// Less than their leases are trusted.
    private static final Duration OTHERS_STOPPED = Duration.ofMillis(700);

    private final Waking waking;

    private interface Waking {
        /// Since when it goes on.
        Instant wake(World world, String victim, Instant stopped)
                throws IOException, InterruptedException, SQLException;
    }

    private Sleeping(Waking waking) {
        this.waking = waking;
    }

    /// Others have just claimed what the node had sent. These are stopped instead, before they have
    /// sent all of it, and the node goes on: it has its answers, and settles them.
    static Sleeping untilTakenOver() {
        return new Sleeping((world, victim, stopped) -> {
            boolean takenOver = world.sleepUntilTakenOver(victim, stopped.plus(TAKEN_OVER_WITHIN));
            List<NodeProcess> others = takenOver ? othersThan(victim, world) : List.of();
            NodeProcess.signal("STOP", others);
            Instant goesOn = resume(world, victim);
            world.sleepUntil(world.clock.instant().plus(OTHERS_STOPPED));
            NodeProcess.signal("CONT", others);
            return goesOn;
        });
    }

    /// Others have sent and settled what the node had not sent yet.
    static Sleeping untilSettled() {
        return new Sleeping((world, victim, stopped) -> {
            world.sleepUntil(stopped.plus(SETTLED_WITHIN));
            return resume(world, victim);
        });
    }

    private static Instant resume(World world, String victim)
            throws IOException, InterruptedException, SQLException {
        Instant goesOn = world.clock.instant();
        world.nodes.resume(victim);
        return goesOn;
    }

    @Override
    public void inflict(World world, Instant from, Instant until)
            throws IOException, InterruptedException, SQLException {
        while (world.clock.instant().isBefore(until)) {
            Instant second = world.clock.instant().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
            world.sleepUntil(second.plusMillis(world.random.nextInt(AFTER_A_SECOND_MAX_MILLIS)));
            @Nullable String victim = world.nodes.victim(world.random);
            if (victim != null) {
                stop(world, victim);
            }
        }
    }

    /// Stops it, unless it has nothing to send.
    private void stop(World world, String victim)
            throws IOException, InterruptedException, SQLException {
        world.nodes.life(victim).suspend();
        Instant stopped = world.clock.instant();
        long held = 0;
        for (String life : world.database.incarnations(victim)) {
            held += world.database.heldBy(life);
        }
        if (held == 0) {
            world.nodes.life(victim).resume();
            return;
        }
        world.nodes.follow(victim, stopped);
        Instant goesOn = waking.wake(world, victim, stopped);
        world.history.add(new Fault(stopped, "pause", victim, goesOn));
    }

    private static List<NodeProcess> othersThan(String victim, World world) {
        return world.nodes.names().stream()
                .filter(name -> !name.equals(victim) && world.nodes.isAlive(name))
                .map(world.nodes::life)
                .toList();
    }
}
