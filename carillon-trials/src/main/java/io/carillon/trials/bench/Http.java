package io.carillon.trials.bench;

import io.carillon.channels.webhook.WebhookChannel;
import io.carillon.channels.webhook.WebhookEndpoint;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;

/// The real webhook channel, to a real receiver. Beside it the two halves of its work, each by
/// itself: the HTTP client alone, and the floor of the database alone.
final class Http {
    private Http() {}

    static Figures turn(Turn turn) throws Exception {
        return turn.overDatabase(database ->
                switch (turn.contestant()) {
                    case "floor" -> Work.drain(turn, database, () -> new Floor(database));
                    case "bare" ->
                            received(turn, receiver -> withoutTheChannel(turn, database, receiver));
                    default ->
                            received(turn, receiver -> throughTheChannel(turn, database, receiver));
                });
    }

    private interface Sending {
        Figures to(ReceiverProcess receiver) throws Exception;
    }

    private static Figures received(Turn turn, Sending sending) throws Exception {
        try (ReceiverProcess receiver = new ReceiverProcess(turn.warmUp() + turn.count())) {
            return receiver.end(sending.to(receiver));
        }
    }

    private static Figures withoutTheChannel(
            Turn turn, BenchDatabase database, ReceiverProcess receiver) throws Exception {
        try (CloseableHttpClient client = Bare.client()) {
            return Work.drain(turn, database, () -> new Bare(receiver, client));
        }
    }

    private static Figures throughTheChannel(
            Turn turn, BenchDatabase database, ReceiverProcess receiver) throws Exception {
        WebhookEndpoint endpoint =
                WebhookEndpoint.of(receiver.url(), receiver.secret())
                        .withPrivateTargetsAllowed(true);
        try (WebhookChannel channel = new WebhookChannel(endpoint, Work.CLOCK)) {
            return Work.drain(
                    turn,
                    database,
                    () ->
                            CarillonEngine.sendingThrough(
                                    database, channel, "shipped defaults, the webhook channel"));
        }
    }
}
