package io.carillon.engine.runtime;

import io.carillon.engine.delivery.Claims;
import io.carillon.engine.delivery.Claims.Claimed;
import io.carillon.engine.delivery.Permits;
import io.carillon.engine.delivery.SharedPermits;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;

/// Claims what is due and hands it to the sender.
///
/// A claim after a pause is small and the next ones grow, so that the first of a crowd leave while
/// the rest is still being claimed. Of these there are two at the same time, so that one works
/// while the other waits for the database.
final class DueClaims {
    private static final int FIRST = 100;
    private static final int GROWTH = 5;

    /// Threads of the system, for a virtual one would be parked and woken for each answer of the
    /// database.
    private static final ThreadFactory SECOND =
            Thread.ofPlatform().daemon().name("carillon-claim-2").factory();

    private final Node node;
    private final Claims claims;
    private final Optional<Claims> second;
    private final Sender sender;
    private final int batchSize;
    private int size;
    private boolean full;

    /// `second` is another one like `claims`, if there may be two at the same time.
    DueClaims(Node node, Claims claims, Optional<Claims> second, Sender sender, int batchSize) {
        this.node = node;
        this.claims = claims;
        this.second = second;
        this.sender = sender;
        this.batchSize = batchSize;
        size = first();
    }

    private int first() {
        return Math.min(FIRST, batchSize);
    }

    /// How many schedules are to have their turn next, if there is room.
    int wanted() {
        return full && second.isPresent() ? 2 * size : size;
    }

    /// Whether the last of them found as much as it wanted, and so perhaps not all.
    boolean isFull() {
        return full;
    }

    List<Claimed> run(int limit, Permits permits, Optional<Instant> dueFrom) {
        boolean two = full && limit >= 2 * first() && second.isPresent();
        int each = two ? limit / 2 : limit;
        SharedPermits shared = new SharedPermits(permits);
        List<Claimed> due =
                two
                        ? both(second.get(), each, shared)
                        : List.of(claim(claims, each, shared, dueFrom));
        full = each > 0 && due.stream().allMatch(claimed -> claimed.count() >= each);
        size = full ? Math.min(size * GROWTH, batchSize) : first();
        return due;
    }

    /// Returns when both are over, whatever comes of them.
    private List<Claimed> both(Claims other, int limit, SharedPermits permits) {
        CompletableFuture<Claimed> others =
                CompletableFuture.supplyAsync(
                        () -> claim(other, limit, permits, Optional.empty()),
                        claim -> SECOND.newThread(claim).start());
        try {
            Claimed own = claim(claims, limit, permits, Optional.empty());
            return List.of(own, others.join());
        } finally {
            others.handle((_, _) -> true).join();
        }
    }

    private Claimed claim(Claims by, int limit, SharedPermits permits, Optional<Instant> dueFrom) {
        Claimed claimed = by.due(node.incarnation(), limit, permits, dueFrom);
        sender.send(claimed);
        return claimed;
    }
}
