package io.praetor.http.v1;

import io.netty.util.NetUtil;
import io.praetor.http.route.HeaderNames;
import io.praetor.http.route.Params;
import io.praetor.http.route.Reply;
import io.praetor.http.route.Request;
import io.praetor.http.v1.Reads.Level;
import io.praetor.model.codec.Codec;
import io.praetor.model.codec.Codecs;
import io.praetor.model.query.PreparedQuery;
import io.praetor.model.query.PreparedQueryExecuteRequest;
import io.praetor.model.query.PreparedQueryExecuteResponse;
import io.praetor.model.query.PreparedQueryExplainResponse;
import io.praetor.model.query.PreparedQueryRequest;
import io.praetor.model.query.QuerySource;
import io.praetor.model.rpc.QueryMeta;
import io.praetor.model.rpc.QueryOptions;
import io.praetor.server.Cancellable;
import io.praetor.server.RequestFailure;
import io.praetor.server.query.Answer;
import io.praetor.server.query.AnswerCache;
import io.praetor.server.query.AnswerSource;
import io.praetor.server.query.Consistency;
import io.praetor.server.query.PreparedQueryGet;
import io.praetor.server.query.PreparedQueryList;
import io.praetor.server.query.ReadCallback;
import io.praetor.server.query.ReadOptions;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// `/v1/query…` (`http-api.md` §15).
final class QueryEndpoint {
    private static final Codec<@Nullable List<PreparedQuery>> QUERIES = Codecs.list(PreparedQuery.CODEC);
    private static final String EXECUTE = "/execute";
    private static final String EXPLAIN = "/explain";

    private final Reads reads;
    private final ApiSettings settings;
    private final Function<PreparedQueryRequest, CompletableFuture<String>> apply;
    private final Function<PreparedQueryExecuteRequest, CompletableFuture<PreparedQueryExecuteResponse>> execute;
    private final Function<PreparedQueryExecuteRequest, CompletableFuture<PreparedQueryExplainResponse>> explain;

    QueryEndpoint(
            Reads reads,
            ApiSettings settings,
            Function<PreparedQueryRequest, CompletableFuture<String>> apply,
            Function<PreparedQueryExecuteRequest, CompletableFuture<PreparedQueryExecuteResponse>> execute,
            Function<PreparedQueryExecuteRequest, CompletableFuture<PreparedQueryExplainResponse>> explain) {
        this.reads = reads;
        this.settings = settings;
        this.apply = apply;
        this.execute = execute;
        this.explain = explain;
    }

    Reply list(Request request) {
        return reads.json(request, new PreparedQueryList(), QUERIES, found -> found, Level.SHOWN);
    }

    Reply create(Request request) {
        PreparedQuery query = Bodies.strict(request, PreparedQuery.CODEC, "Request decode failed: ");
        return Reply.of(
                apply(request, PreparedQueryRequest.CREATE, query), id -> Reply.json(NewId.CODEC, new NewId(id)));
    }

    /// Everything below `/v1/query/`, which has methods of its own for each kind of path.
    Reply specific(Request request) {
        String rest = request.rest();
        // the original looks at the whole path: what is called "execute" cannot be read
        String path = '/' + rest;
        boolean execute = path.endsWith(EXECUTE);
        if (!execute && !path.endsWith(EXPLAIN)) {
            return stored(request, rest);
        }
        String idOrName = rest.substring(0, Math.max(rest.length() - EXECUTE.length(), 0));
        if (idOrName.isEmpty()) {
            idOrName = rest;
        }
        return switch (request.method()) {
            case "GET" -> execute ? execute(request, idOrName) : explain(request, idOrName);
            case "OPTIONS" -> options("OPTIONS,GET");
            default -> notAllowed(request, "GET");
        };
    }

    private Reply stored(Request request, String id) {
        return switch (request.method()) {
            case "GET" -> reads.json(request, new PreparedQueryGet(id), QUERIES, found -> found, Level.SHOWN);
            case "PUT" -> update(request, id);
            case "DELETE" ->
                changed(
                        request,
                        PreparedQueryRequest.DELETE,
                        PreparedQuery.CODEC.zero().withId(id));
            case "OPTIONS" -> options("OPTIONS,GET,PUT,DELETE");
            default -> notAllowed(request, "GET,PUT,DELETE");
        };
    }

    /// The handler of the original returns nothing here, which it shows as an object.
    private static Reply options(String allow) {
        return Reply.json(Codecs.TEXT_MAP, Map.of()).with(HeaderNames.ALLOW, allow);
    }

    private static Reply notAllowed(Request request, String allow) {
        return Reply.text(405, "method " + request.method() + " not allowed").with(HeaderNames.ALLOW, allow);
    }

    private Reply update(Request request, String id) {
        PreparedQuery query = request.body().length == 0
                ? PreparedQuery.CODEC.zero()
                : Bodies.strict(request, PreparedQuery.CODEC, "Request decode failed: ");
        return changed(request, PreparedQueryRequest.UPDATE, query.withId(id));
    }

    private Reply changed(Request request, String op, PreparedQuery query) {
        return Reply.of(apply(request, op, query), _ -> Reply.empty(200));
    }

    private CompletableFuture<String> apply(Request request, String op, PreparedQuery query) {
        return apply.apply(new PreparedQueryRequest(reads.datacenterName(request), op, query, reads.token(request)));
    }

    private Reply execute(Request request, String idOrName) {
        var _ = reads.options(request); // refused before what comes below
        Params params = request.params();
        String limitText = params.first("limit");
        int limit = limitText.isEmpty() ? 0 : Numbers.signed(limitText, "Bad limit: ");
        boolean connect = connect(params.first("connect"));
        QuerySource source = source(request);
        AnswerSource<PreparedQueryExecuteResponse> execution = (options, done) -> {
            PreparedQueryExecuteRequest wanted = wanted(idOrName, limit, connect, source, options);
            return pass(execute.apply(wanted), PreparedQueryExecuteResponse::meta, options, done);
        };
        PreparedQueryExecuteRequest key = wanted(idOrName, limit, connect, source, ReadOptions.NOW);
        return reads.kept(
                request,
                new AnswerCache.Question<>(key, AnswerCache.Kind.SIMPLE, execution),
                answer -> Reads.found(answer, PreparedQueryExecuteResponse.CODEC, found -> found, Level.SHOWN));
    }

    private Reply explain(Request request, String idOrName) {
        QuerySource source = source(request);
        AnswerSource<PreparedQueryExplainResponse> explanation = (options, done) -> {
            PreparedQueryExecuteRequest wanted = wanted(idOrName, 0, false, source, options);
            return pass(explain.apply(wanted), PreparedQueryExplainResponse::meta, options, done);
        };
        return reads.ask(
                request,
                explanation,
                answer -> Reads.found(answer, PreparedQueryExplainResponse.CODEC, found -> found, Level.SHOWN));
    }

    private static boolean connect(String text) {
        Boolean connect = text.isEmpty() ? Boolean.FALSE : Numbers.truth(text);
        if (connect == null) {
            throw RequestFailure.internal("Error parsing 'connect' value: strconv.ParseBool: parsing "
                    + Numbers.quoted(text) + ": invalid syntax");
        }
        return connect;
    }

    private PreparedQueryExecuteRequest wanted(
            String idOrName, int limit, boolean connect, QuerySource source, ReadOptions options) {
        QuerySource agent = new QuerySource(settings.datacenter(), "", settings.nodeName(), "");
        QueryOptions wire = new QueryOptions(
                options.token(),
                0,
                0,
                options.consistency() == Consistency.STALE,
                options.consistency() == Consistency.CONSISTENT,
                false,
                options.maxStale().toNanos(),
                0,
                false,
                0,
                "",
                false);
        String datacenter = options.datacenter() == null ? settings.datacenter() : options.datacenter();
        return new PreparedQueryExecuteRequest(datacenter, idOrName, limit, connect, source, agent, wire);
    }

    private QuerySource source(Request request) {
        return new QuerySource(settings.datacenter(), "", reads.near(request), address(request));
    }

    /// Who asks: the first that a proxy names, if that is an address, or the peer. In the shortest form, which is how
    /// nodes' addresses are usually written.
    private static String address(Request request) {
        String forwarded = request.header(HeaderNames.FORWARDED_FOR);
        if (forwarded != null) {
            int comma = forwarded.indexOf(',');
            InetAddress named = literal((comma < 0 ? forwarded : forwarded.substring(0, comma)).trim());
            if (named != null) {
                return NetUtil.toAddressString(named);
            }
        }
        InetSocketAddress peer = request.peer();
        InetAddress address = peer == null ? null : peer.getAddress();
        return address == null ? "" : NetUtil.toAddressString(address);
    }

    private static @Nullable InetAddress literal(String text) {
        if (text.startsWith("[") || text.indexOf('%') >= 0) {
            return null;
        }
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
        try {
            return bytes == null ? null : InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            return null;
        }
    }

    private static <T> Cancellable pass(
            CompletableFuture<T> response, Function<T, QueryMeta> meta, ReadOptions options, ReadCallback<T> done) {
        var _ = response.whenComplete((value, failure) -> {
            if (failure != null) {
                Throwable cause = failure.getCause();
                done.failed(failure instanceof CompletionException && cause != null ? cause : failure);
                return;
            }
            QueryMeta about = meta.apply(value);
            Duration lastContact = Duration.ofNanos(about.lastContact());
            done.answered(new Answer<>(
                    value, about.index(), about.knownLeader(), lastContact, options.consistency(), about.filtered()));
        });
        return Cancellable.NONE;
    }
}
