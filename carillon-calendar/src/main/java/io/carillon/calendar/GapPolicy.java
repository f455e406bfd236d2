package io.carillon.calendar;

/// What becomes of a local time that a zone's clocks jump over.
public enum GapPolicy {
    /// Read with the offset before the gap: 02:30 becomes 03:30 (RFC 5545 §3.3.5). The default.
    LATER,
    /// Read with the offset after the gap: 02:30 becomes 01:30.
    EARLIER,
    /// It does not happen.
    SKIP
}
