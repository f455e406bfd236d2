package io.carillon.trials.history;

/// What a history must not show.
public enum Clause {
    /// An occurrence that was not accepted, or of which the database does not say so.
    LOST,
    /// One occurrence under two ids, or one id for two occurrences.
    TWO_IDS,
    /// A request for a delivery whose acceptance had been settled before.
    AGAIN_AFTER_SETTLED,
    /// A second request for what was not to be sent again.
    SENT_TWICE,
    /// A request before its occurrence was due.
    EARLY,
    /// A request or a delivery that nothing asks for, or that names another due instant.
    UNASKED,
    /// Somebody whose next year is not planned, or not for the right instant.
    NEXT_YEAR,
    /// A request for what had expired before anybody could send it, or such a one that is not
    /// `missed`.
    EXPIRED,
    /// A request of the backlog before too many older ones.
    OUT_OF_ORDER,
    /// A missed delivery that the list of missed ones does not show, or another one there.
    UNLISTED,
    /// A first request later than the trial allows.
    LATE,
    /// A first request that waited for a node that stood still, though that could not hold it.
    HELD_UP,
    /// What a dead node held was not taken back in time.
    RECLAIMED_LATE
}
