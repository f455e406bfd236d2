package io.carillon.channels.webhook;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/// Which addresses are public: those that the IANA special-purpose registries (RFC 6890) do not set
/// apart. An IPv6 address that carries an IPv4 one is as public as the one it carries.
final class PublicAddresses {
    private static final byte[] NAT64 = {0, 0x64, (byte) 0xFF, (byte) 0x9B, 0, 0, 0, 0, 0, 0, 0, 0};

    private PublicAddresses() {}

    static boolean contains(InetAddress address) {
        if (address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isSiteLocalAddress()
                || address.isLinkLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        return switch (address) {
            case Inet4Address _ -> isPublic4(bytes);
            case Inet6Address _ -> isPublic6(bytes);
            default -> false;
        };
    }

    private static boolean isPublic4(byte[] bytes) {
        int first = bytes[0] & 0xFF;
        int second = bytes[1] & 0xFF;
        int third = bytes[2] & 0xFF;
        return switch (first) {
            case 0 -> false; // this network
            case 100 -> second < 64 || second > 127; // shared by carriers: RFC 6598
            case 192 -> second != 0 || (third != 0 && third != 2); // protocols, documentation
            case 198 -> second != 18 && second != 19 && (second != 51 || third != 100);
            case 203 -> second != 0 || third != 113; // documentation
            default -> first < 240; // reserved, broadcast
        };
    }

    private static boolean isPublic6(byte[] bytes) {
        int first = group(bytes, 0);
        if ((first & 0xFE00) == 0xFC00) {
            return false; // unique local: RFC 4193
        }
        if (first == 0x2002) {
            return carries(bytes, 2); // 6to4: RFC 3056
        }
        if (Arrays.equals(bytes, 0, 12, NAT64, 0, 12)) {
            return carries(bytes, 12); // NAT64: RFC 6052
        }
        int second = group(bytes, 2);
        if (first == 0x2001 && (second < 0x200 || second == 0xDB8)) {
            return false; // protocols such as Teredo: RFC 2928; documentation
        }
        if (first == 0x3FFF && second < 0x1000) {
            return false; // documentation: RFC 9637
        }
        return (first & 0xE000) == 0x2000; // global unicast: all that IANA has given out
    }

    private static boolean carries(byte[] bytes, int from) {
        try {
            return contains(InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + 4)));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an IPv4 address", e);
        }
    }

    private static int group(byte[] bytes, int at) {
        return ((bytes[at] & 0xFF) << 8) | (bytes[at + 1] & 0xFF);
    }
}
