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
import io.praetor.server.query.AnswerCache;
import io.praetor.server.query.AnswerSource;
import io.praetor.server.query.CacheControl;
import io.praetor.server.query.Consistency;
import io.praetor.server.query.Queries;
import io.praetor.server.query.Query;
import io.praetor.server.query.ReadCallback;
import io.praetor.server.query.ReadOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
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
    /// @param options an answer that is too stale for them is asked for once more, of the leader
    /// @param kept    how old an answer of the agent's cache may be; null: none will do
    private record Asked(ReadOptions options, @Nullable CacheControl kept) {}

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

    /// How long a read of the agent itself wants to wait, and for what.
    ///
    /// @throws RequestFailure when its parameters make no sense
    ReadOptions waiting(Request request) {
        Params params = request.params();
        Duration wait = wait(params);
        return new ReadOptions(null, Consistency.DEFAULT, index(params), wait, token(request));
    }

    private Asked asked(Request request) {
        Params params = request.params();
        String token = token(request);
        Duration discovery = discoveryMaxStale(request);
        if (params.isEmpty() && discovery.isZero()) {
            var _ = control(request);
            ReadOptions options = token.isEmpty()
                    ? ReadOptions.NOW
                    : new ReadOptions(null, Consistency.DEFAULT, 0, Duration.ZERO, token);
            return new Asked(options, null);
        }
        Duration maxStale = maxStale(params);
        boolean consistent = params.has("consistent");
        boolean cached = params.has("cached") && settings.cache() != null;
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
        CacheControl control = control(request);
        Duration wait = wait(params);
        ReadOptions options = new ReadOptions(datacenter(request), consistency, index(params), wait, token, maxStale);
        return new Asked(options, cached ? control : null);
    }

    private static CacheControl control(Request request) {
        String header = request.header(HeaderNames.CACHE_CONTROL);
        return header == null ? CacheControl.ANY : CacheControls.parse(header);
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

    /// How long a request wants to wait; zero when it does not say.
    ///
    /// @throws RequestFailure when it is no duration
    static Duration wait(Params params) {
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

    /// The index a request knows; zero for none.
    ///
    /// @throws RequestFailure when it is no number
    static long index(Params params) {
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

    /// A view of the answer as JSON, from the agent's cache if the request allows that.
    <T extends @Nullable Object, V extends @Nullable Object> Reply keptJson(
            Request request, Query<T> query, Codec<V> codec, Function<? super T, ? extends V> view, Level level) {
        AnswerSource<T> source = (options, done) -> queries.read(query, options, done);
        return kept(
                request,
                new AnswerCache.Question<>(query, AnswerCache.Kind.FOLLOWED, source),
                answer -> found(answer, codec, view, level));
    }

    /// The answer, rendered by the endpoint, from the agent's cache if the request allows that.
    <T extends @Nullable Object> Reply kept(
            Request request, AnswerCache.Question<T> question, Function<Answer<T>, Reply.Full> render) {
        Asked asked = asked(request);
        AnswerCache cache = settings.cache();
        CacheControl control = asked.kept();
        if (cache == null || control == null) {
            boolean waits = question.kind() == AnswerCache.Kind.FOLLOWED;
            return answer(waits ? asked : once(asked), question.source(), render);
        }
        ReadOptions options = asked.options();
        return new Reply.Later(done -> cache.read(
                question,
                options,
                control,
                new Kept<>(render, options.consistency().level(), done)));
    }

    /// The answer, rendered by the endpoint, from a cache that follows it: whether the request says so or not.
    <T extends @Nullable Object> Reply.Later followed(
            Request request,
            AnswerCache cache,
            AnswerCache.Question<T> question,
            Function<Answer<T>, Reply.Full> render) {
        ReadOptions options = asked(request).options();
        return new Reply.Later(done -> cache.read(
                question,
                options,
                CacheControl.ANY,
                new Kept<>(render, options.consistency().level(), done)));
    }

    private static void finish(Supplier<Reply.Full> rendering, Reply.Completion done) {
        Reply.Full reply;
        try {
            reply = rendering.get();
        } catch (RuntimeException e) {
            done.fail(e);
            return;
        }
        done.complete(reply);
    }

    /// A read that the cache answers.
    private record Kept<T extends @Nullable Object>(
            Function<Answer<T>, Reply.Full> render, String level, Reply.Completion done)
            implements AnswerCache.Callback<T> {
        @Override
        public void answered(Answer<T> answer, @Nullable Duration age) {
            finish(() -> shown(render.apply(answer), age), done);
        }

        private Reply.Full shown(Reply.Full reply, @Nullable Duration age) {
            Meta meta = reply.meta();
            // what is kept was asked of any server, whatever this read asks for
            Reply.Full same = meta == null || meta.effectiveConsistency() == null ? reply : reply.with(meta.as(level));
            return age == null
                    ? same.with(HeaderNames.X_CACHE, "MISS")
                    : same.with(HeaderNames.X_CACHE, "HIT").with(HeaderNames.AGE, Long.toString(age.toSeconds()));
        }

        @Override
        public void failed(Throwable cause) {
            done.fail(cause);
        }
    }

    /// The answer, rendered by the endpoint.
    <T extends @Nullable Object> Reply read(Request request, Query<T> query, Function<Answer<T>, Reply.Full> render) {
        return answer(asked(request), (options, done) -> queries.read(query, options, done), render);
    }

    /// The present answer of another source, rendered by the endpoint.
    <T extends @Nullable Object> Reply ask(
            Request request, AnswerSource<T> source, Function<Answer<T>, Reply.Full> render) {
        return answer(once(asked(request)), source, render);
    }

    private <T extends @Nullable Object> Reply answer(
            Asked asked, AnswerSource<T> source, Function<Answer<T>, Reply.Full> render) {
        return new Reply.Later(done -> source.read(asked.options(), new Waiting<>(source, asked, render, done)));
    }

    private static Asked once(Asked asked) {
        return new Asked(asked.options().after(0, Duration.ZERO), asked.kept());
    }

    /// The present answer, rendered by the endpoint, of a question that never waits.
    <T extends @Nullable Object> Reply readOnce(
            Request request, Query<T> query, Function<Answer<T>, Reply.Full> render) {
        return answer(once(asked(request)), (options, done) -> queries.read(query, options, done), render);
    }

    /// A read under way.
    private static final class Waiting<T extends @Nullable Object> implements ReadCallback<T> {
        private final AnswerSource<T> source;
        private final Asked asked;
        private final Function<Answer<T>, Reply.Full> render;
        private final Reply.Completion done;

        Waiting(AnswerSource<T> source, Asked asked, Function<Answer<T>, Reply.Full> render, Reply.Completion done) {
            this.source = source;
            this.asked = asked;
            this.render = render;
            this.done = done;
        }

        @Override
        public void answered(Answer<T> answer) {
            if (asked.options().isTooStale(answer.lastContact())) {
                ReadOptions fresh = asked.options().fresh();
                var _ = source.read(fresh, new Waiting<>(source, new Asked(fresh, null), render, done));
                return;
            }
            finish(() -> render.apply(answer), done);
        }

        @Override
        public void failed(Throwable cause) {
            done.fail(cause);
        }
    }
}
