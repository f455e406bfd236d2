package io.carillon.channels.webhook;

import io.carillon.engine.delivery.Channel;
import io.carillon.engine.delivery.Dispatch;
import io.carillon.engine.delivery.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Future;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/// The channel to one webhook endpoint. A send is one request and one outcome: it never repeats a
/// request, never follows a redirect, and ends within the endpoint's total time limit, whatever the
/// receiver does. The answer's status decides; its body is dropped unread.
public final class WebhookChannel implements Channel, AutoCloseable {
    /// As much of an answer's body as is read to keep its connection; with more, it is closed.
    private static final int DROPPED_MAX = 64 * 1024;

    private static final int BUFFER_SIZE = 2 * 1024;
    private static final Duration IDLE_CHECK = Duration.ofSeconds(1);

    private final WebhookEndpoint endpoint;
    private final WebhookSignature signature;
    private final InstantSource clock;
    private final WebhookClient client;
    private final Watchdog watchdog = new Watchdog();

    /// `clock` is the real time, which receivers check; never a virtual one.
    public WebhookChannel(WebhookEndpoint endpoint, InstantSource clock) {
        this(endpoint, clock, InetAddress::getAllByName);
    }

    WebhookChannel(WebhookEndpoint endpoint, InstantSource clock, VettedDnsResolver.Lookup names) {
        this.endpoint = endpoint;
        this.signature = new WebhookSignature(endpoint.secret());
        this.clock = clock;
        this.client =
                new WebhookClient(
                        endpoint,
                        new VettedDnsResolver(
                                names,
                                endpoint.connectTimeout(),
                                endpoint.privateTargetsAllowed()));
        watchdog.every(IDLE_CHECK, client::closeIdle);
    }

    @Override
    public Outcome send(Dispatch dispatch) {
        Attempt attempt = new Attempt(dispatch.lease());
        WebhookRequest request =
                new WebhookRequest(endpoint.url(), dispatch, signature, clock.instant());
        Future<?> alarm =
                watchdog.after(
                        endpoint.totalTimeout(),
                        () -> {
                            attempt.expire();
                            request.cancel();
                        });
        try {
            return exchange(request, attempt);
        } catch (RuntimeException | Error e) {
            request.cancel(); // the client would keep its connection after an Error
            throw e;
        } finally {
            alarm.cancel(false);
        }
    }

    @Override
    public void close() {
        watchdog.close();
        client.close();
    }

    private Outcome exchange(WebhookRequest request, Attempt attempt) {
        ClassicHttpResponse answer;
        try {
            answer = client.open(request, attempt);
        } catch (IOException e) {
            return Verdict.ofFailure(e, attempt, endpoint);
        } catch (RuntimeException e) {
            // Cancelled between two steps, the client trips over the connection that is gone.
            if (attempt.expired()) {
                return Verdict.ofFailure(e, attempt, endpoint);
            }
            throw e;
        }
        Outcome outcome = Verdict.ofAnswer(answer.getCode(), retryAfter(answer), clock.instant());
        drop(answer, request);
        return outcome;
    }

    private static Optional<String> retryAfter(ClassicHttpResponse answer) {
        return Optional.ofNullable(answer.getFirstHeader(HttpHeaders.RETRY_AFTER))
                .map(Header::getValue);
    }

    // What happens to the body changes nothing any more, so failures to read it are no failures.
    private static void drop(ClassicHttpResponse answer, WebhookRequest request) {
        try (answer) {
            if (!endsSoon(answer.getEntity())) {
                // Cut, not closed: closing a body would read it to its end, which may not come.
                request.cancel();
            }
        } catch (IOException | RuntimeException _) {
            request.cancel();
        }
    }

    private static boolean endsSoon(@Nullable HttpEntity body) throws IOException {
        if (body == null) {
            return true;
        }
        InputStream in = body.getContent();
        byte[] buffer = new byte[BUFFER_SIZE];
        for (int dropped = 0; dropped < DROPPED_MAX; ) {
            int read = in.read(buffer);
            if (read < 0) {
                return true; // and so the connection went back to the pool
            }
            dropped += read;
        }
        return false;
    }
}
