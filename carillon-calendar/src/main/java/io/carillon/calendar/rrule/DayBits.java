package io.carillon.calendar.rrule;

/// A set of days near the first of a year or month, as offsets from it: those of the longest year,
/// a week before it, and a month after it.
final class DayBits {
    private static final int BEFORE = 64;

    private final long[] words = new long[8];

    void add(long offset) {
        int bit = Math.toIntExact(offset + BEFORE);
        words[bit >>> 6] |= 1L << bit;
    }

    /// The days in order, as seconds.
    int[] toSeconds() {
        int size = 0;
        for (long word : words) {
            size += Long.bitCount(word);
        }
        int[] seconds = new int[size];
        int next = 0;
        for (int i = 0; i < words.length; i++) {
            for (long word = words[i]; word != 0; word &= word - 1) {
                int offset = (i << 6) + Long.numberOfTrailingZeros(word) - BEFORE;
                seconds[next++] = offset * Seconds.OF_DAY;
            }
        }
        return seconds;
    }
}
