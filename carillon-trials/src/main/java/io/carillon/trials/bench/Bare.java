package io.carillon.trials.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.carillon.channels.webhook.WebhookEndpoint;
import io.carillon.channels.webhook.WebhookSignature;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.pool.PoolReusePolicy;

/// The HTTP client of the webhook channel without the channel: requests that were made and signed
/// beforehand, over as many connections, with the same parts of the client switched off.
final class Bare implements Contestant {
    private final String url;
    private final WebhookSignature signature;
    private final List<HttpPost> requests = new ArrayList<>();
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> sending = new ArrayList<>();
    private final CloseableHttpClient client;
    private int from;

    Bare(ReceiverProcess receiver, CloseableHttpClient client) {
        this.client = client;
        this.url = receiver.url();
        this.signature = new WebhookSignature(receiver.secret());
    }

    @Override
    public void insert(Dues dues) {
        from = dues.from();
        for (int number = dues.from(); number < dues.end(); number++) {
            requests.add(request(number, dues.of(number)));
        }
    }

    @Override
    public void start(Handler handler) {
        HttpHost target = HttpHost.create(URI.create(url));
        for (int i = 0; i < WebhookEndpoint.CONCURRENCY_MAX; i++) {
            sending.add(
                    threads.submit(() -> {
                        for (int index = begun.getAndIncrement();
                                index < requests.size();
                                index = begun.getAndIncrement()) {
                            send(target, requests.get(index));
                            handler.handle(from + index);
                            ended.incrementAndGet();
                        }
                        return true;
                    }));
        }
    }

    @Override
    public long open() throws Exception {
        for (Future<?> one : sending) {
            if (one.isDone()) {
                one.get(); // it may have failed
            }
        }
        return (long) requests.size() - ended.get();
    }

    @Override
    public String configuration() {
        return "the channel's HTTP client, %d connections, signed beforehand"
                .formatted(WebhookEndpoint.CONCURRENCY_MAX);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private void send(HttpHost target, HttpPost request) throws IOException {
        int status =
                client.execute(
                        target,
                        request,
                        response -> {
                            response.getEntity()
                                    .getContent()
                                    .transferTo(OutputStream.nullOutputStream());
                            return response.getCode();
                        });
        if (status != HttpStatus.SC_OK) {
            throw new IOException("HTTP " + status);
        }
    }

    /// As long as those of the channel, with the same headers.
    private HttpPost request(int number, Instant dueAt) {
        String id = new UUID(0x80ab_6cd1_0000_8000L, 0x8000L << 48 | number).toString();
        String subject = new UUID(0x0190_0000_0000_8000L, 0x8000L << 48 | number).toString();
        byte[] body =
                """
                {"message":"Hey, Ada Lovelace it's your birthday","type":"occasion.due","id":"%s","occasion":"birthday",\
                "subjectId":"%s","period":"2026","dueAt":"%s","late":false}\
                """
                        .formatted(id, subject, dueAt)
                        .getBytes(UTF_8);
        long timestamp = dueAt.getEpochSecond();
        HttpPost request = new HttpPost(url);
        request.setHeader("webhook-id", id);
        request.setHeader("Idempotency-Key", id);
        request.setHeader("webhook-timestamp", Long.toString(timestamp));
        request.setHeader("webhook-signature", signature.sign(id, timestamp, body));
        request.setHeader("webhook-attempt", "1");
        request.setEntity(new ByteArrayEntity(body, ContentType.create("application/json")));
        return request;
    }

    /// Lives as long as the channel's, for all that one receiver gets.
    static CloseableHttpClient client() {
        PoolingHttpClientConnectionManager connections =
                PoolingHttpClientConnectionManagerBuilder.create()
                        .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.STRICT)
                        .setConnPoolPolicy(PoolReusePolicy.LIFO)
                        .setMaxConnPerRoute(WebhookEndpoint.CONCURRENCY_MAX)
                        .setMaxConnTotal(WebhookEndpoint.CONCURRENCY_MAX)
                        .build();
        return HttpClientBuilder.create()
                .setConnectionManager(connections)
                .setDefaultRequestConfig(
                        RequestConfig.custom()
                                .setAuthenticationEnabled(false)
                                .setProtocolUpgradeEnabled(false)
                                .build())
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .disableConnectionState()
                .build();
    }
}
