package io.carillon.server.inbox;

import io.carillon.channels.webhook.WebhookSignature;
import io.carillon.server.http.Problem;
import io.carillon.server.http.ProblemException;
import io.carillon.server.settings.Listening;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/// What the inbox takes: only what this machine sends, signed with this server's secret, and not
/// long ago, as Standard Webhooks has it.
public final class Receipt {
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private final WebhookSignature signature;
    private final InstantSource wall;
    private final Listening listening;

    public Receipt(WebhookSignature signature, InstantSource wall, Listening listening) {
        this.signature = signature;
        this.wall = wall;
        this.listening = listening;
    }

    void checkSender(HttpServletRequest request) {
        if (!isThisMachine(request.getRemoteAddr())) {
            throw new ProblemException(
                    Problem.of(
                            HttpStatus.FORBIDDEN,
                            "not_this_machine",
                            "the inbox takes only what its own machine sends"));
        }
    }

    void checkSignature(HttpServletRequest request, byte[] body) {
        String id = request.getHeader("webhook-id");
        String signatures = request.getHeader("webhook-signature");
        long timestamp = timestamp(request.getHeader("webhook-timestamp"));
        if (id == null || signatures == null) {
            throw unauthorized("missing_signature", "webhook-id or webhook-signature is missing");
        }
        if (!signature.verify(id, timestamp, body, signatures)) {
            throw unauthorized("invalid_signature", "the signature is not this server's");
        }
        if (age(timestamp).compareTo(TOLERANCE) > 0) {
            throw unauthorized(
                    "invalid_timestamp", "webhook-timestamp is more than five minutes off");
        }
    }

    // A server bound to one outward address sends to itself from that very address.
    private boolean isThisMachine(String remote) {
        try {
            InetAddress address = InetAddress.getByName(remote);
            return address.isLoopbackAddress()
                    || (!address.isAnyLocalAddress() && address.equals(listening.address()));
        } catch (UnknownHostException _) {
            return false;
        }
    }

    private Duration age(long timestamp) {
        try {
            return Duration.between(Instant.ofEpochSecond(timestamp), wall.instant()).abs();
        } catch (DateTimeException | ArithmeticException _) {
            return Duration.ofDays(36_500);
        }
    }

    private static long timestamp(@Nullable String header) {
        try {
            return Long.parseLong(header == null ? "" : header);
        } catch (NumberFormatException _) {
            throw unauthorized("invalid_timestamp", "webhook-timestamp is missing or no number");
        }
    }

    private static ProblemException unauthorized(String code, String detail) {
        return new ProblemException(Problem.of(HttpStatus.UNAUTHORIZED, code, detail));
    }
}
