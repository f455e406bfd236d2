package io.carillon.engine.runtime;

import io.carillon.engine.delivery.DeliveryId;
import io.carillon.engine.delivery.Fence;
import io.carillon.engine.delivery.Lease;
import io.carillon.engine.delivery.Settled;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/// What this node holds in memory, from the claim's commit to the settlement's; and so, how much
/// more it may take.
final class Leases {
    private final int max;
    private final Set<Held> held = ConcurrentHashMap.newKeySet();
    private final Map<Held, Unended> unended = new ConcurrentHashMap<>();

    /// A lease by what the database knows it by. A life of this node may hold a delivery again
    /// while the attempt of the life before it still hangs.
    private record Held(DeliveryId id, Fence fence) {
        static Held of(Lease lease) {
            return new Held(lease.id(), lease.fence());
        }
    }

    /// A lease that has not ended, and its attempt if that has begun.
    record Unended(Lease lease, Optional<Begun> attempt) {}

    /// An attempt under way: since when, and whether it is committed that it may have left.
    record Begun(Instant at, boolean departed) {}

    Leases(int max) {
        this.max = max;
    }

    int free() {
        return Math.max(0, max - count());
    }

    /// Whether a claim is worth its transaction: an eighth of all that may be held is free.
    boolean haveRoom() {
        return free() > max / 8;
    }

    boolean isEmpty() {
        return held.isEmpty();
    }

    int count() {
        return held.size();
    }

    /// Which leases are held now; what comes after changes nothing of that.
    Predicate<Lease> held() {
        Set<Held> now = Set.copyOf(held);
        return lease -> now.contains(Held.of(lease));
    }

    /// Holds these from now on, and names those that it did not hold: a database that has forgotten
    /// a claim may lease the same once more, under the same fence.
    List<Lease> took(Collection<Lease> leases) {
        List<Lease> taken = new ArrayList<>(leases.size());
        for (Lease lease : leases) {
            Held key = Held.of(lease);
            if (held.add(key)) {
                unended.put(key, new Unended(lease, Optional.empty()));
                taken.add(lease);
            }
        }
        return taken;
    }

    /// Its attempt begins; false when it was given up meanwhile, and then it must not.
    boolean begin(Lease lease, Begun attempt) {
        return unended.replace(Held.of(lease), new Unended(lease, Optional.of(attempt))) != null;
    }

    /// Whether this attempt is the one that ends the lease; false when it was given up meanwhile.
    boolean end(Lease lease) {
        return unended.remove(Held.of(lease)) != null;
    }

    /// Gives up a lease; nothing when it has ended.
    Optional<Unended> giveUp(Lease lease) {
        return Optional.ofNullable(unended.remove(Held.of(lease)));
    }

    /// Whether its attempt may go on: it has not ended, and was not given up.
    boolean isUnended(Lease lease) {
        return unended.containsKey(Held.of(lease));
    }

    /// Those whose attempt has not ended.
    List<Lease> unended() {
        return unended.values().stream().map(Unended::lease).toList();
    }

    void settled(Collection<Settled> ended) {
        ended.forEach(one -> held.remove(Held.of(one.lease())));
    }
}
