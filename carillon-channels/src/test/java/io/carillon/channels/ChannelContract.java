package io.carillon.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.carillon.engine.delivery.Channel;
import io.carillon.engine.delivery.Outcome;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// What every channel does, whatever it leads to. A channel's own test extends it.
public abstract class ChannelContract {
    /// The channel to a receiver that takes everything.
    protected abstract Channel channel() throws Exception;

    /// The channel to a receiver that is not there.
    protected abstract Channel channelToNobody() throws Exception;

    /// The messages that the receiver has got so far, oldest first.
    protected abstract List<String> received();

    @Test
    void a_message_is_accepted_and_arrives_once() throws Exception {
        Outcome outcome = channel().send(Dispatches.attempt(1));

        assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
        assertThat(received()).hasSize(1);
    }

    @Test
    void the_lease_is_asked_once_for_each_attempt() throws Exception {
        AtomicInteger asked = new AtomicInteger();

        channel().send(Dispatches.withLease(() -> asked.incrementAndGet() > 0));

        assertThat(asked).hasValue(1);
    }

    @Test
    void without_the_lease_nothing_is_sent() throws Exception {
        Outcome outcome = channel().send(Dispatches.withLease(() -> false));

        assertThat(outcome).isEqualTo(new Outcome.Withheld());
        assertThat(received()).isEmpty();
    }

    @Test
    void a_receiver_that_is_not_there_is_an_outcome_and_no_exception() throws Exception {
        Channel channel = channelToNobody();

        assertThatCode(() -> channel.send(Dispatches.attempt(1))).doesNotThrowAnyException();
        assertThat(channel.send(Dispatches.attempt(2))).isInstanceOf(Outcome.Unavailable.class);
    }

    @Test
    void every_attempt_sends_the_same_bytes() throws Exception {
        Channel channel = channel();

        channel.send(Dispatches.attempt(1));
        channel.send(Dispatches.attempt(2));

        assertThat(received()).hasSize(2);
        assertThat(received().get(1)).isEqualTo(received().get(0));
    }
}
