package io.carillon.engine.delivery;

/// Why something was not done to a delivery.
public sealed interface Refusal {
    DeliveryId id();

    /// There is no such delivery.
    record NoSuchDelivery(DeliveryId id) implements Refusal {}

    /// In this state that cannot be done.
    record WrongState(DeliveryId id, DeliveryState state) implements Refusal {}

    /// Its subject was deleted, and with it all that its message was made of.
    record SubjectDeleted(DeliveryId id) implements Refusal {}
}
