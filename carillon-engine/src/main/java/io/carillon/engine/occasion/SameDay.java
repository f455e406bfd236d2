package io.carillon.engine.occasion;

/// What happens when a subject is created, or its date corrected, on the very day but after the
/// hour.
public enum SameDay {
    /// It is sent at once. The default.
    SEND,
    /// It waits for the next period.
    WAIT
}
