package io.praetor.server.cluster;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/// `ip:port` texts.
final class Addresses {

    private static final int MAX_PORT = 65_535;

    private Addresses() {}

    /// The address a text says; null if it says none. Names are not looked up.
    static @Nullable InetSocketAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon <= 0) {
            return null;
        }
        String host = text.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        String bare = bracketed ? host.substring(1, host.length() - 1) : host;
        if (bracketed != bare.contains(":") || !isLiteral(bare)) {
            return null;
        }
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            return port < 1 || port > MAX_PORT ? null : new InetSocketAddress(InetAddress.getByName(bare), port);
        } catch (NumberFormatException | UnknownHostException e) {
            return null;
        }
    }

    private static boolean isLiteral(String host) {
        boolean v6 = host.contains(":");
        return !host.isEmpty() && host.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '.' || (v6 && isHex(c)));
    }

    private static boolean isHex(int c) {
        return c == ':' || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }
}
