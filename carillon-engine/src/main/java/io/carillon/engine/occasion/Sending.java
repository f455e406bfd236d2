package io.carillon.engine.occasion;

/// How a step's deliveries are sent.
public record Sending(RetryPolicy retry) {
    public static Sending ofDefaults() {
        return new Sending(RetryPolicy.ofDefaults());
    }
}
