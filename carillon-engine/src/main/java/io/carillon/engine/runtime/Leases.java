package io.carillon.engine.runtime;

import io.carillon.engine.delivery.DeliveryId;
import io.carillon.engine.delivery.Lease;
import io.carillon.engine.delivery.Settled;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// What this node holds in memory, from the claim's commit to the settlement's; and so, how much
/// more it may take.
final class Leases {
    private final int max;
    private final Set<DeliveryId> held = ConcurrentHashMap.newKeySet();
    private final Set<Lease> unended = ConcurrentHashMap.newKeySet();
    private final Map<Lease, Instant> begun = new ConcurrentHashMap<>();

    Leases(int max) {
        this.max = max;
    }

    int free() {
        return Math.max(0, max - held.size());
    }

    /// Whether a claim is worth its transaction: an eighth of all that may be held is free.
    boolean haveRoom() {
        return free() > max / 8;
    }

    boolean isHeld(DeliveryId id) {
        return held.contains(id);
    }

    void took(Collection<Lease> leases) {
        for (Lease lease : leases) {
            held.add(lease.id());
            unended.add(lease);
        }
    }

    /// Its attempt begins.
    void begin(Lease lease, Instant now) {
        begun.put(lease, now);
    }

    /// When its attempt began; empty if it has not.
    Optional<Instant> begunAt(Lease lease) {
        return Optional.ofNullable(begun.get(lease));
    }

    /// Whether this attempt is the one that ends the lease; false when it was given up meanwhile.
    boolean end(Lease lease) {
        begun.remove(lease);
        return unended.remove(lease);
    }

    /// Those whose attempt has not ended.
    List<Lease> unended() {
        return List.copyOf(unended);
    }

    void settled(Collection<Settled> ended) {
        ended.forEach(one -> held.remove(one.lease().id()));
    }
}
