package io.praetor.gossip.memberlist;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/// An entry of a join list: `[name/]host[:port]`, an IPv6 address with a port in brackets.
///
/// @param host a name or a literal address
/// @param port the one named, or the default
record JoinAddress(String host, int port) {

    private static final int MAX_PORT = 65_535;

    /// @throws IllegalArgumentException with a line for people
    static JoinAddress parse(String text, int defaultPort) {
        String place = text.substring(text.indexOf('/') + 1);
        if (place.startsWith("[")) {
            int end = place.indexOf(']');
            String rest = end < 0 ? "" : place.substring(end + 1);
            if (end < 0 || !(rest.isEmpty() || rest.startsWith(":"))) {
                throw new IllegalArgumentException("address " + text + ": missing ']' in address");
            }
            return of(text, place.substring(1, end), rest, defaultPort);
        }
        int colon = place.indexOf(':');
        if (colon < 0 || place.indexOf(':', colon + 1) >= 0) {
            return of(text, place, "", defaultPort);
        }
        return of(text, place.substring(0, colon), place.substring(colon), defaultPort);
    }

    private static JoinAddress of(String text, String host, String port, int defaultPort) {
        if (host.isEmpty()) {
            throw new IllegalArgumentException("address " + text + ": missing host");
        }
        return new JoinAddress(host, port.isEmpty() ? defaultPort : port(text, port.substring(1)));
    }

    private static int port(String text, String port) {
        try {
            int number = Integer.parseInt(port);
            if (number > 0 && number <= MAX_PORT) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Refused below, as a number that is no port is.
        }
        throw new IllegalArgumentException("address " + text + ": invalid port");
    }

    /// The address, where the host is a literal one.
    @Nullable InetAddress literal() {
        boolean maybe = host.indexOf(':') >= 0 || Character.isDigit(host.charAt(host.length() - 1));
        try {
            return maybe ? InetAddress.ofLiteral(host) : null;
        } catch (IllegalArgumentException _) {
            return null;
        }
    }
}
