package io.carillon.engine.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// Permits of claims at the same time: what one of them takes is not there for the others, unless
/// that fails. Tenants take turns within each claim.
public final class SharedPermits {
    private Permits left;

    public SharedPermits(Permits permits) {
        left = permits;
    }

    /// Makes these, and returns them as they were made: of them as many are to be sent at once as
    /// there is room for; the rest of what is to be sent waits behind what waits already. When that
    /// fails, nothing was leased.
    List<Materialised> among(List<Materialised> wanted, Consumer<List<Materialised>> making) {
        List<Permits.Line> lines = new ArrayList<>(wanted.size());
        wanted.forEach(one -> one.line().ifPresent(lines::add));
        Set<Integer> allotted = allot(lines);
        List<Materialised> permitted = permitted(wanted, allotted);
        try {
            making.accept(permitted);
            return permitted;
        } catch (RuntimeException | Error e) {
            giveBack(lines, allotted);
            throw e;
        }
    }

    private static List<Materialised> permitted(List<Materialised> made, Set<Integer> allotted) {
        List<Materialised> all = new ArrayList<>(made.size());
        int place = 0;
        for (Materialised one : made) {
            boolean sends = one.line().isPresent();
            all.add(!sends || allotted.contains(place) ? one : one.waiting());
            place += sends ? 1 : 0;
        }
        return all;
    }

    /// The places in the list of those that may be leased, which are taken by that.
    synchronized Set<Integer> allot(List<Permits.Line> wanted) {
        Set<Integer> allotted = left.allot(wanted);
        left = left.without(allotted.stream().map(wanted::get).toList());
        return allotted;
    }

    private synchronized void giveBack(List<Permits.Line> wanted, Set<Integer> allotted) {
        left = left.with(allotted.stream().map(wanted::get).toList());
    }
}
