package io.carillon.channels.webhook;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/// The key that a webhook's sender and its receiver share: 24 to 64 bytes, written `whsec_` and
/// their base64. It never shows itself: not in `toString`, not in an error message.
///
/// [Standard Webhooks](https://github.com/standard-webhooks/standard-webhooks), "Signature scheme".
public final class WebhookSecret {
    private static final String PREFIX = "whsec_";
    private static final int BYTES_MIN = 24;
    private static final int BYTES_MAX = 64;
    private static final int BYTES_GENERATED = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] bytes;

    private WebhookSecret(byte[] bytes) {
        this.bytes = bytes;
    }

    public static WebhookSecret generate() {
        byte[] bytes = new byte[BYTES_GENERATED];
        RANDOM.nextBytes(bytes);
        return new WebhookSecret(bytes);
    }

    public static WebhookSecret parse(String text) {
        if (!text.startsWith(PREFIX)) {
            throw wrong("this one does not begin with " + PREFIX);
        }
        byte[] bytes = decode(text.substring(PREFIX.length()));
        if (bytes.length < BYTES_MIN || bytes.length > BYTES_MAX) {
            throw wrong("this one holds " + bytes.length + " bytes");
        }
        return new WebhookSecret(bytes);
    }

    /// The secret itself, for the file that keeps it and for the receiver who needs it.
    public String reveal() {
        return PREFIX + Base64.getEncoder().encodeToString(bytes);
    }

    SecretKey key() {
        return new SecretKeySpec(bytes, WebhookSignature.ALGORITHM);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WebhookSecret that && MessageDigest.isEqual(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return WebhookSecret.class.hashCode(); // tells nothing of the bytes
    }

    @Override
    public String toString() {
        return PREFIX + "…";
    }

    private static byte[] decode(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException _) {
            // Not kept as the cause: its message quotes the secret.
            throw wrong("what follows " + PREFIX + " in this one is not base64");
        }
    }

    private static IllegalArgumentException wrong(String how) {
        return new IllegalArgumentException(
                "a webhook secret is %s and the base64 of %d to %d bytes; %s"
                        .formatted(PREFIX, BYTES_MIN, BYTES_MAX, how));
    }
}
