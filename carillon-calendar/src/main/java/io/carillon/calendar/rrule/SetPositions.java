package io.carillon.calendar.rrule;

import java.util.Arrays;
import java.util.List;

/// BYSETPOS: which of the moments of one interval, days times the same times of day, are kept.
final class SetPositions {
    private static final int[] MIDNIGHT = {0};

    private final int[] positions;

    SetPositions(List<Integer> positions) {
        this.positions = Numbers.toArray(positions);
    }

    boolean keepAll() {
        return positions.length == 0;
    }

    /// The moments kept of an interval; all of its days if all are kept, to which times come later.
    int[] keep(int[] days, int[] times) {
        if (keepAll()) {
            return days;
        }
        long size = (long) days.length * times.length;
        return Arrays.stream(positions)
                .mapToLong(position -> position > 0 ? position - 1 : size + position)
                .filter(index -> index >= 0 && index < size)
                .sorted()
                .distinct()
                .mapToInt(index ->
                        days[(int) (index / times.length)] + times[(int) (index % times.length)])
                .toArray();
    }

    /// The times that come to each of what [#keep] gives.
    int[] timesLeft(int[] times) {
        return keepAll() ? times : MIDNIGHT;
    }
}
