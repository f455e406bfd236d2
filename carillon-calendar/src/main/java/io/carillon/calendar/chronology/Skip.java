package io.carillon.calendar.chronology;

/// What becomes of a date that a year does not have, as the `SKIP` of RFC 7529: first of its month,
/// if the year lacks that leap month, then of its day, if the month is too short.
public enum Skip {
    /// It does not happen. What RFC 7529 takes when nothing is said.
    OMIT,
    /// The month before, so the one of the same number; the last day of the month.
    BACKWARD,
    /// The month after; the first day of the next month.
    FORWARD
}
