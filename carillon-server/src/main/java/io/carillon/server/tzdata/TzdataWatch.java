package io.carillon.server.tzdata;

import io.carillon.calendar.TzSnapshot;
import io.carillon.server.tzdata.Tzdata.Reader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks after a folder with a tz database, and hands over what is put there while the server runs.
///
/// A change counts once the folder has stood still between two looks, so that a release that is
/// still being copied is not taken for one. What cannot be read is said once, and the tz database
/// in use stays.
final class TzdataWatch implements AutoCloseable {
    static final Duration LOOK_EVERY = Duration.ofMinutes(1);
    static final Duration LOOK_AGAIN = Duration.ofSeconds(3);

    private static final Duration STOP_WAIT_MAX = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(TzdataWatch.class);

    private final Path folder;
    private final Reader reader;
    private final Consumer<TzSnapshot> use;
    private String dealtWith;
    private String last;
    private @Nullable Thread thread;

    /// Over a folder that was like this when its tz database was read at the start. `use` is handed
    /// each later one.
    TzdataWatch(Path folder, String seen, Reader reader, Consumer<TzSnapshot> use) {
        this.folder = folder;
        this.reader = reader;
        this.use = use;
        this.dealtWith = seen;
        this.last = seen;
    }

    /// Begins to look, in a thread of its own, until it is closed.
    TzdataWatch start() {
        thread = Thread.ofPlatform().daemon().name("carillon-tzdata").start(this::keepLooking);
        return this;
    }

    @Override
    public void close() {
        Thread looking = thread;
        if (looking == null) {
            return;
        }
        looking.interrupt();
        try {
            looking.join(STOP_WAIT_MAX);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Looks once, and says when to look again.
    Duration look() {
        String now = FolderState.of(folder);
        boolean stoodStill = now.equals(last);
        last = now;
        if (now.equals(dealtWith)) {
            return LOOK_EVERY;
        }
        if (!stoodStill) {
            return LOOK_AGAIN;
        }
        take(now);
        return LOOK_EVERY;
    }

    private void take(String state) {
        TzSnapshot snapshot;
        try {
            snapshot = reader.read(folder);
        } catch (IOException | RuntimeException e) {
            dealtWith = state;
            LOG.error(
                    "the tz database in {} cannot be used, and the one in use stays until the folder changes: {}",
                    folder,
                    reason(e));
            return;
        }
        if (FolderState.of(folder).equals(state)) {
            // Handing over may fail, with the database away: then it is tried again.
            use.accept(snapshot);
            dealtWith = state;
        }
    }

    private void keepLooking() {
        Duration wait = LOOK_EVERY;
        while (true) {
            try {
                Thread.sleep(wait);
                wait = look();
            } catch (InterruptedException _) {
                return;
            } catch (RuntimeException e) {
                LOG.error("a new tz database could not be taken up; trying again in a minute", e);
                wait = LOOK_EVERY;
            }
        }
    }

    private static String reason(Exception e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }
}
