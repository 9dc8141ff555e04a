package io.praetor.http.v1;

import io.praetor.http.route.Body;
import io.praetor.http.route.HeaderNames;
import io.praetor.http.route.Meta;
import io.praetor.http.route.Params;
import io.praetor.http.route.Reply;
import io.praetor.http.route.Request;
import io.praetor.model.GoDuration;
import io.praetor.model.codec.Codec;
import io.praetor.server.RequestFailure;
import io.praetor.server.query.Answer;
import io.praetor.server.query.Consistency;
import io.praetor.server.query.Queries;
import io.praetor.server.query.Query;
import io.praetor.server.query.ReadCallback;
import io.praetor.server.query.ReadOptions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What reads have in common: their parameters (`http-api.md` §1.5, §2, §3) and their headers (§1.6).
final class Reads {
    private final Queries queries;
    private final ApiSettings settings;

    Reads(Queries queries, ApiSettings settings) {
        this.queries = queries;
        this.settings = settings;
    }

    /// How a read wants to be answered.
    ///
    /// @param maxStale how old an answer may be, or it is asked for once more, of the leader; zero: as old as it is
    private record Asked(ReadOptions options, Duration maxStale) {}

    /// Which answers of an endpoint show `X-Consul-Effective-Consistency`.
    enum Level {
        SHOWN,
        HIDDEN
    }

    // ---- parameters

    /// The token a request acts with.
    String token(Request request) {
        String own = request.token();
        return own.isEmpty() ? settings.defaultToken().get() : own;
    }

    /// The datacenter a request names; null for the agent's own.
    @Nullable String datacenter(Request request) {
        String name = request.params().first("dc");
        return name.isEmpty() ? null : name;
    }

    /// The same, with the agent's own by name.
    String datacenterName(Request request) {
        String name = datacenter(request);
        return name == null ? settings.datacenter() : name;
    }

    /// The node whose neighbours come first; empty for none.
    String near(Request request) {
        String near = request.params().first("near");
        return near.equals("_agent") ? settings.nodeName() : near;
    }

    /// The pairs a node's metadata must have.
    static Map<String, String> nodeMeta(Request request) {
        List<String> pairs = request.params().all("node-meta");
        if (pairs.isEmpty()) {
            return Map.of();
        }
        Map<String, String> meta = new TreeMap<>();
        for (String pair : pairs) {
            int colon = pair.indexOf(':');
            meta.put(colon < 0 ? pair : pair.substring(0, colon), colon < 0 ? "" : pair.substring(colon + 1));
        }
        return meta;
    }

    /// How a read wants to be answered.
    ///
    /// @throws RequestFailure when its parameters contradict each other
    ReadOptions options(Request request) {
        return asked(request).options();
    }

    private Asked asked(Request request) {
        checkCacheControl(request.header(HeaderNames.CACHE_CONTROL));
        Params params = request.params();
        String token = token(request);
        Duration discovery = discoveryMaxStale(request);
        if (params.isEmpty() && discovery.isZero()) {
            ReadOptions options = token.isEmpty()
                    ? ReadOptions.NOW
                    : new ReadOptions(null, Consistency.DEFAULT, 0, Duration.ZERO, token);
            return new Asked(options, Duration.ZERO);
        }
        Duration maxStale = maxStale(params);
        boolean consistent = params.has("consistent");
        boolean cached = params.has("cached");
        boolean chosen = params.has("stale") || consistent || cached || params.has("leader") || !maxStale.isZero();
        if (!chosen) {
            maxStale = discovery;
        }
        boolean stale = params.has("stale") || !maxStale.isZero();
        if (stale && consistent) {
            throw RequestFailure.badRequest("Cannot specify ?stale with ?consistent, conflicting semantics.");
        }
        if (cached && consistent) {
            throw RequestFailure.badRequest("Cannot specify ?cached with ?consistent, conflicting semantics.");
        }
        Consistency consistency = stale ? Consistency.STALE : consistent ? Consistency.CONSISTENT : Consistency.DEFAULT;
        Duration wait = wait(params);
        return new Asked(new ReadOptions(datacenter(request), consistency, index(params), wait, token), maxStale);
    }

    private Duration discoveryMaxStale(Request request) {
        Duration configured = settings.discoveryMaxStale();
        if (configured.isZero()) {
            return configured;
        }
        String path = request.path();
        return path.startsWith("/v1/catalog") || path.startsWith("/v1/health") ? configured : Duration.ZERO;
    }

    private static Duration maxStale(Params params) {
        String text = params.first("max_stale");
        if (text.isEmpty()) {
            return Duration.ZERO;
        }
        Long nanos = GoDuration.parseOrNull(text);
        if (nanos == null) {
            throw RequestFailure.badRequest("Invalid max_stale value " + Numbers.quoted(text));
        }
        return nanos > 0 ? Duration.ofNanos(nanos) : Duration.ZERO;
    }

    private static Duration wait(Params params) {
        String text = params.first("wait");
        if (text.isEmpty()) {
            return Duration.ZERO;
        }
        Long nanos = GoDuration.parseOrNull(text);
        if (nanos == null) {
            throw RequestFailure.badRequest("Invalid wait time");
        }
        return Duration.ofNanos(nanos);
    }

    private static long index(Params params) {
        String text = params.first("index");
        if (text.isEmpty()) {
            return 0;
        }
        Long index = Numbers.unsigned(text);
        if (index == null) {
            throw RequestFailure.badRequest("Invalid index");
        }
        return index;
    }

    private static void checkCacheControl(@Nullable String header) {
        if (header == null) {
            return;
        }
        int start = 0;
        while (start < header.length()) {
            int end = header.indexOf(',', start);
            end = end < 0 ? header.length() : end;
            String directive = header.substring(start, end).trim().toLowerCase(Locale.ROOT);
            if (directive.startsWith("max-age=") || directive.startsWith("stale-if-error=")) {
                checkSeconds(directive.substring(directive.indexOf('=') + 1));
            }
            start = end + 1;
        }
    }

    private static void checkSeconds(String text) {
        try {
            Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw RequestFailure.badRequest("Invalid Cache-Control header.");
        }
    }

    // ---- answers

    /// A view of the answer as JSON.
    <T extends @Nullable Object, V extends @Nullable Object> Reply json(
            Request request, Query<T> query, Codec<V> codec, Function<? super T, ? extends V> view, Level level) {
        return read(request, query, answer -> found(answer, codec, view, level));
    }

    /// A view of an answer as JSON, encoded once for all who share it.
    static <T extends @Nullable Object, V extends @Nullable Object> Reply.Full found(
            Answer<T> answer, Codec<V> codec, Function<? super T, ? extends V> view, Level level) {
        return new Reply.Full(200, new Body.Shared<>(answer, codec, view), meta(answer, level), List.of());
    }

    /// 404 without content, with the headers a client needs to wait for better news.
    static Reply.Full missing(Answer<?> answer, Level level) {
        return new Reply.Full(404, Body.EMPTY, meta(answer, level), List.of());
    }

    static Meta meta(Answer<?> answer, Level level) {
        return Meta.of(answer, level == Level.SHOWN);
    }

    /// The answer, rendered by the endpoint.
    <T extends @Nullable Object> Reply read(Request request, Query<T> query, Function<Answer<T>, Reply.Full> render) {
        Asked asked = asked(request);
        return new Reply.Later(done -> queries.read(query, asked.options(), new Waiting<>(query, asked, render, done)));
    }

    /// The present answer, rendered by the endpoint, of a question that never waits.
    <T extends @Nullable Object> Reply readOnce(
            Request request, Query<T> query, Function<Answer<T>, Reply.Full> render) {
        Asked asked = asked(request);
        ReadOptions options = asked.options().after(0, Duration.ZERO);
        Asked once = new Asked(options, asked.maxStale());
        return new Reply.Later(done -> queries.read(query, options, new Waiting<>(query, once, render, done)));
    }

    /// A read under way.
    private final class Waiting<T extends @Nullable Object> implements ReadCallback<T> {
        private final Query<T> query;
        private final Asked asked;
        private final Function<Answer<T>, Reply.Full> render;
        private final Reply.Completion done;

        Waiting(Query<T> query, Asked asked, Function<Answer<T>, Reply.Full> render, Reply.Completion done) {
            this.query = query;
            this.asked = asked;
            this.render = render;
            this.done = done;
        }

        @Override
        public void answered(Answer<T> answer) {
            boolean tooOld = !asked.maxStale().isZero() && answer.lastContact().compareTo(asked.maxStale()) > 0;
            if (tooOld) {
                ReadOptions stale = asked.options();
                ReadOptions fresh = new ReadOptions(
                        stale.datacenter(), Consistency.DEFAULT, stale.minIndex(), stale.longest(), stale.token());
                var _ = queries.read(query, fresh, new Waiting<>(query, new Asked(fresh, Duration.ZERO), render, done));
                return;
            }
            Reply.Full reply;
            try {
                reply = render.apply(answer);
            } catch (RuntimeException e) {
                done.fail(e);
                return;
            }
            done.complete(reply);
        }

        @Override
        public void failed(Throwable cause) {
            done.fail(cause);
        }
    }
}
