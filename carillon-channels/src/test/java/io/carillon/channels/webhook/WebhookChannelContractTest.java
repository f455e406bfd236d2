package io.carillon.channels.webhook;

import io.carillon.channels.ChannelContract;
import io.carillon.engine.delivery.Channel;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class WebhookChannelContractTest extends ChannelContract {
    private Receiver receiver;
    private WebhookChannel channel;
    private WebhookChannel channelToNobody;

    @BeforeEach
    void open() throws Exception {
        receiver = Receiver.answering(200);
        channel = Webhooks.channel(receiver.url());
        channelToNobody = Webhooks.channel(Webhooks.nobody());
    }

    @AfterEach
    void close() {
        channel.close();
        channelToNobody.close();
        receiver.close();
    }

    @Override
    protected Channel channel() {
        return channel;
    }

    @Override
    protected Channel channelToNobody() {
        return channelToNobody;
    }

    @Override
    protected List<String> received() {
        return receiver.received().stream().map(Receiver.Received::body).toList();
    }
}
