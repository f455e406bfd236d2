package io.carillon.engine.runtime;

import io.carillon.engine.delivery.Outlook;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/// The due instants that come next, read ahead: so that the loop that follows them need not ask
/// again after each claim.
final class DueAhead {
    private static final Duration AHEAD = Duration.ofSeconds(1);
    private static final int MOST = 1_000;
    private static final Instant BEGINNING = Instant.parse("0001-01-01T00:00:00Z");

    private final Jdbi jdbi;
    private final Lookout lookout;
    private final Wakeup wakeup;
    private final Deque<Instant> known = new ArrayDeque<>();
    private Instant through = Instant.MIN;

    /// When it last looked from the beginning, and what was due first then.
    private Instant lookedAt = Instant.MIN;

    private Instant first = BEGINNING;

    /// `lookout` is told what waits, which is read along; `wakeup` is told how far it knows, and
    /// says when that is no longer true.
    DueAhead(Jdbi jdbi, Lookout lookout, Wakeup wakeup) {
        this.jdbi = jdbi;
        this.lookout = lookout;
        this.wakeup = wakeup;
    }

    /// The next due instant, which may be past; or until when nothing is due.
    Instant next(Instant now) {
        boolean wasSetBack = through.isAfter(now.plus(AHEAD)); // the clock
        if (wasSetBack || (known.isEmpty() && !through.isAfter(now))) {
            read(now);
        }
        return known.isEmpty() ? through : known.getFirst();
    }

    /// Before which nothing is due, as far as it knows.
    Optional<Instant> first() {
        Instant next = known.isEmpty() ? through : known.getFirst();
        return Optional.of(next).filter(Instant.MIN::isBefore);
    }

    /// A claim at `now` has found so many. If that is not what was due, others have some of it, or
    /// only hold it.
    void claimed(Instant now, int found) {
        int expected = 0;
        while (!known.isEmpty() && !known.getFirst().isAfter(now)) {
            known.removeFirst();
            expected++;
        }
        if (found != expected) {
            known.clear();
            through = Instant.MIN;
        }
    }

    /// Something else may be due by now, whenever that is.
    void forget() {
        known.clear();
        through = Instant.MIN;
        lookedAt = Instant.MIN;
    }

    /// From the beginning once a second; in between from what was due first then, since where
    /// others claim as well it is asked often, and what was claimed may have left many dead index
    /// entries.
    private void read(Instant now) {
        known.clear();
        through = Instant.MIN;
        boolean fromTheBeginning = now.isBefore(lookedAt) || !now.minus(AHEAD).isBefore(lookedAt);
        Instant after = fromTheBeginning ? BEGINNING : first.minusNanos(1_000);
        Instant until = fromTheBeginning ? now.plus(AHEAD) : lookedAt.plus(AHEAD);
        wakeup.follows(until); // before it reads: whatever is committed later wakes it
        lookout.look(() -> {
            Outlook outlook = jdbi.withHandle(handle -> Outlook.read(handle, after, until, MOST));
            known.addAll(outlook.dueAts());
            through = known.size() == MOST ? known.getLast() : until;
            if (fromTheBeginning) {
                lookedAt = now;
                first = known.isEmpty() ? until : known.getFirst();
            }
            return outlook.waiting();
        });
    }
}
