package io.carillon.calendar.rrule;

import java.util.Comparator;
import java.util.List;

/// Lists of numbers that count from the start or, when negative, from the end.
final class Numbers {
    /// In the order of what they count: 1, 2, 3, …, -3, -2, -1.
    static final Comparator<Integer> FROM_START =
            Comparator.<Integer, Boolean>comparing(number -> number < 0)
                    .thenComparing(Comparator.naturalOrder());

    private Numbers() {}

    static int[] toArray(List<Integer> numbers) {
        int[] array = new int[numbers.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = numbers.get(i);
        }
        return array;
    }
}
