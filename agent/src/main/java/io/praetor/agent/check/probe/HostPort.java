package io.praetor.agent.check.probe;

/// Where to connect to.
///
/// @param host a name or an address without brackets; empty: this machine
record HostPort(String host, int port) {
    private static final int HIGHEST_PORT = 65_535;

    /// @param text `host:port`, IPv6 addresses in brackets
    /// @throws BadTarget in the words of the original's dialler
    static HostPort parse(String text) throws BadTarget {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            throw new BadTarget("address " + text + ": missing port in address");
        }
        String host = text.substring(0, colon);
        if (host.startsWith("[")) {
            if (!host.endsWith("]")) {
                throw new BadTarget("address " + text + ": missing port in address");
            }
            host = host.substring(1, host.length() - 1);
        } else if (host.indexOf(':') >= 0) {
            throw new BadTarget("address " + text + ": too many colons in address");
        }
        return new HostPort(host, port(text.substring(colon + 1)));
    }

    static int port(String text) throws BadTarget {
        if (!text.isEmpty() && text.length() <= 5 && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            int port = Integer.parseInt(text);
            if (port <= HIGHEST_PORT) {
                return port;
            }
        }
        throw new BadTarget("address " + text + ": invalid port");
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    /// Why a target makes no sense.
    static final class BadTarget extends Exception {
        private static final long serialVersionUID = 1;

        BadTarget(String message) {
            super(message);
        }
    }
}
