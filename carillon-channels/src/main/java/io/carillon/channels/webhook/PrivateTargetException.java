package io.carillon.channels.webhook;

import java.net.UnknownHostException;

/// A name that leads to an address to which nothing may be sent.
final class PrivateTargetException extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    PrivateTargetException() {
        super("resolves to a private address");
    }
}
