package io.carillon.engine.delivery;

import java.util.List;
import java.util.Set;

/// Permits of claims at the same time: what one of them takes is not there for the others.
///
/// A claim that fails after it has taken some gives nothing back: when it is made once more in the
/// same round, it leases less than it could, and the rest waits until the next.
public final class SharedPermits {
    private Permits left;

    public SharedPermits(Permits permits) {
        left = permits;
    }

    /// The places in the list of those that may be leased, which are taken by that.
    synchronized Set<Integer> allot(List<Permits.Line> wanted) {
        Set<Integer> allotted = left.allot(wanted);
        left = left.without(allotted.stream().map(wanted::get).toList());
        return allotted;
    }
}
