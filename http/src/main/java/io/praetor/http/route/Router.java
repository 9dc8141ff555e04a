package io.praetor.http.route;

import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The table of routes, and the conventions that hold for all of them (`http-api.md` §1). Immutable.
public final class Router {
    private static final String NOT_ENTERPRISE = " - Namespaces are a Consul Enterprise feature";

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private final FrontSettings settings;
    private final Map<String, Route> exact = new HashMap<>();
    /// Longest first.
    private final List<Route> prefixes = new ArrayList<>();

    /// @throws IllegalArgumentException when two routes have one pattern
    public Router(FrontSettings settings, List<Route> routes) {
        this.settings = settings;
        for (Route route : routes) {
            if (exact.put(route.pattern(), route) != null) {
                throw new IllegalArgumentException("pattern \"" + route.pattern() + "\" occurs twice");
            }
            if (route.isPrefix()) {
                prefixes.add(route);
            }
        }
        prefixes.sort(Comparator.comparingInt((Route route) -> -route.pattern().length()));
    }

    /// What configuration says about every request.
    public FrontSettings settings() {
        return settings;
    }

    /// Finds out what is to be done with a request.
    ///
    /// @param target the request target as sent, each character a byte
    /// @param peer   who sent it; null on a unix socket
    /// @return null when the target is not one
    public @Nullable Dispatch dispatch(
            String method, String target, HttpHeaders headers, @Nullable InetSocketAddress peer) {
        int mark = target.indexOf('?');
        int end = mark < 0 ? target.length() : mark;
        String path = Paths.decode(target, end);
        if (path == null) {
            return null;
        }
        if (!settings.allowUnprintable() && !Paths.isPrintable(path)) {
            return new Dispatch.Answered(Reply.empty(400), false, "");
        }
        String clean = Paths.isClean(path) ? path : Paths.clean(path);
        // goes before longer-reaching patterns: "/a/b" is not the "b" of "/a/" where "/a/b/" is a pattern
        if (!exact.containsKey(clean) && exact.containsKey(clean + "/")) {
            return moved(clean + "/", target.substring(end));
        }
        if (!clean.equals(path)) {
            return moved(clean, target.substring(end));
        }
        Route route = find(path);
        if (route == null) {
            return notFound();
        }
        Params params = mark < 0 ? Params.NONE : Params.parse(target.substring(mark + 1));
        return params == null
                ? new Dispatch.Answered(Reply.empty(500), true, route.pattern())
                : dispatch(route, method, path, params, headers, peer);
    }

    private Dispatch dispatch(
            Route route,
            String method,
            String path,
            Params params,
            HttpHeaders headers,
            @Nullable InetSocketAddress peer) {
        if (isBlocked(path)) {
            return refused(route, 403, "Endpoint is blocked by agent configuration");
        }
        Route.Call call = route.call(method);
        if (call == null && method.equals("OPTIONS")) {
            Reply.Full reply = Reply.empty(200).with(HeaderNames.ALLOW, route.allow());
            return new Dispatch.Answered(reply, true, route.pattern());
        }
        if (call == null) {
            Reply.Full reply = Reply.text(405, "method " + method + " not allowed");
            return new Dispatch.Answered(reply.with(HeaderNames.ALLOW, route.allow()), true, route.pattern());
        }
        if (!READING.contains(method) && !mayWrite(peer)) {
            return refused(route, 403, "Access is restricted");
        }
        String namespace = route.isNamespaced() ? namespaceRefusal(params, headers) : null;
        if (namespace != null) {
            return refused(route, 400, namespace);
        }
        boolean pretty = settings.alwaysPretty() || params.has("pretty");
        int restAt = route.isPrefix() ? route.pattern().length() : path.length();
        Request request = new Request(method, path, restAt, params, headers, peer, pretty);
        return new Dispatch.Called(request, call.body(), call.handler(), route.pattern());
    }

    private @Nullable Route find(String path) {
        Route route = exact.get(path);
        if (route != null) {
            return route;
        }
        for (Route candidate : prefixes) {
            if (path.startsWith(candidate.pattern())) {
                return candidate;
            }
        }
        return null;
    }

    private boolean isBlocked(String path) {
        for (String prefix : settings.blockedPrefixes()) {
            if (path.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    /// Who comes through a unix socket has the file system's permission.
    private boolean mayWrite(@Nullable InetSocketAddress peer) {
        if (settings.writers().isEmpty()) {
            return true;
        }
        InetAddress address = peer == null ? null : peer.getAddress();
        return address == null || settings.writers().stream().anyMatch(range -> range.contains(address));
    }

    private static @Nullable String namespaceRefusal(Params params, HttpHeaders headers) {
        for (String name : List.of("ns", "authmethod-ns")) {
            if (!params.first(name).isEmpty()) {
                return "Bad request: Invalid query parameter: \"" + name + "\"" + NOT_ENTERPRISE;
            }
        }
        String header = headers.get(HeaderNames.NAMESPACE);
        return header == null || header.isEmpty()
                ? null
                : "Bad request: Invalid header: \"" + HeaderNames.NAMESPACE + "\"" + NOT_ENTERPRISE;
    }

    private static Dispatch moved(String path, String query) {
        String location = PercentText.encodePath(path) + query;
        return new Dispatch.Answered(Reply.empty(301).with(HeaderNames.LOCATION, location), false, "");
    }

    private static Dispatch notFound() {
        return new Dispatch.Answered(Reply.empty(404), false, "");
    }

    private static Dispatch refused(Route route, int status, String text) {
        return new Dispatch.Answered(Reply.text(status, text), true, route.pattern());
    }
}
