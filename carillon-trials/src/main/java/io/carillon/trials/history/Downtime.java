package io.carillon.trials.history;

import io.carillon.trials.history.Event.Arrival;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/// An outage on the database's clock: nothing could ring from `from` until `backAt`, and not
/// everything at once until `readyAt`.
record Downtime(Instant from, Instant backAt, Instant readyAt) {
    static Downtime of(Event.Outage outage, DatabaseTime time) {
        return new Downtime(
                time.at(outage.at()), time.at(outage.backAt()), time.at(outage.readyAt()));
    }

    /// Whether what was due then had to wait for the nodes.
    boolean delays(Instant dueAt) {
        return !dueAt.isBefore(from) && dueAt.isBefore(readyAt);
    }

    /// Whether what was due then was backlog when the first node began.
    boolean leavesBehind(Instant dueAt) {
        return !dueAt.isBefore(from) && dueAt.isBefore(backAt);
    }

    /// Whether what was due in it, and could be sent until `expiresAt`, was too old for everybody.
    boolean outlasts(Instant dueAt, Instant expiresAt) {
        return leavesBehind(dueAt) && expiresAt.isBefore(backAt);
    }

    /// For each of these first arrivals of the backlog, in the order in which they came, how many
    /// that were due earlier came later.
    static int[] overtaken(List<Arrival> firsts) {
        Instant[] dues =
                firsts.stream()
                        .map(arrival -> arrival.message().dueAt())
                        .sorted()
                        .distinct()
                        .toArray(Instant[]::new);
        int[] came = new int[dues.length + 1]; // a Fenwick tree, by due instant
        int[] overtaken = new int[firsts.size()];
        for (int i = firsts.size() - 1; i >= 0; i--) {
            int place = Arrays.binarySearch(dues, firsts.get(i).message().dueAt());
            for (int j = place; j > 0; j -= j & -j) {
                overtaken[i] += came[j];
            }
            for (int j = place + 1; j < came.length; j += j & -j) {
                came[j]++;
            }
        }
        return overtaken;
    }
}
