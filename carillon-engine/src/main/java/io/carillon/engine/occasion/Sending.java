package io.carillon.engine.occasion;

import io.carillon.calendar.LocalHours;
import java.util.Optional;

/// How a step's deliveries are sent. In its `localHours`, if there are any, what is late and what
/// is sent again may go; at other hours that waits.
public record Sending(RetryPolicy retry, WhenUnknown whenUnknown, Optional<LocalHours> localHours) {
    public static Sending ofDefaults() {
        return new Sending(RetryPolicy.ofDefaults(), WhenUnknown.RESEND, Optional.empty());
    }

    public Sending with(RetryPolicy other) {
        return new Sending(other, whenUnknown, localHours);
    }

    public Sending with(WhenUnknown other) {
        return new Sending(retry, other, localHours);
    }

    public Sending with(Optional<LocalHours> other) {
        return new Sending(retry, whenUnknown, other);
    }
}
