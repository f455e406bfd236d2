package io.carillon.engine.delivery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// How many deliveries a claim may lease: in all, and to each endpoint, by its id. What is beyond
/// that waits. A pure decision: tenants take turns, so that the crowd of one does not take up the
/// room of the others.
public record Permits(int total, Map<Integer, Integer> free) {
    public Permits {
        free = Map.copyOf(free);
    }

    /// The line in which a tenant's deliveries wait for an endpoint.
    record Line(int tenant, int endpoint) {}

    /// The places in the list of those that may be leased; within a tenant the first come first.
    Set<Integer> allot(List<Line> wanted) {
        Map<Integer, Deque<Integer>> queues = new LinkedHashMap<>();
        for (int i = 0; i < wanted.size(); i++) {
            queues.computeIfAbsent(wanted.get(i).tenant(), _ -> new ArrayDeque<>()).add(i);
        }
        Map<Integer, Integer> left = new HashMap<>(free);
        Set<Integer> allotted = new HashSet<>();
        while (allotted.size() < total && !queues.isEmpty()) {
            Iterator<Deque<Integer>> turns = queues.values().iterator();
            while (turns.hasNext() && allotted.size() < total) {
                Deque<Integer> queue = turns.next();
                while (!queue.isEmpty() && left(left, wanted.get(queue.element())) == 0) {
                    queue.remove();
                }
                if (queue.isEmpty()) {
                    turns.remove();
                } else {
                    int next = queue.remove();
                    left.merge(wanted.get(next).endpoint(), -1, Integer::sum);
                    allotted.add(next);
                }
            }
        }
        return allotted;
    }

    /// How many each of these endpoints gets when all of them have plenty waiting; those that get
    /// none are left out.
    Map<Line, Integer> among(List<Line> endpoints) {
        List<Line> wanted = new ArrayList<>();
        int most = endpoints.stream().mapToInt(endpoint -> left(free, endpoint)).max().orElse(0);
        for (int round = 0; round < most && wanted.size() < 2 * total; round++) {
            for (Line endpoint : endpoints) {
                if (round < left(free, endpoint)) {
                    wanted.add(endpoint);
                }
            }
        }
        Map<Line, Integer> shares = new LinkedHashMap<>();
        allot(wanted).forEach(place -> shares.merge(wanted.get(place), 1, Integer::sum));
        return shares;
    }

    /// What is left when these have been leased.
    Permits without(List<Line> leased) {
        return changed(leased, -1);
    }

    /// The same, when these have not been leased after all.
    Permits with(List<Line> notLeased) {
        return changed(notLeased, 1);
    }

    private Permits changed(List<Line> lines, int by) {
        Map<Integer, Integer> changed = new HashMap<>(free);
        lines.forEach(one -> changed.merge(one.endpoint(), by, Integer::sum));
        return new Permits(total + by * lines.size(), changed);
    }

    /// The endpoints that have room.
    Set<Integer> open() {
        return free.entrySet().stream()
                .filter(endpoint -> endpoint.getValue() > 0)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static int left(Map<Integer, Integer> free, Line line) {
        return free.getOrDefault(line.endpoint(), 0);
    }
}
