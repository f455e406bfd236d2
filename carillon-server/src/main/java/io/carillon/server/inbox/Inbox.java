package io.carillon.server.inbox;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The newest 10,000 messages that arrived, in memory: they are gone when the server stops.
public final class Inbox {
    static final int KEPT_MAX = 10_000;

    private final InstantSource wall;
    private final Deque<Arrival> newestFirst = new ArrayDeque<>();
    private long arrivals;

    /// A message as it came. `number` counts the arrivals.
    public record Arrival(
            long number, Instant receivedAt, Map<String, String> headers, String body) {
        public Arrival {
            headers = Collections.unmodifiableMap(new TreeMap<>(headers)); // in order, to be read
        }
    }

    public Inbox(InstantSource wall) {
        this.wall = wall;
    }

    synchronized void add(Map<String, String> headers, String body) {
        Instant receivedAt = wall.instant().truncatedTo(ChronoUnit.MICROS);
        newestFirst.addFirst(new Arrival(++arrivals, receivedAt, headers, body));
        if (newestFirst.size() > KEPT_MAX) {
            newestFirst.removeLast();
        }
    }

    synchronized void clear() {
        newestFirst.clear();
    }

    /// The newest messages of all.
    public List<Arrival> newest(int limit) {
        return before(Long.MAX_VALUE, limit);
    }

    /// The newest messages that came before the one of this number.
    synchronized List<Arrival> before(long number, int limit) {
        List<Arrival> page = new ArrayList<>();
        Iterator<Arrival> arrivals = newestFirst.iterator();
        while (arrivals.hasNext() && page.size() < limit) {
            Arrival arrival = arrivals.next();
            if (arrival.number() < number) {
                page.add(arrival);
            }
        }
        return page;
    }
}
