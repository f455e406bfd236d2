package io.carillon.trials.fire;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/// Who is due when: so many people each second, and a herd in the middle, all at once; or the herd
/// before them, one after the other.
record Load(int perSecond, int herd, Duration lasting) {
    /// A server reads 3,000 zones at most.
    private static final int ZONES_MAX = 2_400;

    int people() {
        return perSecond * seconds() + herd;
    }

    int seconds() {
        return (int) lasting.toSeconds();
    }

    /// For each person the offset of their zone: a second less is a second later. The herd is
    /// spread over the time `before`, if that is any.
    List<Integer> offsets(int first, Duration before) {
        return IntStream.concat(
                        IntStream.range(0, seconds() * perSecond).map(i -> i / perSecond),
                        IntStream.range(0, herd).map(i -> herdSecond(i, (int) before.toSeconds())))
                .map(second -> first - second)
                .boxed()
                .toList();
    }

    private int herdSecond(int i, int before) {
        if (before == 0) {
            return seconds() / 2;
        }
        int step = Math.ceilDiv(before, ZONES_MAX);
        return -before + (int) ((long) i * before / herd) / step * step;
    }
}
