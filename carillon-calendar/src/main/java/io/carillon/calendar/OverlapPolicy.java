package io.carillon.calendar;

/// Which of the two instants is meant when a zone's clocks show a local time twice; never both.
public enum OverlapPolicy {
    /// The first of the two. The default.
    EARLIER,
    /// The second of the two.
    LATER
}
