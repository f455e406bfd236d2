package io.carillon.engine.occasion;

/// What happens when a message has left and nobody knows whether it was taken.
public enum WhenUnknown {
    /// It is sent again, under the same id: at least once. The default.
    RESEND,
    /// It is never sent again by itself, and is in doubt until somebody decides: at most once.
    HOLD
}
