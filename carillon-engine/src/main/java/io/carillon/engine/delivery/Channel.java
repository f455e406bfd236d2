package io.carillon.engine.delivery;

/// A way that deliveries can take: a webhook, e-mail, a queue, Java code.
///
/// `send` is called from many threads at once, one after the other from each, and may block; it
/// returns within a bounded time. It asks [Dispatch#lease] at the last moment before the first byte
/// leaves. What it throws counts as [Outcome.Unknown].
@FunctionalInterface
public interface Channel {
    Outcome send(Dispatch dispatch) throws Exception;
}
