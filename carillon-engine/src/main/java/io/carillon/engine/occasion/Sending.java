package io.carillon.engine.occasion;

/// How a step's deliveries are sent.
public record Sending(RetryPolicy retry, WhenUnknown whenUnknown) {
    public static Sending ofDefaults() {
        return new Sending(RetryPolicy.ofDefaults(), WhenUnknown.RESEND);
    }

    public Sending with(RetryPolicy other) {
        return new Sending(other, whenUnknown);
    }

    public Sending with(WhenUnknown other) {
        return new Sending(retry, other);
    }
}
