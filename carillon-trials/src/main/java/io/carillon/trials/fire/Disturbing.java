package io.carillon.trials.fire;

import io.carillon.trials.history.Event.Fault;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Everything that can happen to the database and to the way there, one after the other: it is
/// killed and comes back, throws sessions out, and what nodes and database say to each other is
/// lost, late or cut.
final class Disturbing implements Faults {
    private static final int BETWEEN_MAX_MILLIS = 2_000;
    private static final int TROUBLE_MIN_MILLIS = 1_000;
    private static final int TROUBLE_MORE_MILLIS = 5_000;
    private static final int SLOW_MIN_MILLIS = 50;
    private static final int SLOW_MORE_MILLIS = 100;
    private static final int COMMITS_MAX = 8;
    private static final double SESSIONS = 0.4;

    enum Kind {
        DATABASE_KILLED,
        SESSIONS_TERMINATED,
        COMMITS_LOST,
        NETWORK_SILENT,
        NETWORK_CUT,
        NETWORK_SLOW
    }

    @Override
    public void inflict(World world, Instant from, Instant until)
            throws IOException, InterruptedException, SQLException {
        List<Kind> kinds = List.of(Kind.values());
        int begin = world.random.nextInt(kinds.size());
        for (int i = 0; world.clock.instant().isBefore(until); i++) {
            Thread.sleep(world.random.nextInt(BETWEEN_MAX_MILLIS));
            List<String> names = world.nodes.names();
            String node = names.get(world.random.nextInt(names.size()));
            Kind kind = kinds.get((begin + i) % kinds.size());
            Instant at = world.clock.instant();
            inflict(kind, world, world.proxy(node));
            world.history.add(new Fault(at, kind.name(), node, world.clock.instant()));
        }
        mustAllLive(world);
    }

    private static void inflict(Kind kind, World world, Proxy proxy)
            throws IOException, InterruptedException, SQLException {
        switch (kind) {
            case DATABASE_KILLED -> {
                long pid = world.database.pid();
                ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
                world.database.awaitAnother(pid);
            }
            case SESSIONS_TERMINATED -> {
                long ended = world.database.terminateSessions(SESSIONS);
                while (ended == 0) {
                    Thread.sleep(10);
                    ended = world.database.terminateSessions(1);
                }
            }
            case COMMITS_LOST -> {
                int before = proxy.commitsLost();
                proxy.loseCommits(1 + world.random.nextInt(COMMITS_MAX));
                while (proxy.commitsLost() == before) {
                    Thread.sleep(10);
                }
            }
            case NETWORK_SILENT -> {
                proxy.fallSilent();
                Thread.sleep(trouble(world));
                proxy.speakAgain();
            }
            case NETWORK_CUT -> {
                proxy.fallSilent();
                proxy.reset();
                Thread.sleep(trouble(world));
                proxy.speakAgain();
            }
            case NETWORK_SLOW -> {
                proxy.slowDown(
                        Duration.ofMillis(
                                SLOW_MIN_MILLIS + world.random.nextInt(SLOW_MORE_MILLIS)));
                Thread.sleep(trouble(world));
                proxy.slowDown(Duration.ZERO);
            }
        }
    }

    private static Duration trouble(World world) {
        return Duration.ofMillis(TROUBLE_MIN_MILLIS + world.random.nextInt(TROUBLE_MORE_MILLIS));
    }

    /// A node without a database waits for it; it does not end.
    private static void mustAllLive(World world) throws IOException {
        Optional<String> dead =
                world.nodes.names().stream().filter(name -> !world.nodes.isAlive(name)).findFirst();
        if (dead.isPresent()) {
            throw new IOException(dead.get() + " has ended, for want of a database");
        }
    }
}
