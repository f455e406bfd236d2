package io.carillon.channels.webhook;

import io.carillon.engine.delivery.Outcome;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.NoHttpResponseException;

/// What an answer, or the lack of one, says of an attempt. A pure decision. The reasons it gives
/// name neither the receiver nor anybody in the message.
final class Verdict {
    private Verdict() {}

    static Outcome ofAnswer(int status, Optional<String> retryAfter, Instant now) {
        String reason = "HTTP " + status;
        return switch (status) {
            case 400, 413, 415, 422 -> new Outcome.Refused(reason); // this message is wrong
            case 410 -> new Outcome.Gone(reason);
            case 408, 425, 429 -> later(reason, retryAfter, now);
            default ->
                    switch (status / 100) {
                        case 2 -> new Outcome.Accepted(reason);
                        case 3 -> new Outcome.Refused(reason + ": redirects are not followed");
                        case 4 -> Outcome.Unavailable.because(reason);
                        case 5 -> later(reason, retryAfter, now);
                        default -> new Outcome.Unknown(reason + " says nothing");
                    };
        };
    }

    static Outcome ofFailure(Exception failure, Attempt attempt, WebhookEndpoint endpoint) {
        if (attempt.withheld()) {
            return new Outcome.Withheld();
        }
        return attempt.begun()
                ? new Outcome.Unknown(afterTheFirstByte(failure, attempt, endpoint))
                : Outcome.Unavailable.because(beforeTheFirstByte(failure, attempt, endpoint));
    }

    private static Outcome later(String reason, Optional<String> retryAfter, Instant now) {
        return new Outcome.Unavailable(
                reason, retryAfter.flatMap(text -> RetryAfter.parse(text, now)));
    }

    private static String beforeTheFirstByte(
            Exception failure, Attempt attempt, WebhookEndpoint endpoint) {
        return switch (failure) {
            case PrivateTargetException _ -> "the target resolves to a private address";
            case UnknownHostException _ -> "the host name does not resolve";
            case ConnectionRequestTimeoutException _ ->
                    "no free connection within " + endpoint.totalTimeout();
            case Exception _ when attempt.expired() ->
                    "no connection within " + endpoint.totalTimeout();
            case SocketTimeoutException _ -> "no connection within " + endpoint.connectTimeout();
            case SSLException _ -> "the TLS handshake failed";
            case ConnectException e when refused(e) -> "connection refused";
            default -> "no connection";
        };
    }

    private static boolean refused(ConnectException failure) {
        String message = failure.getMessage(); // else: no route, network down
        return message != null && message.contains("refused");
    }

    private static String afterTheFirstByte(
            Exception failure, Attempt attempt, WebhookEndpoint endpoint) {
        return switch (failure) {
            case Exception _ when attempt.expired() ->
                    "no answer within " + endpoint.totalTimeout();
            case NoHttpResponseException _ -> "the connection was closed before an answer";
            case SocketException _ -> "the connection was reset before an answer";
            case ClientProtocolException _, MessageConstraintException _ ->
                    "the answer is not HTTP";
            default -> "the connection failed before an answer";
        };
    }
}
