package io.carillon.server.settings;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;

/// Where the server listens, under the name the operator gave, and the key it asks for, if any.
public record Listening(String host, InetAddress address, int port, Optional<ApiKey> apiKey) {
    /// Whether only this machine can connect.
    public boolean isLocal() {
        return address.isLoopbackAddress();
    }

    /// The server's own address for whoever is on the same machine.
    public String url() {
        InetAddress reachable = address.isAnyLocalAddress() ? loopback() : address;
        String literal = reachable.getHostAddress();
        String host = reachable instanceof Inet6Address ? "[" + literal + "]" : literal;
        return "http://" + host + ":" + port;
    }

    private InetAddress loopback() {
        return InetAddress.getLoopbackAddress();
    }
}
