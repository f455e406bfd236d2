package io.carillon.channels.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/// The signatures that one secret makes and knows: `v1,` and the base64 of the HMAC-SHA256 of
/// `{id}.{timestamp}.{body}`, the timestamp in Unix seconds.
///
/// It does not judge a timestamp's age: who receives has the clock, and decides.
public final class WebhookSignature {
    static final String ALGORITHM = "HmacSHA256";
    private static final String VERSION = "v1,";

    /// Never used itself: to look one up and give it its key costs more than to sign.
    private final Mac prototype;

    public WebhookSignature(WebhookSecret secret) {
        this.prototype = mac(secret.key());
    }

    public String sign(String id, long timestamp, byte[] body) {
        Mac mac = copyOf(prototype);
        mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
        return VERSION + Base64.getEncoder().encodeToString(mac.doFinal(body));
    }

    /// Whether one of the header's signatures, which spaces separate, is ours. It takes as long for
    /// a nearly right one as for a wrong one.
    public boolean verify(String id, long timestamp, byte[] body, String header) {
        byte[] expected = sign(id, timestamp, body).getBytes(StandardCharsets.UTF_8);
        boolean found = false;
        for (String given : header.split(" ", -1)) {
            found |= MessageDigest.isEqual(expected, given.getBytes(StandardCharsets.UTF_8));
        }
        return found;
    }

    private static Mac mac(SecretKey key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime has no " + ALGORITHM, e);
        }
    }

    private static Mac copyOf(Mac mac) {
        try {
            return (Mac) mac.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("this Java runtime cannot copy " + ALGORITHM, e);
        }
    }
}
