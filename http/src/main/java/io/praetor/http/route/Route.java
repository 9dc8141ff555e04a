package io.praetor.http.route;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// One line of the table of routes: a pattern, and who answers which method.
///
/// A pattern that ends in `/` takes every path below it, the rest is the handler's; any other takes exactly itself.
public final class Route {
    /// How long a JSON body may be where the contract names no limit, in bytes.
    public static final long JSON_LIMIT = 8L << 20;

    private static final BodyRule JSON = new BodyRule.Buffered(JSON_LIMIT, "");

    /// Stands for all methods.
    private static final String ANY = "*";

    private final String pattern;
    private final List<Entry> entries;
    private final boolean namespaced;
    private final String allow;

    private record Entry(String method, Call call) {}

    private Route(String pattern, List<Entry> entries, boolean namespaced) {
        this.pattern = pattern;
        this.entries = List.copyOf(entries);
        this.namespaced = namespaced;
        StringBuilder methods = new StringBuilder("OPTIONS");
        for (Entry entry : entries) {
            methods.append(',').append(entry.method);
        }
        allow = methods.toString();
    }

    /// A route without methods yet.
    public static Route at(String pattern) {
        if (!pattern.startsWith("/")) {
            throw new IllegalArgumentException("pattern \"" + pattern + "\" does not start with a slash");
        }
        return new Route(pattern, List.of(), false);
    }

    /// Answers GET.
    public Route get(Handler handler) {
        return with("GET", BodyRule.IGNORED, handler);
    }

    /// Answers PUT without looking at a body.
    public Route put(Handler handler) {
        return with("PUT", BodyRule.IGNORED, handler);
    }

    /// Answers PUT with a JSON body of at most [#JSON_LIMIT] bytes.
    public Route putJson(Handler handler) {
        return with("PUT", JSON, handler);
    }

    /// Answers PUT.
    public Route put(BodyRule body, Handler handler) {
        return with("PUT", body, handler);
    }

    /// Answers POST without looking at a body.
    public Route post(Handler handler) {
        return with("POST", BodyRule.IGNORED, handler);
    }

    /// Answers POST with a JSON body of at most [#JSON_LIMIT] bytes.
    public Route postJson(Handler handler) {
        return with("POST", JSON, handler);
    }

    /// Answers POST.
    public Route post(BodyRule body, Handler handler) {
        return with("POST", body, handler);
    }

    /// Answers DELETE without looking at a body.
    public Route delete(Handler handler) {
        return with("DELETE", BodyRule.IGNORED, handler);
    }

    /// Answers DELETE with a JSON body of at most [#JSON_LIMIT] bytes.
    public Route deleteJson(Handler handler) {
        return with("DELETE", JSON, handler);
    }

    /// Answers every method, `OPTIONS` and those that nobody knows included, with a body of at most [#JSON_LIMIT]
    /// bytes.
    public Route any(Handler handler) {
        return with(ANY, JSON, handler);
    }

    /// The endpoint has a notion of namespaces: requests that name one are refused (`http-api.md` §1.3).
    public Route namespaced() {
        return new Route(pattern, entries, true);
    }

    /// The same route, whose requests are looked at before they are handled.
    ///
    /// @param guard gets the pattern and the request; refuses by throwing
    public Route guardedBy(BiConsumer<String, Request> guard) {
        List<Entry> guarded = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            Handler handler = entry.call.handler;
            guarded.add(new Entry(entry.method, new Call(entry.call.body, request -> {
                guard.accept(pattern, request);
                return handler.handle(request);
            })));
        }
        return new Route(pattern, guarded, namespaced);
    }

    private Route with(String method, BodyRule body, Handler handler) {
        List<Entry> more = new ArrayList<>(entries);
        more.add(new Entry(method, new Call(body, handler)));
        return new Route(pattern, more, namespaced);
    }

    /// The pattern.
    public String pattern() {
        return pattern;
    }

    /// What `Allow` says: `OPTIONS,GET,PUT`.
    public String allow() {
        return allow;
    }

    /// Whether the pattern takes all paths below it.
    boolean isPrefix() {
        return pattern.length() > 1 && pattern.endsWith("/");
    }

    boolean isNamespaced() {
        return namespaced;
    }

    @Nullable Call call(String method) {
        for (Entry entry : entries) {
            if (entry.method.equals(method) || entry.method.equals(ANY)) {
                return entry.call;
            }
        }
        return null;
    }

    /// Who answers one method of a route.
    record Call(BodyRule body, Handler handler) {}
}
