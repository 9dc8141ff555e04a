package io.praetor.cli.services;

import io.praetor.model.catalog.ServiceAddress;

/// `host:port` as flags say it; an IPv6 literal stands in brackets. Without a port it is a host alone.
final class HostPort {
    private static final int MAX_PORT = 65535;

    private HostPort() {}

    /// @throws IllegalArgumentException with what is wrong
    static ServiceAddress parse(String text) {
        if (text.startsWith("[")) {
            int bracket = text.indexOf(']');
            if (bracket < 0) {
                throw new IllegalArgumentException("missing ']' in address");
            }
            String rest = text.substring(bracket + 1);
            String host = text.substring(1, bracket);
            return rest.isEmpty() ? new ServiceAddress(host, 0) : new ServiceAddress(host, port(rest));
        }
        int colon = text.indexOf(':');
        if (colon < 0) {
            return new ServiceAddress(text, 0);
        }
        if (text.indexOf(':', colon + 1) >= 0) {
            throw new IllegalArgumentException("too many colons in address");
        }
        return new ServiceAddress(text.substring(0, colon), port(text.substring(colon)));
    }

    /// @param text with its colon
    private static int port(String text) {
        String digits = text.startsWith(":") ? text.substring(1) : "";
        try {
            int port = Integer.parseInt(digits);
            if (port >= 0 && port <= MAX_PORT) {
                return port;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("invalid port \"" + digits + "\"", e);
        }
        throw new IllegalArgumentException("invalid port \"" + digits + "\"");
    }
}
