package io.carillon.server.settings;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.regex.Pattern;

/// The key that opens the API to whoever shows it. It never shows itself.
public final class ApiKey {
    /// What fits into a header without quoting.
    private static final Pattern FORM = Pattern.compile("[!-~]+");

    private final byte[] bytes;

    private ApiKey(byte[] bytes) {
        this.bytes = bytes;
    }

    static ApiKey parse(Given given) {
        if (!FORM.matcher(given.value()).matches()) {
            throw given.wrongUnseen("a key is made of visible ASCII characters without blanks");
        }
        return new ApiKey(given.value().getBytes(StandardCharsets.UTF_8));
    }

    /// Whether this is the key. It takes as long for a nearly right one as for a wrong one.
    public boolean matches(String shown) {
        return MessageDigest.isEqual(bytes, shown.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "ApiKey[***]";
    }
}
