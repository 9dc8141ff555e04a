package io.praetor.client;

/// Where an agent listens: `host:port`, `http://host:port`, `https://host:port` or `unix:///path` (spec/cli.md section
/// 1.1).
///
/// @param scheme how to speak to it
/// @param host   name or literal address; the path of the socket for [Scheme#UNIX]
/// @param port   TCP port; 0 for [Scheme#UNIX]
/// @param prefix put before every request path, for agents behind a reverse proxy; empty, or begins with `/` and does
///     not end with it
public record AgentAddress(Scheme scheme, String host, int port, String prefix) {
    /// The ways to reach an agent.
    public enum Scheme {
        /// Plain HTTP over TCP.
        HTTP,
        /// HTTP over TLS.
        HTTPS,
        /// Plain HTTP over a unix socket.
        UNIX
    }

    /// The agent on this machine.
    public static final AgentAddress LOCAL = new AgentAddress(Scheme.HTTP, "127.0.0.1", 8500, "");

    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;
    private static final int MAX_PORT = 65535;

    /// Reads an address. Without a scheme, and also with `http://`, `preferTls` decides: an address never turns off a
    /// TLS that was asked for.
    ///
    /// @throws IllegalArgumentException for an unknown scheme or a malformed port; the message is fit for the user
    public static AgentAddress parse(String text, boolean preferTls) {
        int at = text.indexOf("://");
        String scheme = at < 0 ? "http" : text.substring(0, at);
        String rest = at < 0 ? text : text.substring(at + 3);
        return switch (scheme) {
            case "unix" -> new AgentAddress(Scheme.UNIX, rest, 0, "");
            case "http" -> tcp(preferTls ? Scheme.HTTPS : Scheme.HTTP, rest);
            case "https" -> tcp(Scheme.HTTPS, rest);
            default -> throw new IllegalArgumentException("Unknown protocol scheme: " + scheme);
        };
    }

    private static AgentAddress tcp(Scheme scheme, String text) {
        int slash = text.indexOf('/');
        String authority = slash < 0 ? text : text.substring(0, slash);
        String prefix = slash < 0 ? "" : text.substring(slash);
        while (prefix.endsWith("/")) {
            prefix = prefix.substring(0, prefix.length() - 1);
        }
        int bracket = authority.indexOf(']');
        int colon = authority.indexOf(':', Math.max(bracket, 0));
        String host = colon < 0 ? authority : authority.substring(0, colon);
        if (bracket > 0 && host.startsWith("[")) {
            host = host.substring(1, bracket);
        }
        int standard = scheme == Scheme.HTTPS ? HTTPS_PORT : HTTP_PORT;
        int port = colon < 0 ? standard : port(authority.substring(colon + 1), authority);
        return new AgentAddress(scheme, host.isEmpty() ? "127.0.0.1" : host, port, prefix);
    }

    private static int port(String text, String authority) {
        int port = -1;
        try {
            port = Integer.parseInt(text);
        } catch (NumberFormatException e) {
            // reported below, with the whole address
        }
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("invalid port in address \"" + authority + "\", expected host:port");
        }
        return port;
    }

    /// `host:port`, with brackets around an IPv6 literal; the path for a unix socket.
    public String authority() {
        if (scheme == Scheme.UNIX) {
            return host;
        }
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    /// The URL of a request target, as error messages show it.
    String url(String target) {
        return (scheme == Scheme.HTTPS ? "https://" : "http://") + authority() + prefix + target;
    }
}
