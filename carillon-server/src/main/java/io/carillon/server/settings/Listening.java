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
        InetAddress reachable =
                address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address;
        return "http://" + literal(reachable) + ":" + port;
    }

    private static String literal(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address.getHostAddress();
        }
        return address.isLoopbackAddress() ? "[::1]" : "[" + address.getHostAddress() + "]";
    }
}
