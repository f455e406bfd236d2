package io.carillon.calendar.rrule;

/// The length of a rule's intervals, from the shortest to the longest.
public enum Frequency {
    SECONDLY,
    MINUTELY,
    HOURLY,
    DAILY,
    WEEKLY,
    MONTHLY,
    YEARLY;

    /// Whether an interval is shorter than a day.
    boolean isFinerThanDaily() {
        return compareTo(DAILY) < 0;
    }

    /// The length of an interval in seconds, where every interval has the same.
    int seconds() {
        return switch (this) {
            case SECONDLY -> 1;
            case MINUTELY -> 60;
            case HOURLY -> 3_600;
            case DAILY -> Seconds.OF_DAY;
            case WEEKLY -> 7 * Seconds.OF_DAY;
            case MONTHLY, YEARLY ->
                    throw new IllegalStateException("the intervals of " + this + " differ");
        };
    }
}
