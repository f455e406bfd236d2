package io.carillon.engine.endpoint;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/// How many calls there were within a window that slides on by tenths, and how many of them failed.
/// `bucket` numbers the last tenth counted in; the lists go from it back in time.
public record Calls(long bucket, List<Integer> calls, List<Integer> failures) {
    public static final Calls NONE = new Calls(0, List.of(), List.of());

    private static final int BUCKETS = 10;

    public Calls {
        calls = List.copyOf(calls);
        failures = List.copyOf(failures);
        if (calls.size() != failures.size()) {
            throw new IllegalArgumentException(calls + " calls and " + failures + " failures");
        }
    }

    /// With some more, as of now. What left the window is forgotten; a clock that went back counts
    /// in the last tenth.
    public Calls plus(int moreCalls, int moreFailures, Duration window, Instant now) {
        Calls present = asOf(now, window);
        List<Integer> nextCalls = new ArrayList<>(present.calls);
        List<Integer> nextFailures = new ArrayList<>(present.failures);
        nextCalls.set(0, nextCalls.getFirst() + moreCalls);
        nextFailures.set(0, nextFailures.getFirst() + moreFailures);
        return new Calls(present.bucket, nextCalls, nextFailures);
    }

    public int total() {
        return calls.stream().mapToInt(Integer::intValue).sum();
    }

    public int failed() {
        return failures.stream().mapToInt(Integer::intValue).sum();
    }

    /// What is still within the window now, with a place for the present tenth.
    public Calls asOf(Instant now, Duration window) {
        long number = Math.floorDiv(now.toEpochMilli(), window.toMillis() / BUCKETS);
        if (calls.isEmpty() || number - bucket >= BUCKETS) {
            return new Calls(number, List.of(0), List.of(0));
        }
        int passed = (int) Math.max(0, number - bucket);
        return new Calls(bucket + passed, shifted(calls, passed), shifted(failures, passed));
    }

    private static List<Integer> shifted(List<Integer> counts, int by) {
        return Stream.concat(Collections.nCopies(by, 0).stream(), counts.stream())
                .limit(BUCKETS)
                .toList();
    }
}
