package io.carillon.embedded;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts the server again whenever it ends by itself: killed, or given up by PostgreSQL on a full
/// disk. It comes back over the same cluster and on the same port, which its clients know, and is
/// tried until it runs; after [#close()] it is never started again.
///
/// One thread looks at the process. It is no child of ours (`pg_ctl` puts it into a session of its
/// own), so the system wakes nobody when it ends.
final class Watch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(1);

    /// A server that lived as long is no longer in trouble: the next pause is short again.
    private static final Duration TROUBLE = Duration.ofMinutes(1);

    private final Postmaster postmaster;
    private final FolderLock lock;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private volatile RunningServer server;

    private Watch(Postmaster postmaster, FolderLock lock, RunningServer server) {
        this.postmaster = postmaster;
        this.lock = lock;
        this.server = server;
        thread =
                Thread.ofPlatform()
                        .daemon()
                        .name("carillon-postgres " + postmaster.folder().root())
                        .unstarted(this::watch);
    }

    static Watch over(RunningServer server, Postmaster postmaster, FolderLock lock) {
        var watch = new Watch(postmaster, lock, server);
        watch.thread.start();
        return watch;
    }

    /// The server that runs, or the last one that did.
    RunningServer server() {
        return server;
    }

    private void watch() {
        var backoff = Backoff.first();
        try {
            for (long from = System.nanoTime(); endsUnasked(); from = System.nanoTime()) {
                var lived = Duration.ofNanos(System.nanoTime() - from);
                backoff = startAgain(lived.compareTo(TROUBLE) < 0 ? backoff : Backoff.first());
            }
        } catch (InterruptedException e) {
            LOG.warn("The watch over PostgreSQL was interrupted and ends", e);
        }
    }

    /// Waits for the server's end.
    ///
    /// @return is it ours to do something about?
    private boolean endsUnasked() throws InterruptedException {
        while (postmaster.runs(server)) {
            if (closesWithin(LOOK_EVERY)) {
                return false;
            }
        }
        return !closesWithin(Duration.ZERO);
    }

    /// Tries until the server runs or a close is asked for.
    ///
    /// @return the next pause, should it end soon
    private Backoff startAgain(Backoff first) throws InterruptedException {
        var backoff = first;
        LOG.warn(
                "PostgreSQL over {} has ended unasked (process {}); it is started again on port {} in"
                        + " {} ms, and {} may say why it ended",
                postmaster.folder().root(),
                server.pid(),
                server.port(),
                backoff.pause().toMillis(),
                postmaster.folder().log());
        while (!closesWithin(backoff.pause())) {
            backoff = backoff.longer();
            if (starts(backoff)) {
                return backoff;
            }
        }
        return backoff;
    }

    private boolean starts(Backoff next) throws InterruptedException {
        try {
            lock.mustHoldCluster();
            server = postmaster.startAgain(server);
            LOG.info(
                    "PostgreSQL over {} runs again on port {} (process {})",
                    postmaster.folder().root(),
                    server.port(),
                    server.pid());
            return true;
        } catch (IOException | RuntimeException e) { // whatever it is, it may be over next time
            if (!closesWithin(Duration.ZERO)) {
                LOG.warn(
                        "PostgreSQL could not be started again; the next attempt is in {} ms: {}",
                        next.pause().toMillis(),
                        e.getMessage());
            }
            return false;
        }
    }

    private boolean closesWithin(Duration time) throws InterruptedException {
        return closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// From now on nothing is started; what runs goes on. A start that waits for a long recovery is
    /// cut short. Waits even if this thread is interrupted, as every stop does here.
    @Override
    public void close() {
        closing.countDown();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                if (!thread.join(CLOSE_PATIENCE)) {
                    cutShort();
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void cutShort() {
        try {
            lock.mustHoldCluster();
            postmaster.stopLeftover();
        } catch (IOException | EmbeddedPostgresException e) {
            LOG.warn("The start that is no longer wanted goes on for now: {}", e.getMessage());
        }
    }
}
