package io.praetor.agent.check.probe;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// An address of the web, as lenient as the original takes it.
///
/// @param userInfo `user:password` as written; null: none
/// @param path     percent-encoded, starts with a slash
/// @param query    with its question mark; empty: none
record HttpTarget(
        boolean tls,
        HostPort hostPort,
        boolean explicitPort,
        @Nullable String userInfo,
        String path,
        String query) {
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    /// @throws HostPort.BadTarget in the original's words
    static HttpTarget parse(String url) throws HostPort.BadTarget {
        int colon = url.indexOf(':');
        String scheme = colon < 0 ? "" : url.substring(0, colon).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new HostPort.BadTarget("unsupported protocol scheme \"" + scheme + "\"");
        }
        if (!url.startsWith("//", colon + 1)) {
            throw new HostPort.BadTarget("http: no Host in request URL");
        }
        return ofAuthority(scheme.equals("https"), url.substring(colon + 3));
    }

    private static HttpTarget ofAuthority(boolean tls, String rest) throws HostPort.BadTarget {
        int end = 0;
        while (end < rest.length() && "/?#".indexOf(rest.charAt(end)) < 0) {
            end++;
        }
        String authority = rest.substring(0, end);
        int at = authority.lastIndexOf('@');
        String userInfo = at < 0 ? null : authority.substring(0, at);
        String hostAndPort = authority.substring(at + 1);
        int colon = hostAndPort.lastIndexOf(':');
        boolean explicit = colon >= 0 && hostAndPort.indexOf(']', colon) < 0 && colon < hostAndPort.length() - 1;
        String host = explicit || (colon >= 0 && colon == hostAndPort.length() - 1)
                ? hostAndPort.substring(0, colon)
                : hostAndPort;
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        if (host.isEmpty()) {
            throw new HostPort.BadTarget("http: no Host in request URL");
        }
        if (!isHost(host)) {
            throw new HostPort.BadTarget("invalid character in host name");
        }
        int port = explicit ? HostPort.port(hostAndPort.substring(colon + 1)) : tls ? HTTPS_PORT : HTTP_PORT;
        Reference reference = Reference.of(rest.substring(end));
        String path = reference.path.isEmpty() ? "/" : reference.path;
        return new HttpTarget(tls, new HostPort(host, port), explicit, userInfo, path, reference.query);
    }

    private static boolean isHost(String host) {
        return host.chars().allMatch(c -> c > ' ' && c != 0x7f && "\"<>\\^`{|}@/?#".indexOf(c) < 0);
    }

    /// A path and a query, cut at the fragment, fit for a request line.
    private record Reference(String path, String query) {
        static Reference of(String text) {
            int hash = text.indexOf('#');
            String whole = hash < 0 ? text : text.substring(0, hash);
            int question = whole.indexOf('?');
            return question < 0
                    ? new Reference(escape(whole), "")
                    : new Reference(escape(whole.substring(0, question)), escape(whole.substring(question)));
        }
    }

    /// Escapes what must not stand in a request line, and nothing else.
    private static String escape(String text) {
        if (text.chars().allMatch(HttpTarget::isPlain)) {
            return text;
        }
        StringBuilder out = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (isPlain(b)) {
                out.append((char) b);
            } else {
                out.append('%').append(String.format("%02X", b));
            }
        }
        return out.toString();
    }

    private static boolean isPlain(int c) {
        return c > ' ' && c < 0x7f && c != '"' && c != '<' && c != '>' && c != '\\' && c != '^' && c != '`' && c != '{'
                && c != '|' && c != '}';
    }

    /// Where a redirect leads.
    ///
    /// @param location absolute or not
    HttpTarget resolve(String location) throws HostPort.BadTarget {
        if (hasScheme(location)) {
            return parse(location);
        }
        if (location.startsWith("//")) {
            return ofAuthority(tls, location.substring(2));
        }
        Reference reference = Reference.of(location);
        if (reference.path.isEmpty()) {
            return new HttpTarget(
                    tls, hostPort, explicitPort, userInfo, path, reference.query.isEmpty() ? query : reference.query);
        }
        String whole = reference.path.startsWith("/")
                ? reference.path
                : path.substring(0, path.lastIndexOf('/') + 1) + reference.path;
        return new HttpTarget(tls, hostPort, explicitPort, userInfo, withoutDots(whole), reference.query);
    }

    static boolean hasScheme(String location) {
        int i = 0;
        while (i < location.length()
                && (Character.isLetterOrDigit(location.charAt(i)) || "+-.".indexOf(location.charAt(i)) >= 0)) {
            i++;
        }
        return i > 0 && i < location.length() && location.charAt(i) == ':' && Character.isLetter(location.charAt(0));
    }

    private static String withoutDots(String path) {
        Deque<String> kept = new ArrayDeque<>();
        String[] segments = path.substring(1).split("/", -1);
        for (int i = 0; i < segments.length; i++) {
            boolean last = i == segments.length - 1;
            switch (segments[i]) {
                case "." -> {
                    if (last) {
                        kept.addLast("");
                    }
                }
                case ".." -> {
                    kept.pollLast();
                    if (last) {
                        kept.addLast("");
                    }
                }
                default -> kept.addLast(segments[i]);
            }
        }
        return "/" + String.join("/", kept);
    }

    /// What `Host` says.
    String authority() {
        String host = hostPort.host().indexOf(':') >= 0 ? "[" + hostPort.host() + "]" : hostPort.host();
        return explicitPort ? host + ":" + hostPort.port() : host;
    }

    /// Whether credentials meant for `other` may be told to this one: the same host, or one below it.
    boolean isWithin(HttpTarget other) {
        String mine = hostPort.host().toLowerCase(Locale.ROOT);
        String theirs = other.hostPort.host().toLowerCase(Locale.ROOT);
        return mine.equals(theirs) || mine.endsWith("." + theirs);
    }

    /// For messages: without the password.
    @Override
    public String toString() {
        String info = userInfo;
        String shown =
                info == null ? "" : info.indexOf(':') < 0 ? info + "@" : info.substring(0, info.indexOf(':')) + ":***@";
        return (tls ? "https://" : "http://") + shown + authority() + path + query;
    }
}
