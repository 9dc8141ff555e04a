package io.praetor.model;

import java.net.Inet6Address;
import java.net.InetAddress;

/// IP addresses as text in their shortest form (RFC 5952: `::1`), which the JDK does not print.
public final class IpText {
    private IpText() {}

    /// An address as it is written everywhere: four numbers, or an IPv6 address without a zone.
    ///
    /// @throws IllegalArgumentException when it is none; also for the short forms that the JDK reads (`10.1`)
    public static InetAddress parse(String text) {
        boolean sixth = text.indexOf(':') >= 0;
        if (text.indexOf('%') >= 0
                || (!sixth && text.chars().filter(c -> c == '.').count() != 3)) {
            throw new IllegalArgumentException("\"" + text + "\" is not an IP address");
        }
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("\"" + text + "\" is not an IP address", e);
        }
    }

    /// The address without a zone.
    public static String of(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address.getHostAddress();
        }
        byte[] bytes = address.getAddress();
        int[] groups = new int[8];
        for (int i = 0; i < 8; i++) {
            groups[i] = ((bytes[2 * i] & 0xff) << 8) | (bytes[2 * i + 1] & 0xff);
        }
        int zeros = -1;
        int length = 1;
        for (int i = 0; i < 8; i++) {
            int end = i;
            while (end < 8 && groups[end] == 0) {
                end++;
            }
            if (end - i > length) {
                zeros = i;
                length = end - i;
            }
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == zeros) {
                out.append("::");
                i += length - 1;
            } else {
                out.append(out.isEmpty() || out.charAt(out.length() - 1) == ':' ? "" : ":")
                        .append(Integer.toHexString(groups[i]));
            }
        }
        return out.toString();
    }

    /// `address:port`, with brackets around IPv6.
    public static String of(InetAddress address, int port) {
        String host = of(address);
        return address instanceof Inet6Address ? "[" + host + "]:" + port : host + ":" + port;
    }
}
