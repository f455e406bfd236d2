package io.carillon.trials.bench;

import io.carillon.channels.webhook.WebhookSecret;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;

/// A [Receiver] in a process of its own.
final class ReceiverProcess implements AutoCloseable {
    private final WebhookSecret secret = WebhookSecret.generate();
    private final Process process;
    private final BufferedReader said;
    private final String url;

    /// It expects as many, numbered from 0.
    ReceiverProcess(int count) throws IOException {
        this.process =
                Java.of(Receiver.class, secret.reveal(), Integer.toString(count))
                        .redirectError(Redirect.INHERIT)
                        .start();
        this.said = process.inputReader();
        this.url = "http://127.0.0.1:" + said.readLine() + "/";
    }

    String url() {
        return url;
    }

    WebhookSecret secret() {
        return secret;
    }

    /// Lets it end, and says what it has received.
    Figures end(Figures figures) throws IOException {
        process.getOutputStream().close();
        String[] counts = String.valueOf(said.readLine()).split(" ", -1);
        if (!counts[2].equals("0")) {
            throw new IllegalStateException(
                    counts[2] + " requests were not signed as they must be");
        }
        return figures.with(Figures.LOST, Long.parseLong(counts[0]))
                .with(Figures.TWICE, Long.parseLong(counts[1]));
    }

    @Override
    public void close() {
        process.destroy();
    }
}
