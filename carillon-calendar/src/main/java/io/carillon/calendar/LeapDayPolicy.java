package io.carillon.calendar;

/// What becomes of 29 February in a year that has none. The original day is kept for ever.
public enum LeapDayPolicy {
    /// 1 March, as RFC 7529 `SKIP=FORWARD`. The default.
    MAR_1,
    /// 28 February, as RFC 7529 `SKIP=BACKWARD`.
    FEB_28,
    /// It does not happen that year, as RFC 7529 `SKIP=OMIT`.
    SKIP
}
