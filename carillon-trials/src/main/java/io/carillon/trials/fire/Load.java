package io.carillon.trials.fire;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/// Who is due when: so many people each second, and a herd in the middle, all at once.
record Load(int perSecond, int herd, Duration lasting) {
    int people() {
        return perSecond * seconds() + herd;
    }

    int seconds() {
        return (int) lasting.toSeconds();
    }

    /// For each person the offset of their zone: a second less is a second later.
    List<Integer> offsets(int first) {
        return IntStream.concat(
                        IntStream.range(0, seconds() * perSecond).map(i -> i / perSecond),
                        IntStream.range(0, herd).map(_ -> seconds() / 2))
                .map(second -> first - second)
                .boxed()
                .toList();
    }
}
