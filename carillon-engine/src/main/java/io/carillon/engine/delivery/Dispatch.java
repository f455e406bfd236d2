package io.carillon.engine.delivery;

import java.util.function.BooleanSupplier;

/// One attempt on its way to a channel: what to send, the how-manieth attempt it is (from 1), and
/// the right to send it, to be asked just before the first byte leaves; false means that nothing
/// may be sent any more.
public record Dispatch(DeliveryId id, int attempt, Message message, BooleanSupplier lease) {}
